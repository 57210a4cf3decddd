import type { BacktestSpec, Fold, ModelKey } from "#lib/forecast/types.ts";

/** What is asked about a finished run's forecast. Plain data: its digest is the name under which the answer is kept. */
export type ExplainQuestion =
  /** Which inputs matter, and what moves the forecast at each step: one answer for the whole run. */
  | { kind: "inputs" }
  /** The parts of one series and of one model's forecast of it. `series` is an index into the panel. */
  | { kind: "series"; series: number; model: ModelKey }
  /** Categories by their index; null leaves a step as it is. */
  | { kind: "what_if"; series: number; changes: { name: string; values: (number | null)[] }[] };

/** A fitted model as bytes: a network's layers artifacts, trees, or a regression. */
export interface StoredModel {
  key: string;
  bytes: Uint8Array;
}

/** A question with all that a thread needs beyond the panel. */
export interface ExplainJob {
  kind: "explain";
  /** Threads keep opened models under it. */
  runKey: string;
  spec: BacktestSpec;
  /** Untouched folds. */
  folds: Fold[];
  /** Where a run that trains once has trained. */
  firstFold: Fold;
  future: Fold;
  question: ExplainQuestion;
  /**
   * Medians of the run's own forecast of the future, step-minor: of the one series for `series`, of all series by `explainedModel`
   * for `inputs`; null otherwise, and where the run has no such forecast.
   */
  medians: Float64Array | null;
  models: StoredModel[];
}

export interface ExplainResult {
  /** As `schema.ts` has it for the kind of question. */
  answer: object;
  /** What had to be fitted anew, to be kept for the next question. */
  models: StoredModel[];
}

/**
 * The model that questions about inputs are put to: the run's network, else its trees, which also stand in for what `auto` blends, else
 * the regression, also where the run has none.
 */
export function explainedModel({ models }: Pick<BacktestSpec, "models">): "network" | "trees" | "ridge" {
  if (models.includes("network")) return "network";
  return models.includes("trees") || models.includes("auto") ? "trees" : "ridge";
}

/** Kinds of models that are kept for questions. */
export const EXPLAINED_KINDS = ["network", "trees", "regression"] as const;
type ExplainedKind = (typeof EXPLAINED_KINDS)[number];

interface Trained {
  spec: Pick<BacktestSpec, "refit">;
  fold: Fold;
  firstFold: Fold;
}

/** The fold at which the model of a fold was trained: a run that trains once has done so at its first. */
export const trainedAt = ({ spec, fold, firstFold }: Trained): Fold =>
  spec.refit === "once" ? firstFold : fold;

/** Whether a run keeps the network that it trains for a fold: those of the untouched folds and of the future are asked about. */
export function isKept(trained: Trained): boolean {
  const { spec, fold, firstFold } = trained;
  return spec.refit === "once" ? fold.fold === firstFold.fold : fold.role !== "selection";
}

/** What a fold's models are kept under begins so; the network's go on like the key of the task that trained them. */
export function modelKey(kind: ExplainedKind, trained: Trained): string {
  const { role, fold } = trainedAt(trained);
  return `${kind}/${role === "future" ? "future" : `fold-${fold}`}`;
}
