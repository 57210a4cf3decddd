import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import {
  actualAt,
  type Fold,
  type ForecastLookup,
  knownSpan,
  lookupForecasts,
  type ModelKey,
  type Panel,
  QUANTILE_LEVELS,
  rowAt,
  type SeriesScores,
  type StockCost,
} from "#lib/forecast/index.ts";
import type { RunEvidence } from "./assemble.ts";
import { orNull } from "./leaderboard.ts";
import { isLeftOut } from "./left-out.ts";
import { countPeriods, periodsInWords, perPeriodInWords, timeAt, timeInWords } from "./periods.ts";
import type { FoldScope, SeriesDetail, SeriesLine, SeriesMultiple, SeriesSegment } from "./view.ts";

const LEVEL = Object.fromEntries(
  (
    [
      ["low95", 0.025],
      ["low80", 0.1],
      ["low50", 0.25],
      ["median", 0.5],
      ["high50", 0.75],
      ["high80", 0.9],
      ["high95", 0.975],
    ] as const
  ).map(([name, level]) => [name, QUANTILE_LEVELS.indexOf(level)]),
) as Record<"low95" | "low80" | "low50" | "median" | "high50" | "high80" | "high95", number>;

/** A finished run at given prices, ready to be asked about single series. Built once, kept in memory. */
export interface JudgedRun {
  evidence: RunEvidence;
  lookup: ForecastLookup;
  costs: Record<FoldScope, ReadonlyMap<ModelKey, StockCost>> | null;
  currency: string;
  /** "units" */
  unit: string;
}

function scoresOf(run: JudgedRun, model: ModelKey, scope: FoldScope): SeriesScores | undefined {
  return run.evidence.table.perSeries.find((one) => one.model === model && one.scope === scope);
}

function costAt(run: JudgedRun, model: ModelKey, scope: FoldScope, series: number): number | null {
  const cost = run.costs?.[scope].get(model);
  if (!cost || !(cost.periods[series] as number)) return null;
  return (cost.costShort[series] as number) + (cost.costOver[series] as number);
}

function savingAt(run: JudgedRun, model: ModelKey, scope: FoldScope, series: number): number | null {
  const own = costAt(run, model, scope, series);
  const naive = costAt(run, "seasonal_naive", scope, series);
  return own === null || naive === null ? null : naive - own;
}

/**
 * All series, the one that saves most first: by money against seasonal naive, or by absolute error saved where there are
 * no prices. Series without a score stand last, in the panel's order.
 */
export function orderSeries(run: JudgedRun, model: ModelKey, scope: FoldScope): SeriesLine[] {
  const own = scoresOf(run, model, scope);
  const naive = scoresOf(run, "seasonal_naive", scope);
  const lines = run.evidence.panel.ids.map((id, index) => {
    const saving = savingAt(run, model, scope, index);
    const errorSaved =
      ((naive?.mae[index] ?? Number.NaN) - (own?.mae[index] ?? Number.NaN)) * (own?.n[index] ?? 0);
    return {
      line: {
        index,
        id,
        rank: 0,
        saving,
        wape: orNull(own?.wape[index]),
        baselineWape: orNull(naive?.wape[index]),
      },
      worth: saving ?? (run.costs ? Number.NaN : errorSaved),
    };
  });
  const key = (worth: number) => (Number.isNaN(worth) ? Number.NEGATIVE_INFINITY : worth);
  lines.sort((a, b) => key(b.worth) - key(a.worth) || a.line.index - b.line.index);
  return lines.map(({ line }, i) => ({ ...line, rank: i + 1 }));
}

function segmentOf(
  run: JudgedRun,
  options: { model: ModelKey; fold: Fold; series: number; name: string },
): SeriesSegment | null {
  const { model, fold, series, name } = options;
  const { horizonSteps } = run.evidence.spec;
  if (!run.lookup.hasFold(model, fold.fold)) return null;
  const column = (key: ModelKey, level: number) =>
    Array.from({ length: horizonSteps }, (_, i) => {
      const found = run.lookup.find(key, fold.fold, series, i + 1);
      return orNull(found?.source.quantiles[found.at + level]);
    });
  return {
    name,
    cutoff: fold.cutoffIndex,
    isFuture: fold.role === "future",
    low95: column(model, LEVEL.low95),
    low80: column(model, LEVEL.low80),
    low50: column(model, LEVEL.low50),
    median: column(model, LEVEL.median),
    high50: column(model, LEVEL.high50),
    high80: column(model, LEVEL.high80),
    high95: column(model, LEVEL.high95),
    baseline:
      model === "seasonal_naive" ? Array(horizonSteps).fill(null) : column("seasonal_naive", LEVEL.median),
  };
}

/** The folds that a chart of this scope shows; the future stands after the test folds. */
function foldsOf(run: JudgedRun, scope: FoldScope): Fold[] {
  return run.evidence.folds
    .filter((fold) => fold.role === scope || (scope === "test" && fold.role === "future"))
    .toSorted((a, b) => a.cutoffIndex - b.cutoffIndex);
}

