import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import { MODEL_FAMILY, type ModelKey, type StockCost } from "#lib/forecast/index.ts";
import type { RunEvidence } from "./assemble.ts";
import { countLeftOut } from "./left-out.ts";
import { countPeriods, periodsInWords } from "./periods.ts";
import type { FoldScope, Leaderboard, LeaderboardRow } from "./view.ts";

/** NaN is "not defined" in the engine; in a view it is null, and a dash on the page. */
export function orNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/**
 * Every method on the same folds and the same steps: the cheapest first where there are prices, else the smallest MASE
 * (MAE where no series has one). The baseline is seasonal naive.
 */
export function buildLeaderboard(
  evidence: RunEvidence,
  scope: FoldScope,
  costs: ReadonlyMap<ModelKey, StockCost> | null,
): Leaderboard {
  const { folds, spec, table, panel } = evidence;
  const own = folds.filter((fold) => fold.role === scope);
  const scores = table.rows.filter((row) => row.scope.kind === scope);
  const baselineMae = scores.find((row) => row.model === "seasonal_naive")?.mae;
  const baselineCost = costs?.get("seasonal_naive")?.totals.cost;

  const rows = scores.map((row): LeaderboardRow => {
    const cost = costs?.get(row.model)?.totals;
    const isBaseline = row.model === "seasonal_naive";
    return {
      model: row.model,
      name: MODEL_NAMES[row.model],
      family: (row.model === "auto" && evidence.autoFamily) || MODEL_FAMILY[row.model],
      note: noteOf(row.model, evidence),
      isBaseline,
      isBest: false,
      n: row.n,
      wape: orNull(row.wape),
      mase: orNull(row.mase),
      smape: orNull(row.smape),
      mae: orNull(row.mae),
      maeOfBaseline: baselineMae ? orNull(row.mae / baselineMae) : null,
      rmse: orNull(row.rmse),
      bias: orNull(row.bias),
      coverage80: orNull(row.coverage80),
      coverage95: orNull(row.coverage95),
      cost: cost ? { short: cost.costShort, over: cost.costOver, total: cost.cost } : null,
      saving: cost && !isBaseline && baselineCost !== undefined ? baselineCost - cost.cost : null,
    };
  });
  const worth = (row: LeaderboardRow) => row.cost?.total ?? row.mase ?? row.mae ?? Number.POSITIVE_INFINITY;
  rows.sort((a, b) => worth(a) - worth(b));
  const best = rows[0];
  if (best && Number.isFinite(worth(best))) best.isBest = true;
  return {
    scope,
    rows,
    folds: own.length,
    periods: periodsInWords(countPeriods(own, spec.horizonSteps), panel.frequency),
    pairs: Math.max(0, ...rows.map((row) => row.n)),
    droppedSteps: table.droppedSteps,
    leftOut: countLeftOut({ panel, sold: evidence.sold, folds: own, horizonSteps: spec.horizonSteps }),
    demand: costs?.get("seasonal_naive")?.totals.demand ?? null,
    largestCost: Math.max(0, ...rows.map((row) => row.cost?.total ?? 0)),
  };
}

function noteOf(model: ModelKey, { spec, panel }: RunEvidence): string {
  switch (model) {
    case "naive":
      return "the last value, repeated";
    case "seasonal_naive":
      return `baseline, season ${periodsInWords(spec.seasonLength, panel.frequency)}`;
    case "comb":
      return "the middle of four methods";
    case "croston":
    case "croston_sba":
    case "tsb":
    case "adida":
    case "imapa":
      return "each series by itself, for many zeros";
    case "drift":
    case "mean":
    case "window_mean":
    case "ses":
    case "holt":
    case "damped":
    case "hw_additive":
    case "hw_multiplicative":
    case "theta":
    case "dynamic_theta":
    case "ets":
    case "auto_ets":
    case "mstl":
    case "mstl_theta":
      return "each series by itself";
    case "network":
      return `one for all series, ${spec.network.members === 1 ? "1 member" : `${spec.network.members} members`}`;
    case "ridge":
      return "one linear map for all series";
    case "trees":
      return "150 trees over all series";
    case "auto":
      return "chosen before the first fold";
    case "today":
      return "from a column of the data";
  }
}
