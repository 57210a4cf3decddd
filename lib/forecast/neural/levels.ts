/** Mean sizes of a series up to some point in it. */
export interface Levels {
  /** Mean absolute value and mean absolute step; never zero. */
  level: number;
  step: number;
}

/** Sums are kept after every so many values, and the last few are added anew: a series of millions needs no second copy. */
const KEPT_EVERY = 64;

/**
 * Mean absolute value and mean absolute step (between neighbours that are both known) of `values[0 … end]`, for any `end`. Nothing
 * after `end` is read, so a window of the past says nothing of what followed it. Missing values (NaN) take no part. Where all are
 * zero or missing the level is `fallback`; where nothing ever moves the step is the level.
 */
export function openLevels(values: Float64Array, fallback: number): (end: number) => Levels {
  /** Four a mark: sum and count of values, sum and count of steps, of everything before it. */
  const kept = new Float64Array(4 * (Math.floor(values.length / KEPT_EVERY) + 1));
  let [sum, known, steps, pairs] = [0, 0, 0, 0];
  const take = (t: number) => {
    const value = values[t] as number;
    if (Number.isNaN(value)) return;
    sum += Math.abs(value);
    known += 1;
    const before = t > 0 ? (values[t - 1] as number) : Number.NaN;
    if (Number.isNaN(before)) return;
    steps += Math.abs(value - before);
    pairs += 1;
  };
  for (let t = 0; t < values.length; t += 1) {
    if (t % KEPT_EVERY === 0) kept.set([sum, known, steps, pairs], (4 * t) / KEPT_EVERY);
    take(t);
  }
  return (end) => {
    const mark = Math.floor(end / KEPT_EVERY);
    sum = kept[4 * mark] as number;
    known = kept[4 * mark + 1] as number;
    steps = kept[4 * mark + 2] as number;
    pairs = kept[4 * mark + 3] as number;
    for (let t = mark * KEPT_EVERY; t <= end; t += 1) take(t);
    const level = sum > 0 ? sum / known : fallback;
    return { level, step: steps > 0 ? steps / pairs : level };
  };
}