export function seriesDetail(
  run: JudgedRun,
  options: { order: readonly SeriesLine[]; line: SeriesLine; model: ModelKey; scope: FoldScope },
): SeriesDetail {
  const { order, line, model, scope } = options;
  const { panel, spec, folds, table, forecasts, sold = panel.values } = run.evidence;
  const series = line.index;
  const known: Panel = { ...panel, values: sold };
  const shown = foldsOf(run, scope);
  const numbers = folds.filter((fold) => fold.role !== "future").map((fold) => fold.fold);
  const segments = shown.flatMap((fold) => {
    const name = fold.role === "future" ? "from now" : `cutoff ${numbers.indexOf(fold.fold) + 1}`;
    return segmentOf(run, { model, fold, series, name }) ?? [];
  });
  const firstCutoff = shown[0]?.cutoffIndex ?? panel.times.length - 1;
  const end = Math.max(...shown.map((fold) => fold.cutoffIndex + spec.horizonSteps), firstCutoff);
  const history = Math.min(400, Math.max(2 * spec.horizonSteps, 2 * spec.seasonLength));
  const start = Math.max(0, firstCutoff - history + 1);
  const positions = Array.from({ length: end - start + 1 }, (_, i) => start + i);
  const scored = folds.filter((fold) => fold.role === scope);
  const shownFolds = new Set(shown.map((fold) => fold.fold));
  const notes = new Set(
    forecasts.filter((one) => one.model === model && shownFolds.has(one.fold)).flatMap((one) => one.notes),
  );
  return {
    line,
    total: order.length,
    previous: order[line.rank - 2] ?? null,
    next: order[line.rank] ?? null,
    model,
    modelName: MODEL_NAMES[model],
    baselineName: MODEL_NAMES.seasonal_naive,
    scope,
    currency: run.currency,
    unit: `${run.unit} ${perPeriodInWords(panel.frequency)}`,
    periods: periodsInWords(countPeriods(scored, spec.horizonSteps), panel.frequency),
    start,
    labels: positions.map((position) => timeInWords(timeAt(panel, position), panel.frequency)),
    actuals: positions.map((position) => valueAt(known, series, position)),
    lastKnown: knownSpan(known)?.last ?? end,
    segments,
    ticks: eventsOf(panel, series, positions),
    methods: table.perSeries
      .filter((one) => one.scope === scope)
      .map((one) => ({
        model: one.model,
        name: MODEL_NAMES[one.model],
        n: one.n[series] ?? 0,
        wape: orNull(one.wape[series]),
        mase: orNull(one.mase[series]),
        mae: orNull(one.mae[series]),
        bias: orNull(one.bias[series]),
        coverage80: orNull(one.coverage80[series]),
        coverage95: orNull(one.coverage95[series]),
        cost: costAt(run, one.model, scope, series),
        saving: one.model === "seasonal_naive" ? null : savingAt(run, one.model, scope, series),
      }))
      .sort((a, b) => (a.cost ?? a.mae ?? Number.MAX_VALUE) - (b.cost ?? b.mae ?? Number.MAX_VALUE)),
    notes: [...leftOutNote(run, series, scored), ...notes],
  };
}

function leftOutNote(run: JudgedRun, series: number, folds: readonly Fold[]): string[] {
  const { panel, sold = panel.values, spec } = run.evidence;
  const positions = folds.flatMap((fold) =>
    Array.from({ length: spec.horizonSteps }, (_, i) => fold.cutoffIndex + i + 1),
  );
  const left = positions.filter((position) => isLeftOut(panel, sold, rowAt(panel, series, position)));
  if (left.length === 0) return [];
  const words = (position: number | undefined) =>
    timeInWords(timeAt(panel, position ?? 0), panel.frequency).long;
  const when = left.length === 1 ? words(left[0]) : `between ${words(left[0])} and ${words(left.at(-1))}`;
  return [
    `${periodsInWords(left.length, panel.frequency)} (${when}) count in no error and no cost: labelled stock-out or closure.`,
  ];
}

function valueAt(panel: Panel, series: number, position: number): number | null {
  const row = rowAt(panel, series, position);
  return row < 0 ? null : orNull(panel.values[row]);
}

/** The first covariate known ahead that is only ever 0 or 1, such as a promotion; others need more than a tick. */
function eventsOf(panel: Panel, series: number, positions: readonly number[]): SeriesDetail["ticks"] {
  const flag = panel.covariates.find(
    (one) =>
      one.availability === "known_ahead" &&
      one.kind === "numeric" &&
      one.values.every((value) => value === 0 || value === 1 || Number.isNaN(value)),
  );
  if (!flag) return null;
  return {
    name: flag.name,
    positions: positions.filter((position) => {
      const row = rowAt(panel, series, position);
      return row >= 0 && flag.values[row] === 1;
    }),
  };
}

/** The last test fold of one series with as many periods of history as it forecasts. */
export function seriesMultiple(run: JudgedRun, line: SeriesLine, model: ModelKey): SeriesMultiple | null {
  const { panel, folds, spec, sold = panel.values } = run.evidence;
  const fold = folds.findLast((one) => one.role === "test");
  const segment = fold && segmentOf(run, { model, fold, series: line.index, name: "" });
  if (!fold || !segment) return null;
  const historySteps = Math.min(spec.horizonSteps, fold.cutoffIndex + 1);
  const before = (values: (number | null)[]) => [...Array<null>(historySteps).fill(null), ...values];
  return {
    line,
    historySteps,
    actuals: Array.from({ length: historySteps + spec.horizonSteps }, (_, i) =>
      orNull(actualAt({ ...panel, values: sold }, line.index, fold, i + 1 - historySteps)),
    ),
    median: before(segment.median),
    low50: before(segment.low50),
    high50: before(segment.high50),
    low80: before(segment.low80),
    high80: before(segment.high80),
    low95: before(segment.low95),
    high95: before(segment.high95),
  };
}

export function judgedRun(options: Omit<JudgedRun, "lookup">): JudgedRun {
  const { forecasts, panel } = options.evidence;
  return { ...options, lookup: lookupForecasts(forecasts, panel.ids.length) };
}
