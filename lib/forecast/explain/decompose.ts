import { ForecastError } from "../errors.ts";
import { addRow, solveRidge } from "../global/cholesky.ts";
import { Loess } from "../models/loess.ts";
import { decomposeMstl } from "../models/mstl.ts";
import { seasonsOf } from "../models/seasons.ts";
import { fill } from "../models/stl.ts";
import { historyOf } from "../panel.ts";
import { empiricalQuantile } from "../quantiles.ts";
import type { Panel } from "../types.ts";
import { isHoliday, type Regressor, regressorsOf } from "./regressors.ts";

/** Periods that are decomposed at most: older ones say nothing of the forecast, and time grows with them. */
const LONGEST = 20_000;
/** Share of each column's own square that is added to the diagonal: two columns that always go together share their effect. */
const PENALTY = 0.001;
/** The window of the smooth part, in the longest season. */
const TREND_SEASONS = 8;
/** Medians of the absolute remainder beyond which a value has no say (the point where STL's robustness weights are zero). */
const OUTLIER = 6;
/** Never more than this share of them: where much is far away, that is how the series is. */
const MOST_OUTLIERS = 0.02;

/** Parts of one series, each in the target's unit; `history` periods, then those of the forecast. */
export interface SeriesDecomposition {
  /** Grid position of the first period. */
  start: number;
  historySteps: number;
  horizonSteps: number;
  /** The history, then the forecast. NaN is missing. */
  values: Float64Array;
  /** The mean of the smooth part over the history: one number, part of every period. */
  level: number;
  /** What the smooth part is above or below its level. */
  trend: Float64Array;
  /** Shortest first. */
  seasons: { period: number; values: Float64Array }[];
  /** The sum of the effects of all holiday columns; null where there are none. */
  holiday: Float64Array | null;
  covariates: { name: string; values: Float64Array }[];
  /** What no other part explains; NaN where the value is missing. */
  remainder: Float64Array;
  notes: readonly string[];
}

/**
 * Takes a series and its forecast apart: value = level + trend + Σ seasons + holiday + Σ covariates + remainder. The remainder is
 * the value less the other parts, so they sum to it up to rounding (1e-9 of the largest value at most).
 *
 * Seasons by MSTL and the smooth part by loess on what is left (Bandara, Hyndman & Bergmeir 2021; Cleveland et al. 1990), over history
 * and forecast together. Effects by the estimator of Speckman (1988, Kernel smoothing in partial linear models) with a small ridge
 * penalty: the smoothing S is linear, so with ỹ = (I − S)·y and x̃ = (I − S)·x for every column (see `regressorsOf`)
 *
 *     β = (X̃ᵀX̃ + λ·diag(X̃ᵀX̃))⁻¹ · X̃ᵀỹ   over the history alone,
 *
 * and seasons and smooth part are those of y − X·β. All of it is done a second time without the few values that stand far from all
 * parts (`OUTLIER`, `MOST_OUTLIERS`), so that one of them bends no trend; they keep their remainder. What goes along with a covariate by chance is counted as its effect: it is
 * a description, not a cause.
 *
 * Missing values weigh nothing and stay missing. `forecast` may be empty. At most the last 20,000 periods are taken.
 * O(columns · n · windows).
 * @throws ForecastError `too_short` for a series that nothing is known of up to the cutoff.
 */
export function decomposeSeries(options: {
  panel: Panel;
  series: number;
  cutoffIndex: number;
  seasonLength: number;
  /** Points of steps 1, 2, … after the cutoff. */
  forecast: ArrayLike<number>;
}): SeriesDecomposition {
  const { panel, series, cutoffIndex, seasonLength, forecast } = options;
  const whole = historyOf(panel, series, cutoffIndex);
  if (whole.values.length === 0) {
    throw new ForecastError(
      "too_short",
      `Nothing is known of "${panel.ids[series]}" before the forecast begins.`,
    );
  }
  const skipped = Math.max(0, whole.values.length - LONGEST);
  const history = whole.values.subarray(skipped);
  const start = whole.start + skipped;
  const n = history.length + forecast.length;
  const values = new Float64Array(n);
  values.set(history);
  values.set(Float64Array.from(forecast), history.length);

  const periods = seasonsOf({ frequency: panel.frequency, season: seasonLength, length: history.length });
  const { regressors, notes } = regressorsOf({ panel, series, start, length: n, known: history.length });
  const told = { regressors, periods, count: history.length };
  const first = fitParts(values, told);
  const calm = withoutOutliers(values, { fit: first, ...told });
  const { seasons: seasonValues, line, effects } = calm === values ? first : fitParts(calm, told);
  const seasons = periods.map((period, i) => ({ period, values: seasonValues[i] as Float64Array }));
  let level = 0;
  for (let t = 0; t < history.length; t += 1) level += (line[t] as number) / history.length;
  const trend = line.map((value) => value - level);

  const holiday = regressors.some(({ name }) => isHoliday(name)) ? new Float64Array(n) : null;
  const covariates: SeriesDecomposition["covariates"] = [];
  regressors.forEach(({ name, values: x }, c) => {
    const effect = effects[c] as number;
    const sum = holiday && isHoliday(name) ? holiday : ownOf(covariates, name, n);
    for (let t = 0; t < n; t += 1) sum[t] = (sum[t] as number) + effect * (x[t] as number);
  });
  const parts = [trend, ...seasons.map((season) => season.values), ...covariates.map((each) => each.values)];
  if (holiday) parts.push(holiday);
  const remainder = values.map(
    (value, t) => value - parts.reduce((sum, part) => sum + (part[t] as number), level),
  );
  if (skipped > 0) notes.push(`Only the last ${LONGEST.toLocaleString("en")} periods are taken apart.`);
  return {
    ...{ start, historySteps: history.length, horizonSteps: forecast.length },
    ...{ values, level, trend, seasons, holiday, covariates, remainder, notes },
  };
}

