/** Whole seasons of known errors without which a phase's own spread is a guess. */
const FEWEST_SEASONS = 6;
/** The common spread counts as so many errors of each phase. */
const PRIOR_ERRORS = 4;
/** No phase is taken for more certain, or less, than the whole by more than this factor. */
const MOST = 10;

/**
 * How much larger than usual errors are at each phase of the season: rush hours against nights, December against May. The ratio
 * of mean absolute errors, shrunk to 1 as if four errors of the common size had been seen in each phase,
 *
 *     b(φ) = (Σ |e| at φ + 4·b) / (n(φ) + 4) / b,   b = mean |e|.
 *
 * Null, for one spread throughout, unless Laplace errors with a scale for each phase are likelier by Schwarz's criterion (1978):
 * 2·Σ |e|/b − 2·Σ |e|/(b·b(φ)) − 2·Σ log b(φ) > (m − 1)·log n; and unless six seasons of errors are known. NaN errors are left out;
 * `errors[i]` stands at phase (`first` + i) mod `season`.
 */
export function phaseSpread(options: {
  errors: ArrayLike<number>;
  first: number;
  season: number;
}): Float64Array | null {
  const { errors, first, season } = options;
  if (season < 2 || errors.length < FEWEST_SEASONS * season) return null;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  let sum = 0;
  let n = 0;
  for (let i = 0; i < errors.length; i += 1) {
    const size = Math.abs(errors[i] as number);
    if (Number.isNaN(size)) continue;
    const phase = (first + i) % season;
    sums[phase] = (sums[phase] as number) + size;
    counts[phase] = (counts[phase] as number) + 1;
    sum += size;
    n += 1;
  }
  if (n < FEWEST_SEASONS * season || !(sum > 0)) return null;
  const common = sum / n;
  const spread = sums.map((own, phase) => {
    const ratio = (own + PRIOR_ERRORS * common) / ((counts[phase] as number) + PRIOR_ERRORS) / common;
    return Math.min(MOST, Math.max(1 / MOST, ratio));
  });
  let gain = 0;
  for (let phase = 0; phase < season; phase += 1) {
    const ratio = spread[phase] as number;
    const share = (sums[phase] as number) / common;
    gain += 2 * (share - share / ratio - (counts[phase] as number) * Math.log(ratio));
  }
  return gain > (season - 1) * Math.log(n) ? spread : null;
}
