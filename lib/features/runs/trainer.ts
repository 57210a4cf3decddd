import type { LocalModelKey, ScoreRow, Selection } from "#lib/forecast/index.ts";
import type { BacktestSpec, Fold, Panel, Progress } from "#lib/forecast/types.ts";
import type { EncodedForecast } from "./codec.ts";
import type { ExplainJob, ExplainResult } from "./explain/work.ts";

/** A piece of computing that goes to a thread of its own; forecasts travel as they are stored. */
export type TrainerJob =
  | { kind: "local"; spec: BacktestSpec; model: LocalModelKey; fold: Fold; from: number; to: number }
  | { kind: "network"; spec: BacktestSpec; fold: Fold; member: number }
  | { kind: "combine"; members: EncodedForecast[] }
  | { kind: "select"; spec: BacktestSpec; folds: Fold[]; forecasts: EncodedForecast[] }
  | { kind: "score"; spec: BacktestSpec; folds: Fold[]; forecasts: EncodedForecast[] }
  | ExplainJob;

/** What ran the network: backend, kernel variant, versions. */
export type Runtime = Record<string, string>;

export interface TrainerResults {
  local: { forecast: EncodedForecast };
  network: { forecast: EncodedForecast; runtime: Runtime };
  combine: { forecast: EncodedForecast };
  select: { selection: Selection };
  score: { rows: readonly ScoreRow[]; droppedSteps: number; perSeries: Uint8Array };
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
  run: <K extends TrainerJob["kind"]>(
    job: Extract<TrainerJob, { kind: K }>,
    options: { data: TrainerPanel | null; signal: AbortSignal; onProgress: (progress: Progress) => void },
  ) => Promise<TrainerResults[K]>;
}
