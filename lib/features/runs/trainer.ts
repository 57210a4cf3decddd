import type { AutoReport } from "#lib/forecast/auto/forecast.ts";
import type { Costs } from "#lib/forecast/auto/in-run.ts";
import type { LaneAnswer } from "#lib/forecast/auto/lanes.ts";
import type { AutoPlan } from "#lib/forecast/auto/plan.ts";
import type { Blend } from "#lib/forecast/auto/steps.ts";
import type { LocalModelKey, ScoreRow, Selection, SelectionOptions } from "#lib/forecast/index.ts";
import type { BacktestSpec, Fold, Panel, Progress } from "#lib/forecast/types.ts";
import type { EncodedForecast } from "./codec.ts";
import type { ExplainJob, ExplainResult } from "./explain/work.ts";
import type { Breakdown } from "./scores/breakdown.ts";

/**
 * A piece of computing that goes to a thread of its own; forecasts travel as they are stored. `firstFold` is the run's: what is
 * chosen or trained once is chosen and trained before it.
 */
export type TrainerJob =
  | {
      kind: "local";
      spec: BacktestSpec;
      model: LocalModelKey;
      fold: Fold;
      firstFold: Fold;
      from: number;
      to: number;
    }
  | { kind: "network"; spec: BacktestSpec; fold: Fold; firstFold: Fold; member: number }
  | { kind: "auto_calibrate"; spec: BacktestSpec; firstFold: Fold }
  | { kind: "auto_plan"; spec: BacktestSpec; firstFold: Fold; costs: Costs; threads: number; spentMs: number }
  | { kind: "auto_try"; spec: BacktestSpec; firstFold: Fold; plan: AutoPlan; lane: number }
  | {
      kind: "auto_choose";
      spec: BacktestSpec;
      firstFold: Fold;
      plan: AutoPlan;
      left: readonly string[];
      answers: readonly LaneAnswer[];
      budget: { threads: number; spentMs: number } | null;
    }
  | {
      kind: "auto_part";
      spec: BacktestSpec;
      firstFold: Fold;
      plan: AutoPlan;
      blend: Blend;
      fold: Fold;
      lane: number;
    }
  | {
      kind: "auto_blend";
      spec: BacktestSpec;
      firstFold: Fold;
      plan: AutoPlan;
      blend: Blend;
      fold: Fold;
      answers: readonly LaneAnswer[];
    }
  | { kind: "combine"; members: EncodedForecast[] }
  | {
      kind: "select";
      spec: BacktestSpec;
      folds: Fold[];
      forecasts: EncodedForecast[];
      families: NonNullable<SelectionOptions["families"]>;
    }
  | { kind: "score"; spec: BacktestSpec; folds: Fold[]; forecasts: EncodedForecast[] }
  | ExplainJob;

/** What ran the network: backend, kernel variant, versions. */
export type Runtime = Record<string, string>;

export interface TrainerResults {
  local: { forecast: EncodedForecast };
  /** `model`: the network itself, where `isKept` says so. */
  network: { forecast: EncodedForecast; runtime: Runtime; model: Uint8Array | null };
  auto_calibrate: { costs: Costs; runtime: Runtime | null };
  auto_plan: { plan: AutoPlan; left: readonly string[] };
  auto_try: LaneAnswer & { runtime: Runtime | null };
  auto_choose: { report: AutoReport; blend: Blend };
  auto_part: LaneAnswer & { runtime: Runtime | null };
  auto_blend: { forecast: EncodedForecast };
  combine: { forecast: EncodedForecast };
  select: { selection: Selection };
  score: { rows: readonly ScoreRow[]; droppedSteps: number; perSeries: Uint8Array; breakdown: Breakdown };
  explain: ExplainResult;
}

export interface TrainerPanel {
  /** Threads keep the panel they have under this name. */
  key: string;
  /** Backed by shared memory, so that no thread needs a copy. */
  panel: Panel;
}

/** The pool of threads as the tasks see it. Rejects with `ForecastError`, or with what broke the thread. */
export interface Trainer {
  /** How many jobs it takes on at once; 1 when left out. */
  size?: number;
  run: <K extends TrainerJob["kind"]>(
    job: Extract<TrainerJob, { kind: K }>,
    options: { data: TrainerPanel | null; signal: AbortSignal; onProgress: (progress: Progress) => void },
  ) => Promise<TrainerResults[K]>;
}
