import { actualAt, type ForecastLookup, lookupForecasts, pointOf } from "./lookup.ts";
import { maseScale, pinballLoss } from "./metrics.ts";
import { historyOf } from "./panel.ts";
import {
  type BacktestSpec,
  type Fold,
  type FoldForecast,
  MEDIAN_INDEX,
  type ModelKey,
  type Panel,
  QUANTILE_LEVELS,
} from "./types.ts";

export type ScoreScope = { kind: "fold"; fold: number } | { kind: "selection" } | { kind: "test" };

/** Fractions are fractions (0.124, not 12.4); sMAPE is in percent. NaN means not defined here. */
export interface Scores {
  /** Forecast steps that were scored: the actual is known and every compared model has a forecast. */
  n: number;
  mae: number;
  rmse: number;
  wape: number;
  smape: number;
  /** Mean over series and folds of their own MASE; those with a constant history have none and are left out. */
  mase: number;
  bias: number;
  coverage50: number;
  coverage80: number;
  coverage95: number;
  /** Mean pinball loss over the deciles, in the target's unit, times two (so that the median's share is the MAE). */
  pinball: number;
  /** The same divided by the MASE scale, mean over series and folds. */
  scaledPinball: number;
}

export type ScoreRow = Scores & { model: ModelKey; scope: ScoreScope };

/** One model's scores by series (index = series in the panel) over one group of folds. */
export interface SeriesScores {
  model: ModelKey;
  scope: "selection" | "test";
  n: Int32Array;
  mae: Float64Array;
  wape: Float64Array;
  smape: Float64Array;
  mase: Float64Array;
  bias: Float64Array;
  coverage80: Float64Array;
  coverage95: Float64Array;
}

export interface ScoreTable {
  rows: readonly ScoreRow[];
  perSeries: readonly SeriesScores[];
  /** Known actuals that no model was scored on, because at least one model had no forecast there. */
  droppedSteps: number;
}

const DECILES = QUANTILE_LEVELS.flatMap((level, i) =>
  Math.abs(level * 10 - Math.round(level * 10)) < 1e-9 ? [i] : [],
);
const BANDS = [
  { low: QUANTILE_LEVELS.indexOf(0.25), high: QUANTILE_LEVELS.indexOf(0.75) },
  { low: QUANTILE_LEVELS.indexOf(0.1), high: QUANTILE_LEVELS.indexOf(0.9) },
  { low: QUANTILE_LEVELS.indexOf(0.025), high: QUANTILE_LEVELS.indexOf(0.975) },
] as const;

/** Running sums of one group of steps. */
class Tally {
  n = 0;
  absolute = 0;
  square = 0;
  symmetric = 0;
  signed = 0;
  actual = 0;
  actualAbsolute = 0;
  pinball = 0;
  readonly inside = [0, 0, 0];
  maseSum = 0;
  scaledSum = 0;
  scaledUnits = 0;

  add(y: number, quantiles: ArrayLike<number>, at: number): void {
    const f = quantiles[at + MEDIAN_INDEX] as number;
    this.n += 1;
    this.absolute += Math.abs(y - f);
    this.square += (y - f) ** 2;
    this.symmetric += y === f ? 0 : (200 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f));
    this.signed += f - y;
    this.actual += y;
    this.actualAbsolute += Math.abs(y);
    // Quantiles are in single precision: 0.1 must not stand outside a band that is 0.1 at both ends.
    const rounded = Math.fround(y);
    BANDS.forEach((band, i) => {
      const low = quantiles[at + band.low] as number;
      const high = quantiles[at + band.high] as number;
      if (rounded >= low && rounded <= high) this.inside[i] = (this.inside[i] as number) + 1;
    });
    for (const level of DECILES) {
      this.pinball +=
        (2 / DECILES.length) *
        pinballLoss(y, quantiles[at + level] as number, QUANTILE_LEVELS[level] as number);
    }
  }

  /** `unit` holds one series in one fold, whose history gave `scale`. */
  addScaled(unit: Tally, scale: number): void {
    if (unit.n === 0 || !(scale > 0)) return;
    this.maseSum += unit.absolute / unit.n / scale;
    this.scaledSum += unit.pinball / unit.n / scale;
    this.scaledUnits += 1;
  }

  merge(other: Tally): void {
    this.n += other.n;
    this.absolute += other.absolute;
    this.square += other.square;
    this.symmetric += other.symmetric;
    this.signed += other.signed;
    this.actual += other.actual;
    this.actualAbsolute += other.actualAbsolute;
    this.pinball += other.pinball;
    for (let i = 0; i < 3; i += 1) this.inside[i] = (this.inside[i] as number) + (other.inside[i] as number);
  }

  scores(): Scores {
    const per = (value: number, n: number) => (n !== 0 ? value / n : Number.NaN);
    return {
      n: this.n,
      mae: per(this.absolute, this.n),
      rmse: Math.sqrt(per(this.square, this.n)),
      wape: per(this.absolute, this.actualAbsolute),
      smape: per(this.symmetric, this.n),
      mase: per(this.maseSum, this.scaledUnits),
      bias: per(this.signed, Math.abs(this.actual)),
      coverage50: per(this.inside[0] as number, this.n),
      coverage80: per(this.inside[1] as number, this.n),
      coverage95: per(this.inside[2] as number, this.n),
      pinball: per(this.pinball, this.n),
      scaledPinball: per(this.scaledSum, this.scaledUnits),
    };
  }
}