interface Told {
  regressors: readonly Regressor[];
  periods: readonly number[];
  /** Periods of history. */
  count: number;
}

interface Fit extends Smooth {
  effects: Float64Array;
}

/** Seasons and smooth part of y − X·β, and β itself. */
function fitParts(values: Float64Array, { regressors, periods, count }: Told): Fit {
  const n = values.length;
  const own = smooth(values, periods);
  const columns = regressors.map(({ values: x }) => {
    const masked = x.map((value, t) => (Number.isNaN(values[t] as number) ? Number.NaN : value));
    const parts = smooth(masked, periods);
    return { parts, rest: left(masked, parts) };
  });
  const effects = effectsOf({ target: left(values, own), columns: columns.map(({ rest }) => rest), count });
  columns.forEach(({ parts }, c) => {
    const effect = effects[c] as number;
    for (let t = 0; t < n; t += 1) own.line[t] = (own.line[t] as number) - effect * (parts.line[t] as number);
    own.seasons.forEach((season, i) => {
      for (let t = 0; t < n; t += 1)
        season[t] = (season[t] as number) - effect * (parts.seasons[i]?.[t] as number);
    });
  });
  return { ...own, effects };
}

/** The values of the history, the few that stand far from all parts as missing; the very same array where none does. */
function withoutOutliers(
  values: Float64Array,
  { fit, regressors, count }: Told & { fit: Fit },
): Float64Array {
  const rest = left(values, fit)
    .map((value, t) =>
      regressors.reduce(
        (sum, { values: x }, c) => sum - (fit.effects[c] as number) * (x[t] as number),
        value,
      ),
    )
    .subarray(0, count)
    .map(Math.abs);
  const sorted = rest.filter((value) => !Number.isNaN(value)).sort();
  const limit = Math.max(
    OUTLIER * empiricalQuantile(sorted, 0.5),
    empiricalQuantile(sorted, 1 - MOST_OUTLIERS),
  );
  if (!((sorted.at(-1) ?? 0) > limit)) return values;
  return values.map((value, t) => ((rest[t] ?? 0) > limit ? Number.NaN : value));
}

function ownOf(list: { name: string; values: Float64Array }[], name: string, n: number): Float64Array {
  const known = list.find((each) => each.name === name);
  if (known) return known.values;
  const fresh = { name, values: new Float64Array(n) };
  list.push(fresh);
  return fresh.values;
}

interface Smooth {
  seasons: Float64Array[];
  line: Float64Array;
}

const odd = (value: number) => 2 * Math.floor(value / 2) + 1;

/** Linear in the values, for one pattern of gaps. */
function smooth(values: Float64Array, periods: readonly number[]): Smooth {
  const n = values.length;
  const seasons = decomposeMstl(values, periods);
  const rest = values.slice();
  for (const season of seasons)
    for (let t = 0; t < n; t += 1) rest[t] = (rest[t] as number) - (season[t] as number);
  const weights = rest.map((value) => (Number.isNaN(value) ? 0 : 1));
  // A trend is what stays over several seasons; a quarter of the series at most, but never less than STL's own window.
  const longest = periods.at(-1) ?? n;
  const window = odd(
    Math.max(7, Math.min(n / 4, TREND_SEASONS * longest), periods.length > 0 ? 1.6 * longest : 0),
  );
  const line = new Float64Array(n);
  const loess = new Loess({ window, degree: 1, jump: Math.ceil(window / 10) });
  const along = { from: 0, stride: 1, count: n, outFrom: 0, outStride: 1 };
  loess.smooth({ ...along, values: rest, weights, out: line });
  fill(line);
  return { seasons, line };
}

function left(values: Float64Array, { seasons, line }: Smooth): Float64Array {
  return values.map((value, t) =>
    seasons.reduce((rest, season) => rest - (season[t] as number), value - (line[t] as number)),
  );
}

function effectsOf(options: {
  target: Float64Array;
  columns: readonly Float64Array[];
  count: number;
}): Float64Array {
  const { target, columns, count } = options;
  const size = columns.length;
  if (size === 0) return new Float64Array(0);
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  const x = new Float64Array(size);
  for (let t = 0; t < count; t += 1) {
    const y = target[t] as number;
    if (Number.isNaN(y)) continue;
    columns.forEach((column, c) => {
      x[c] = column[t] as number;
    });
    addRow({ size, gram, right, columns: 1, x, y: [y], weight: 1 });
  }
  const diagonal = Float64Array.from(
    { length: size },
    (_, c) => PENALTY * (gram[c * size + c] as number) + 1e-9,
  );
  return solveRidge({ size, gram, diagonal, right, columns: 1 }) ?? new Float64Array(size);
}
