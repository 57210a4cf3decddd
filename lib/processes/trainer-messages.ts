import type { TrainerJob, TrainerResults } from "#lib/features/runs/trainer.ts";
import type { Panel, Progress } from "#lib/forecast/types.ts";

export type ToThread =
  | { type: "panel"; key: string; panel: Panel; forget: string | null }
  | { type: "work"; id: number; job: TrainerJob; panelKey: string | null }
  | { type: "abort"; id: number };

export type FromThread =
  | { type: "progress"; id: number; progress: Progress }
  | { type: "done"; id: number; result: TrainerResults[keyof TrainerResults] }
  /** `code` is a `ForecastErrorCode` when the engine refused. */
  | { type: "failed"; id: number; code: string | null; detail: string };
