import { ForecastError } from "./errors.ts";
import { actualAt, lookupForecasts } from "./lookup.ts";
import { rowAt } from "./panel.ts";
import { LEVEL_COUNT, quantileAt } from "./quantiles.ts";
import { type Fold, type FoldForecast, type Panel, QUANTILE_LEVELS } from "./types.ts";

/** Money a unit short (`under`, Cu) and a unit left over (`over`, Co), for all series or one value a series. */
export interface UnitCosts {
  under: number | Float64Array;
  over: number | Float64Array;
}

/**
 * The critical ratio of the newsvendor, Cu/(Cu+Co): the probability at which the order quantity is cheapest
 * (Arrow, Harris & Marschak 1951).
 * @throws ForecastError `bad_input` when a cost is negative or both are zero.
 */
export function criticalQuantile(cu: number, co: number): number {
  if (!(cu >= 0 && co >= 0 && Number.isFinite(cu + co)) || cu + co === 0) {
    throw new ForecastError(
      "bad_input",
      "The costs of a unit short and a unit left over must be zero or more, and not both zero.",
    );
  }
  return cu / (cu + co);
}

export interface StockCost {
  model: FoldForecast["model"];
  /** By series of the panel. */
  unitsShort: Float64Array;
  unitsOver: Float64Array;
  costShort: Float64Array;
  costOver: Float64Array;
  demand: Float64Array;
  /** Scored periods. */
  periods: Float64Array;
  totals: {
    unitsShort: number;
    unitsOver: number;
    costShort: number;
    costOver: number;
    cost: number;
    demand: number;
    periods: number;
  };
  /** All series together by fold (in the order of `folds`) and step, row-major; the source of time blocks. */
  costByPeriod: Float64Array;
  demandByPeriod: Float64Array;
  /** How many series were scored there: zero where a cost of zero only says that nothing was known. */
  scoredByPeriod: Float64Array;
}

/**
 * What a method's orders would have cost on the given folds. The order quantity Q of a period is the forecast's quantile
 * at Cu/(Cu+Co), never below zero; with demand D the period costs Cu·max(D−Q, 0) + Co·max(Q−D, 0). The cover is one
 * period: stock does not carry over and delivery is immediate. Periods whose actual or forecast is not known, or that
 * `maskStockouts` marks (row layout of the panel; demand there is censored), are left out. Negative actuals (returns)
 * are demand of zero.
 */
export function stockCost(options: {
  panel: Panel;
  folds: readonly Fold[];
  /** Of one model. */
  forecasts: readonly FoldForecast[];
  unitCosts: UnitCosts;
  maskStockouts?: Uint8Array;
  /**
   * The other methods' forecasts in the same comparison: only periods on which all have a forecast count, so that no
   * method is cheaper for having answered less. A method without a forecast of a whole fold takes that fold out for all.
   */
  comparedWith?: readonly FoldForecast[];
}): StockCost {
  const { panel, folds, forecasts, unitCosts, maskStockouts } = options;
  const model = forecasts[0]?.model;
  if (model === undefined || forecasts.some((forecast) => forecast.model !== model)) {
    throw new ForecastError("bad_input", "A stock cost needs the forecasts of exactly one model.");
  }
  const count = panel.ids.length;
  const horizon = Math.max(...forecasts.map((forecast) => forecast.horizonSteps));
  const lookup = lookupForecasts(forecasts, count);
  const others = lookupForecasts(options.comparedWith ?? [], count);
  const column = () => new Float64Array(count);
  const result = {
    unitsShort: column(),
    unitsOver: column(),
    costShort: column(),
    costOver: column(),
    demand: column(),
    periods: column(),
  };
  const costByPeriod = new Float64Array(folds.length * horizon);
  const demandByPeriod = new Float64Array(folds.length * horizon);
  const scoredByPeriod = new Float64Array(folds.length * horizon);

  for (let s = 0; s < count; s += 1) {
    const cu = typeof unitCosts.under === "number" ? unitCosts.under : (unitCosts.under[s] as number);
    const co = typeof unitCosts.over === "number" ? unitCosts.over : (unitCosts.over[s] as number);
    const ratio = criticalQuantile(cu, co);
    folds.forEach((fold, f) => {
      for (let step = 1; step <= horizon; step += 1) {
        const actual = actualAt(panel, s, fold, step);
        const found = lookup.find(model, fold.fold, s, step);
        if (!found || Number.isNaN(actual)) continue;
        if (maskStockouts?.[rowAt(panel, s, fold.cutoffIndex + step)]) continue;
        const { quantiles } = found.source;
        const order = Math.max(
          0,
          quantileAt(QUANTILE_LEVELS, quantiles.subarray(found.at, found.at + LEVEL_COUNT), ratio),
        );
        if (Number.isNaN(order)) continue;
        const answered = others.models.every((other) => {
          const there = others.find(other, fold.fold, s, step);
          return there !== null && !Number.isNaN(there.source.quantiles[there.at] as number);
        });
        if (!answered) continue;
        const demand = Math.max(0, actual);
        const short = Math.max(0, demand - order);
        const over = Math.max(0, order - demand);
        add(result.unitsShort, s, short);
        add(result.unitsOver, s, over);
        add(result.costShort, s, cu * short);
        add(result.costOver, s, co * over);
        add(result.demand, s, demand);
        add(result.periods, s, 1);
        add(costByPeriod, f * horizon + step - 1, cu * short + co * over);
        add(demandByPeriod, f * horizon + step - 1, demand);
        add(scoredByPeriod, f * horizon + step - 1, 1);
      }
    });
  }
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const costShort = sum(result.costShort);
  const costOver = sum(result.costOver);
  return {
    model,
    ...result,
    totals: {
      unitsShort: sum(result.unitsShort),
      unitsOver: sum(result.unitsOver),
      costShort,
      costOver,
      cost: costShort + costOver,
      demand: sum(result.demand),
      periods: sum(result.periods),
    },
    costByPeriod,
    demandByPeriod,
    scoredByPeriod,
  };
}

function add(target: Float64Array, index: number, value: number): void {
  target[index] = (target[index] as number) + value;
}

/**
 * Sums consecutive periods into blocks of `blockSteps` within each fold, the independent units when there is one series.
 * A fold's last, shorter block stands for itself.
 */
export function timeBlocks(byPeriod: Float64Array, horizonSteps: number, blockSteps: number): Float64Array {
  const blocks: number[] = [];
  for (let start = 0; start < byPeriod.length; start += horizonSteps) {
    for (let from = 0; from < horizonSteps; from += blockSteps) {
      let sum = 0;
      const to = Math.min(horizonSteps, from + blockSteps);
      for (let i = from; i < to; i += 1) sum += byPeriod[start + i] as number;
      blocks.push(sum);
    }
  }
  return Float64Array.from(blocks);
}
