import {
  type BacktestSpec,
  criticalQuantile,
  type Fold,
  type FoldForecast,
  type ModelFamily,
  type ModelKey,
  type Panel,
  type ScoreTable,
  type Selection,
  type StockCost,
  stockCost,
  timeBlocks,
} from "#lib/forecast/index.ts";
import type { StoredStep, VerdictDetail } from "./detail.ts";
import { countLeftOut } from "./left-out.ts";
import { countPeriods, periodsInWords, yearlyFactor } from "./periods.ts";
import { decideVerdict, type Verdict, type VerdictMethod, type VerdictStep } from "./rule.ts";

/** A finished run as the judge reads it. */
export interface RunEvidence {
  /** Without the values that labels leave out, for every method alike. */
  panel: Panel;
  /** All values that are known, in the panel's layout; absent where no label took any away. */
  sold?: Float64Array;
  spec: BacktestSpec;
  folds: readonly Fold[];
  forecasts: readonly FoldForecast[];
  table: ScoreTable;
  selection: Pick<Selection, "bestStatistical" | "bestNetwork">;
  /** What kind of method `auto` chose; null or absent in a run without it. */
  autoFamily?: ModelFamily | null;
}

export interface Prices {
  /** Money a unit short. */
  under: number;
  /** Money a unit left over. */
  over: number;
}

/** What the ROI case adds to a verdict. */
export interface RoiTerms {
  /** Units a year that the case is about; null leaves the scaling to the calendar. */
  unitsAYear: number | null;
  /** Money a year to keep a network alive. */
  networkUpkeep: number;
  /** NPV of the case with this saving a year instead of its assumed benefit, and with this upkeep. */
  npvOf: (yearlySaving: number, yearlyUpkeep: number) => number;
  /** NPV of a saving beyond a method that the project would build and run as well: only the upkeep is dearer. */
  npvOfStep: (yearlySaving: number, yearlyUpkeep: number) => number;
}

/** Each model's stock cost on the folds of one role, all on the same periods; models without a forecast are left out. */
export function costsByModel(
  evidence: Pick<RunEvidence, "panel" | "folds" | "forecasts">,
  role: "selection" | "test",
  prices: Prices,
): Map<ModelKey, StockCost> {
  const folds = evidence.folds.filter((fold) => fold.role === role);
  const numbers = new Set(folds.map((fold) => fold.fold));
  const forecasts = evidence.forecasts.filter((forecast) => numbers.has(forecast.fold));
  const answering = forecasts.filter((forecast) => forecast.quantiles.some((value) => !Number.isNaN(value)));
  const models = [...new Set(answering.map((forecast) => forecast.model))];
  return new Map(
    models.map((model) => [
      model,
      stockCost({
        panel: evidence.panel,
        folds,
        forecasts: answering.filter((forecast) => forecast.model === model),
        comparedWith: answering.filter((forecast) => forecast.model !== model),
        unitCosts: prices,
      }),
    ]),
  );
}

/**
 * The verdict on a run at these prices: costs of the test folds by series (by season-long blocks of time when there is
 * one series), the candidates that selection chose, the ROI case's NPV. Null when the test folds hold no cost of seasonal
 * naive, without which nothing can be judged.
 *
 * A network bears the ROI case's build and running costs and its upkeep; a statistical method the same without upkeep
 * (nothing is trained); seasonal naive and today's method bear nothing.
 */
