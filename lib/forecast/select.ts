import type { ScoreTable } from "./scores.ts";
import type { ModelFamily, ModelKey } from "./types.ts";

/** `auto` is what it has chosen: see `selectMethods`. */
export const MODEL_FAMILY: Record<ModelKey, ModelFamily> = {
  naive: "baseline",
  seasonal_naive: "baseline",
  drift: "baseline",
  mean: "baseline",
  window_mean: "baseline",
  ses: "statistical",
  holt: "statistical",
  damped: "statistical",
  hw_additive: "statistical",
  hw_multiplicative: "statistical",
  theta: "statistical",
  dynamic_theta: "statistical",
  ets: "statistical",
  auto_ets: "statistical",
  mstl: "statistical",
  mstl_theta: "statistical",
  comb: "statistical",
  croston: "statistical",
  croston_sba: "statistical",
  tsb: "statistical",
  adida: "statistical",
  imapa: "statistical",
  ridge: "network",
  trees: "network",
  network: "network",
  auto: "network",
  today: "today",
};

export type SelectionCriterion = "mase" | "scaledPinball" | "wape" | "mae";

export interface Selection {
  bestStatistical: ModelKey | null;
  bestNetwork: ModelKey | null;
  /** Cheapest of the baselines by the criterion. */
  bestBaseline: ModelKey | null;
  criterion: SelectionCriterion;
  /** Best first; models without a defined value come last. */
  ranking: readonly { model: ModelKey; family: ModelFamily; value: number }[];
}

export interface SelectionOptions {
  criterion?: SelectionCriterion;
  /** Families that differ from `MODEL_FAMILY`: what `auto` chose may be a network, a statistical method or the baseline. */
  families?: Partial<Record<ModelKey, ModelFamily>>;
}

/**
 * Chooses the best method of each family by its score on the selection folds alone; rows of test folds are never read.
 * The criterion is MASE unless another is asked for; if no model has one (every history constant) MAE takes its place.
 * Ties go to the model named first in the table.
 */
export function selectMethods(table: Pick<ScoreTable, "rows">, options: SelectionOptions = {}): Selection {
  const { criterion = "mase" } = options;
  const familyOf = (model: ModelKey) => options.families?.[model] ?? MODEL_FAMILY[model];
  const rows = table.rows.filter((row) => row.scope.kind === "selection" && row.n > 0);
  const used = rows.some((row) => !Number.isNaN(row[criterion])) ? criterion : "mae";
  const ranking = rows
    .map((row) => ({ model: row.model, family: familyOf(row.model), value: row[used] }))
    .sort((a, b) => {
      if (Number.isNaN(a.value) || Number.isNaN(b.value))
        return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
      return a.value - b.value;
    });
  const best = (family: ModelFamily) =>
    ranking.find((entry) => entry.family === family && !Number.isNaN(entry.value))?.model ?? null;
  return {
    bestStatistical: best("statistical"),
    bestNetwork: best("network"),
    bestBaseline: best("baseline"),
    criterion: used,
    ranking,
  };
}