/**
 * Scores every model on the same steps: those whose actual is known and on which every model that has any forecast in
 * the folds of that role has one. A fold that one of them left out as a whole is scored for none, or its scores would
 * stand beside those of other periods. The MASE scale is the in-sample seasonal naive error of the history before each fold's cutoff.
 * Future folds have no actuals and are skipped.
 */
export function scoreForecasts(options: {
  panel: Panel;
  spec: Pick<BacktestSpec, "seasonLength" | "horizonSteps">;
  folds: readonly Fold[];
  forecasts: readonly FoldForecast[];
}): ScoreTable {
  const { panel, spec, folds, forecasts } = options;
  const seriesCount = panel.ids.length;
  const lookup = lookupForecasts(forecasts, seriesCount);
  const scored = folds.filter((fold) => fold.role !== "future");
  const scales = new Map(
    scored.map((fold) => [
      fold.fold,
      Float64Array.from(panel.ids, (_, s) =>
        maseScale(historyOf(panel, s, fold.cutoffIndex).values, spec.seasonLength),
      ),
    ]),
  );

  const rows: ScoreRow[] = [];
  const perSeries: SeriesScores[] = [];
  let droppedSteps = 0;
  const common = new Map<number, Uint8Array>();
  const horizon = spec.horizonSteps;
  const answering = (role: Fold["role"]) =>
    lookup.models.filter((model) =>
      scored.some((fold) => fold.role === role && answersAny({ lookup, model, fold, seriesCount, horizon })),
    );
  const compared = { selection: answering("selection"), test: answering("test"), future: [] };
  for (const fold of scored) {
    const { mask, dropped } = commonSteps({ panel, fold, lookup, horizon, models: compared[fold.role] });
    common.set(fold.fold, mask);
    droppedSteps += dropped;
  }

  for (const model of lookup.models) {
    const groups = { selection: new Tally(), test: new Tally() };
    const bySeries = {
      selection: Array.from({ length: seriesCount }, () => new Tally()),
      test: Array.from({ length: seriesCount }, () => new Tally()),
    };
    for (const fold of scored) {
      if (fold.role === "future" || !lookup.hasFold(model, fold.fold)) continue;
      const whole = new Tally();
      const mask = common.get(fold.fold) as Uint8Array;
      for (let s = 0; s < seriesCount; s += 1) {
        const unit = new Tally();
        for (let step = 1; step <= spec.horizonSteps; step += 1) {
          if (!mask[s * spec.horizonSteps + step - 1]) continue;
          const found = lookup.find(model, fold.fold, s, step);
          if (found && !Number.isNaN(found.source.quantiles[found.at + MEDIAN_INDEX] as number)) {
            unit.add(actualAt(panel, s, fold, step), found.source.quantiles, found.at);
          }
        }
        const scale = scales.get(fold.fold)?.[s] ?? Number.NaN;
        for (const tally of [whole, groups[fold.role], bySeries[fold.role][s] as Tally]) {
          tally.merge(unit);
          tally.addScaled(unit, scale);
        }
      }
      rows.push({ model, scope: { kind: "fold", fold: fold.fold }, ...whole.scores() });
    }
    for (const scope of ["selection", "test"] as const) {
      rows.push({ model, scope: { kind: scope }, ...groups[scope].scores() });
      perSeries.push({ model, scope, ...columnsOf(bySeries[scope]) });
    }
  }
  return { rows, perSeries, droppedSteps };
}

function columnsOf(tallies: readonly Tally[]): Omit<SeriesScores, "model" | "scope"> {
  const scores = tallies.map((tally) => tally.scores());
  const column = (key: keyof Scores) => Float64Array.from(scores, (score) => score[key]);
  return {
    n: Int32Array.from(scores, (score) => score.n),
    mae: column("mae"),
    wape: column("wape"),
    smape: column("smape"),
    mase: column("mase"),
    bias: column("bias"),
    coverage80: column("coverage80"),
    coverage95: column("coverage95"),
  };
}

function answersAny(options: {
  lookup: ForecastLookup;
  model: ModelKey;
  fold: Fold;
  seriesCount: number;
  horizon: number;
}): boolean {
  const { lookup, model, fold, seriesCount, horizon } = options;
  if (!lookup.hasFold(model, fold.fold)) return false;
  for (let s = 0; s < seriesCount; s += 1) {
    for (let step = 1; step <= horizon; step += 1) {
      if (!Number.isNaN(pointOf(lookup, model, fold.fold, s, step))) return true;
    }
  }
  return false;
}

function commonSteps(options: {
  panel: Panel;
  fold: Fold;
  lookup: ForecastLookup;
  horizon: number;
  models: readonly ModelKey[];
}): {
  mask: Uint8Array;
  dropped: number;
} {
  const { panel, fold, lookup, horizon, models } = options;
  const count = panel.ids.length;
  const mask = new Uint8Array(count * horizon);
  let dropped = 0;
  for (let s = 0; s < count; s += 1) {
    for (let step = 1; step <= horizon; step += 1) {
      if (Number.isNaN(actualAt(panel, s, fold, step))) continue;
      const all = models.every((model) => !Number.isNaN(pointOf(lookup, model, fold.fold, s, step)));
      if (all) mask[s * horizon + step - 1] = 1;
      else dropped += 1;
    }
  }
  return { mask, dropped };
}
