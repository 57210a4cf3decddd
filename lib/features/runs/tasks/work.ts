import type { Fold, Progress } from "#lib/forecast/types.ts";
import { FUTURE_FOLD } from "../graph.ts";
import type { PanelPart } from "../run-panel.ts";
import type { RunPlan, StoredSpec } from "../schema.ts";
import type { Trainer, TrainerPanel } from "../trainer.ts";
import type { HeldTask } from "./lease.ts";

export interface Tools {
  trainer: Trainer;
  /** The run's data, in shared memory and kept between tasks. */
  loadData: (options: {
    workspaceId: string;
    versionId: string;
    spec: StoredSpec;
    part: PanelPart;
  }) => Promise<TrainerPanel>;
  clock: () => number;
}

/** A task in the hands of a worker, with all that it may need. */
export interface Work {
  task: HeldTask;
  spec: StoredSpec;
  plan: RunPlan | null;
  /** The run that this one repeats. */
  replayOfId: string | null;
  data: TrainerPanel;
  tools: Tools;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** What is chosen or trained once is chosen and trained before this one. */
export function firstFoldOf(plan: RunPlan | null): Fold {
  const first = plan?.folds[0];
  if (!first) throw new Error("The run has no plan.");
  return first;
}

export function foldOf(plan: RunPlan | null, fold: number): Fold {
  const found = fold === FUTURE_FOLD ? plan?.future : plan?.folds.find((each) => each.fold === fold);
  if (!found) throw new Error(`The run has no fold ${fold}.`);
  return found;
}
