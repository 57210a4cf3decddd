/** A stretch of a series, by its first and last row, both inclusive. */
export interface Found {
  first: number;
  last: number;
  /** How far beyond chance it is; larger is stranger. Comparable within one detector only. */
  strength: number;
  /** Plain words with the numbers in them. */
  why: string;
}

/** A run must be this unlikely: so many are expected by chance in the whole series. */
const MOST_EXPECTED = 0.01;
const FEWEST_ZEROS = 3;

/**
 * How many runs of at least `length` zeros chance alone would bring: `n · (1 − p) · p^length`, with n known periods of
 * which a share p is zero (Schilling 1990, "The longest run of heads": a run begins after each of the n(1−p) others and
 * goes on with probability p).
 */
export function expectedRuns(options: { known: number; zeroShare: number; length: number }): number {
  const { known, zeroShare, length } = options;
  return known * (1 - zeroShare) * zeroShare ** length;
}

/**
 * Runs of zeros that the series' own rate of zeros does not explain, for stock-outs. p is what is zero outside the run,
 * `(zeros + 1) / (known + 2)` (Laplace), so that a long run does not hide itself. NaN neither ends a run nor adds to it,
 * and zeros before the first sale are none: the series had not begun. Nothing is found where nothing was ever sold.
 * O(periods).
 */
export function findZeroRuns(values: Float64Array): Found[] {
  let known = 0;
  let zeros = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known += 1;
    if (value === 0) zeros += 1;
  }
  const found: Found[] = [];
  let run: { first: number; last: number; length: number } | null = null;
  let hasSold = false;
  const end = () => {
    if (run && hasSold && run.length >= FEWEST_ZEROS) {
      const others = known - run.length;
      const zeroShare = (zeros - run.length + 1) / (others + 2);
      const expected = expectedRuns({ known, zeroShare, length: run.length });
      if (expected < MOST_EXPECTED && others > 0) {
        const { first, last, length } = run;
        found.push({
          ...{ first, last, strength: -Math.log10(Math.max(expected, 1e-300)) },
          why: `${length} periods at zero, against ${zeros - length} of the other ${others.toLocaleString("en")}`,
        });
      }
    }
    run = null;
  };
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    if (value !== 0) {
      end();
      hasSold = true;
    } else if (run) run = { first: run.first, last: i, length: run.length + 1 };
    else run = { first: i, last: i, length: 1 };
  });
  end();
  return found;
}
