import { intervalScore, overallWeightedAverage, pinballLoss, quantileCrps } from "./metrics.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "./types.ts";

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
  /** Mean over series and folds of their own RMSSE. */
  rmsse: number;
  /** Half sMAPE and half MASE over those of Naive2 on the same steps: below 1 is better than Naive2. */
  owa: number;
  bias: number;
  coverage50: number;
  coverage80: number;
  coverage95: number;
  /** Mean pinball loss over the deciles, in the target's unit, times two (so that the median's share is the MAE). */
  pinball: number;
  /** The same divided by the MASE scale, mean over series and folds. */
  scaledPinball: number;
  /** Mean scaled interval score of the 95 % interval, mean over series and folds. */
  msis: number;
  /** Mean continuous ranked probability score, in the target's unit. */
  crps: number;
}

/** What one series' errors in one fold are measured by: its history's own. NaN where it is constant. */
export interface Scales {
  mase: number;
  rmsse: number;
}

const DECILES = QUANTILE_LEVELS.flatMap((level, i) =>
  Math.abs(level * 10 - Math.round(level * 10)) < 1e-9 ? [i] : [],
);
const BANDS = [
  { low: QUANTILE_LEVELS.indexOf(0.25), high: QUANTILE_LEVELS.indexOf(0.75) },
  { low: QUANTILE_LEVELS.indexOf(0.1), high: QUANTILE_LEVELS.indexOf(0.9) },
  { low: QUANTILE_LEVELS.indexOf(0.025), high: QUANTILE_LEVELS.indexOf(0.975) },
] as const;
const WIDEST = BANDS[2];

const symmetric = (y: number, f: number) =>
  y === f ? 0 : (200 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f));

/** Sums behind Naive2's sMAPE and MASE on the same steps. */
export class NaiveTally {
  private n = 0;
  private symmetric = 0;
  private absolute = 0;
  private maseSum = 0;
  private units = 0;

  add(y: number, f: number): void {
    this.n += 1;
    this.symmetric += symmetric(y, f);
    this.absolute += Math.abs(y - f);
  }

  /** `unit` holds one series in one fold. */
  addUnit(unit: NaiveTally, scale: number): void {
    this.n += unit.n;
    this.symmetric += unit.symmetric;
    this.absolute += unit.absolute;
    if (unit.n === 0 || !(scale > 0)) return;
    this.maseSum += unit.absolute / unit.n / scale;
    this.units += 1;
  }

  scores(): { smape: number; mase: number } {
    return { smape: per(this.symmetric, this.n), mase: per(this.maseSum, this.units) };
  }
}

const per = (value: number, n: number) => (n !== 0 ? value / n : Number.NaN);

/** Running sums of one group of steps. */
export class Tally {
  n = 0;
  private absolute = 0;
  private square = 0;
  private symmetric = 0;
  private signed = 0;
  private actual = 0;
  private actualAbsolute = 0;
  private pinball = 0;
  private crps = 0;
  private interval = 0;
  private readonly inside = [0, 0, 0];
  private maseSum = 0;
  private scaledSum = 0;
  private msisSum = 0;
  private units = 0;
  private rmsseSum = 0;
  private rmsseUnits = 0;

  add(y: number, quantiles: ArrayLike<number>, at: number): void {
    const f = quantiles[at + MEDIAN_INDEX] as number;
    this.n += 1;
    this.absolute += Math.abs(y - f);
    this.square += (y - f) ** 2;
    this.symmetric += symmetric(y, f);
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
    this.crps += quantileCrps(y, QUANTILE_LEVELS, quantiles, at);
    this.interval += intervalScore(rounded, {
      lower: quantiles[at + WIDEST.low] as number,
      upper: quantiles[at + WIDEST.high] as number,
      level: 0.95,
    });
  }

  /** `unit` holds one series in one fold, or a step of them, whose history gave `scales`. */
  addUnit(unit: Tally, scales: Scales): void {
    this.n += unit.n;
    this.absolute += unit.absolute;
    this.square += unit.square;
    this.symmetric += unit.symmetric;
    this.signed += unit.signed;
    this.actual += unit.actual;
    this.actualAbsolute += unit.actualAbsolute;
    this.pinball += unit.pinball;
    this.crps += unit.crps;
    this.interval += unit.interval;
    for (let i = 0; i < 3; i += 1) this.inside[i] = (this.inside[i] as number) + (unit.inside[i] as number);
    if (unit.n === 0) return;
    if (scales.mase > 0) {
      this.maseSum += unit.absolute / unit.n / scales.mase;
      this.scaledSum += unit.pinball / unit.n / scales.mase;
      this.msisSum += unit.interval / unit.n / scales.mase;
      this.units += 1;
    }
    if (scales.rmsse > 0) {
      this.rmsseSum += Math.sqrt(unit.square / unit.n / scales.rmsse);
      this.rmsseUnits += 1;
    }
  }

  /** Without Naive2's tally there is no OWA. */
  scores(naive2: NaiveTally | null): Scores {
    const smape = per(this.symmetric, this.n);
    const mase = per(this.maseSum, this.units);
    return {
      n: this.n,
      mae: per(this.absolute, this.n),
      rmse: Math.sqrt(per(this.square, this.n)),
      wape: per(this.absolute, this.actualAbsolute),
      smape,
      mase,
      rmsse: per(this.rmsseSum, this.rmsseUnits),
      owa: naive2 ? overallWeightedAverage({ smape, mase }, naive2.scores()) : Number.NaN,
      bias: per(this.signed, Math.abs(this.actual)),
      coverage50: per(this.inside[0] as number, this.n),
      coverage80: per(this.inside[1] as number, this.n),
      coverage95: per(this.inside[2] as number, this.n),
      pinball: per(this.pinball, this.n),
      scaledPinball: per(this.scaledSum, this.units),
      msis: per(this.msisSum, this.units),
      crps: per(this.crps, this.n),
    };
  }
}
