/** From `at` on (a place in the series) the level is another one. */
export interface LevelShift {
  at: number;
  /** Means of the stretches before and after, without outliers. */
  before: number;
  after: number;
}

const MOST_SHIFTS = 3;
/** In 9,999 of 10,000 white-noise series of 365 points the largest contrast is below. See the test. */
const THRESHOLD = 5;
const LEAST_STRETCH = 8;

/**
 * Where the mean changes for good: binary segmentation (Scott & Knott 1974, Biometrics 30) on the contrast of two means,
 * z = |m₁ − m₂| / (s·√(f·(1/n₁ + 1/n₂))), at the split that leaves the smallest sum of squares. s is the standard
 * deviation within both stretches; f = (1 + r)/(1 − r) makes the values as few as their lag-1 correlation r leaves
 * independent (Bayley & Hammersley 1946), r within [0, 0.9]. A shift counts when z > 5, the means differ by at least s, both
 * stretches have two seasons and 8 values, and the step explains more than a straight line does: growth is no shift.
 *
 * Values beyond `low … high` around `rest` are drawn in to these first, so that one peak is no level. `values`, `rest`:
 * one series from its first to its last known value; NaN takes part in nothing. At most three shifts, in order. O(n).
 */
export function levelShiftsOf(
  values: Float64Array,
  options: { season: number; rest: Float64Array; low: number; high: number },
): LevelShift[] {
  const { season, rest, low, high } = options;
  const places: number[] = [];
  const known: number[] = [];
  for (let t = 0; t < values.length; t += 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    const own = rest[t] as number;
    places.push(t);
    known.push(own < low ? value - own + low : own > high ? value - own + high : value);
  }
  const least = Math.max(LEAST_STRETCH, 2 * season);
  const splits: number[] = [];
  const stretches: [number, number][] = [[0, known.length]];
  while (splits.length < MOST_SHIFTS) {
    const stretch = stretches.pop();
    if (!stretch) break;
    const split = splitOf(known, stretch, least);
    if (split === null) continue;
    splits.push(split);
    stretches.push([stretch[0], split], [split, stretch[1]]);
  }
  splits.sort((a, b) => a - b);
  const bounds = [0, ...splits, known.length];
  const mean = (from: number, to: number) => {
    let sum = 0;
    for (let i = from; i < to; i += 1) sum += known[i] as number;
    return sum / (to - from);
  };
  return splits.map((split, i) => ({
    at: places[split] as number,
    before: mean(bounds[i] as number, split),
    after: mean(split, bounds[i + 2] as number),
  }));
}

function splitOf(values: readonly number[], [from, to]: [number, number], least: number): number | null {
  const n = to - from;
  if (n < 2 * least) return null;
  const origin = values[from] as number;
  let sum = 0;
  let squares = 0;
  let product = 0;
  for (let i = 0; i < n; i += 1) {
    const value = (values[from + i] as number) - origin;
    sum += value;
    squares += value * value;
    product += (i - (n - 1) / 2) * value;
  }
  const whole = squares - (sum * sum) / n;
  // Rounding alone is no change.
  if (!(whole > 1e-18 * Math.max(squares, Number.MIN_VALUE))) return null;
  let best = 0;
  let at = -1;
  let head = 0;
  for (let i = 1; i <= n - least; i += 1) {
    head += (values[from + i - 1] as number) - origin;
    if (i < least) continue;
    const contrast = head / i - (sum - head) / (n - i);
    const gain = contrast * contrast * ((i * (n - i)) / n);
    if (gain > best) {
      best = gain;
      at = i;
    }
  }
  if (at < 0) return null;
  const line = (product * product) / ((n * (n * n - 1)) / 12);
  if (best <= line) return null;
  return isShift(values, { from, at: from + at, to }) ? from + at : null;
}

function isShift(
  values: readonly number[],
  { from, at, to }: { from: number; at: number; to: number },
): boolean {
  const meanOf = (a: number, b: number) => {
    let sum = 0;
    for (let i = a; i < b; i += 1) sum += values[i] as number;
    return sum / (b - a);
  };
  const [before, after] = [meanOf(from, at), meanOf(at, to)];
  let squares = 0;
  let lagged = 0;
  let last = 0;
  for (let i = from; i < to; i += 1) {
    const rest = (values[i] as number) - (i < at ? before : after);
    squares += rest * rest;
    if (i > from && i !== at) lagged += rest * last;
    last = rest;
  }
  const contrast = Math.abs(after - before);
  const spread = Math.sqrt(squares / Math.max(1, to - from - 2));
  if (spread <= 1e-9 * contrast) return contrast > 0;
  const correlation = Math.min(0.9, Math.max(0, lagged / squares));
  const factor = (1 + correlation) / (1 - correlation);
  const z = contrast / (spread * Math.sqrt(factor * (1 / (at - from) + 1 / (to - at))));
  return z > THRESHOLD && contrast >= spread;
}