export function assembleVerdict(options: {
  evidence: RunEvidence;
  prices: Prices;
  roi: RoiTerms | null;
  currency: string;
  /** What the plan calls the sensible rule of thumb: today's method where the data has no column of its forecasts. */
  ruleOfThumb?: "naive" | "seasonal_naive" | null;
}): VerdictDetail | null {
  const { evidence, prices, roi, currency, ruleOfThumb = null } = options;
  const { panel, spec, folds, selection } = evidence;
  const costs = costsByModel(evidence, "test", prices);
  const baseline = costs.get("seasonal_naive");
  if (!baseline) return null;
  // A fold that some method did not answer is no evidence on any.
  const allTestFolds = folds.filter((fold) => fold.role === "test");
  const testFolds = allTestFolds.filter((_, f) => isScored(baseline, spec, f));

  const demand = baseline.totals.demand;
  const calendar = yearlyFactor(panel.frequency, testFolds, spec.horizonSteps);
  const volume = roi?.unitsAYear && demand > 0 ? roi.unitsAYear / demand : null;
  const factor = volume ?? calendar ?? 1;

  // Seasonal naive stands on the ladder anyway.
  const today = costs.has("today") ? "today" : ruleOfThumb === "naive" ? "naive" : null;
  const unit = panel.ids.length === 1 ? "time_block" : "series";
  const method = (
    model: ModelKey | null,
    terms: { upkeep: number; hasNpv: boolean },
  ): VerdictMethod | null => {
    const cost = model === null ? undefined : costs.get(model);
    if (model === null || !cost) return null;
    const { upkeep, hasNpv } = terms;
    return {
      model,
      costs: unit === "series" ? costBySeries(cost) : costByBlock(cost, spec),
      yearlyUpkeep: upkeep,
      npvOf:
        roi && hasNpv
          ? (saving, from) =>
              // What has no NPV of its own is there already: leaving it takes the whole project.
              from.npvOf === null
                ? roi.npvOf(saving, upkeep)
                : roi.npvOfStep(saving, upkeep - from.yearlyUpkeep)
          : null,
    };
  };
  const nothing = { upkeep: 0, hasNpv: false };
  const verdict = decideVerdict({
    unit,
    testFolds: testFolds.length,
    today: method(today, nothing),
    baseline: method("seasonal_naive", nothing) as VerdictMethod,
    statistical: method(selection.bestStatistical, { upkeep: 0, hasNpv: true }),
    network: method(selection.bestNetwork, { upkeep: roi?.networkUpkeep ?? 0, hasNpv: true }),
    yearlyFactor: factor,
    seed: spec.seed,
  });
  return {
    ...storable(verdict),
    ...(evidence.autoFamily === "baseline" && { baselineStands: true }),
    currency,
    prices,
    quantile: criticalQuantile(prices.under, prices.over),
    ...leftOutOf(evidence, testFolds),
    testPeriods: periodsInWords(countPeriods(testFolds, spec.horizonSteps), panel.frequency),
    yearlyFactor: factor,
    yearlyFrom: volume !== null ? "volume" : calendar !== null ? "calendar" : "none",
    demand,
    hasRoiCase: roi !== null,
    costs: [...costs.values()].map((cost) => ({
      model: cost.model,
      short: cost.totals.costShort,
      over: cost.totals.costOver,
      unitsShort: cost.totals.unitsShort,
      unitsOver: cost.totals.unitsOver,
      byFold: testFolds.map((fold) => costOfFold(cost, spec, allTestFolds.indexOf(fold))),
    })),
  };
}

function leftOutOf(
  { panel, sold, spec }: RunEvidence,
  folds: readonly Fold[],
): Pick<VerdictDetail, "leftOut"> {
  const leftOut = countLeftOut({ panel, sold, folds, horizonSteps: spec.horizonSteps });
  return leftOut.periods > 0 ? { leftOut } : {};
}

function costBySeries(cost: StockCost): Float64Array {
  return cost.periods.map((periods, s) =>
    periods > 0 ? (cost.costShort[s] as number) + (cost.costOver[s] as number) : Number.NaN,
  );
}

/** NaN for a block without a scored period: nothing is known of it, which is not a cost of zero. */
function costByBlock(cost: StockCost, spec: BacktestSpec): Float64Array {
  const inBlocks = (values: Float64Array) =>
    timeBlocks(values, spec.horizonSteps, Math.min(spec.seasonLength, spec.horizonSteps));
  const scored = inBlocks(cost.scoredByPeriod);
  return inBlocks(cost.costByPeriod).map((value, i) => (scored[i] ? value : Number.NaN));
}

function costOfFold(cost: StockCost, spec: BacktestSpec, fold: number): number {
  const from = fold * spec.horizonSteps;
  return cost.costByPeriod.subarray(from, from + spec.horizonSteps).reduce((sum, value) => sum + value, 0);
}

function isScored(cost: StockCost, spec: BacktestSpec, fold: number): boolean {
  const from = fold * spec.horizonSteps;
  return cost.scoredByPeriod.subarray(from, from + spec.horizonSteps).some((count) => count > 0);
}

function storable(verdict: Verdict) {
  return {
    ...verdict,
    decisive: verdict.decisive ? storableStep(verdict.decisive) : null,
    steps: verdict.steps.map(storableStep),
  };
}

function storableStep(step: VerdictStep): StoredStep {
  const defined = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    ...step,
    yearlyCostFrom: defined(step.yearlyCostFrom),
    yearlyCostTo: defined(step.yearlyCostTo),
    yearlySaving: defined(step.yearlySaving),
    lower: defined(step.lower),
    upper: defined(step.upper),
    share: defined(step.share),
    npv: step.npv === null ? null : defined(step.npv),
  };
}
