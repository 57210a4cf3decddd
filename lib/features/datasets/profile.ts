export { DEMAND_CLASSES, type DemandClass, demandClass } from "./demand.ts";
export type { CovariateProfile, Profile } from "./profile-schema.ts";

/**
 * True when a run of zeros is longer than chance would explain: with a share p of zeros outside the run, (zeros − L + 1) /
 * (n − L + 2) by Laplace's rule of succession, so that a long run does not hide itself, a run of length L is expected n·p^L
 * times in n known periods; under 0.01 it is called unlikely. Runs under `shortest` periods (7) never are.
 */
export function isUnlikelyZeroRun(options: {
  run: number;
  zeros: number;
  known: number;
  shortest?: number;
}): boolean {
  const { run, zeros, known, shortest = 7 } = options;
  if (run < shortest || known === 0 || zeros >= known) return false;
  return known * ((zeros - run + 1) / (known - run + 2)) ** run < 0.01;
}

/** Columns of numbers, one entry a series: what the table and the picture of all series are drawn from. */
export interface SeriesSummary {
  ids: string[];
  /** Grid position of the first and last row. */
  first: number[];
  last: number[];
  known: number[];
  mean: (number | null)[];
  highest: (number | null)[];
  lowest: (number | null)[];
  zeros: number[];
  negatives: number[];
  /** Absent periods within the series' span. */
  missing: number[];
  zeroRun: number[];
  adi: (number | null)[];
  cv2: (number | null)[];
  /** The grid in `binCount` stretches of `binSteps` periods, each series' mean in each: 0–254 from `low` to `high`, 255 is missing. */
  binCount: number;
  binSteps: number;
  low: number[];
  high: number[];
  /** Base64 of one byte a series and bin, row by row. */
  bins: string;
}

/** The mean of a bin of a series, or null where it has none. `bytes` is `bins` decoded. */
export function binValue(
  summary: Pick<SeriesSummary, "binCount" | "low" | "high">,
  bytes: Uint8Array,
  series: number,
  bin: number,
): number | null {
  const step = bytes[series * summary.binCount + bin];
  if (step === undefined || step === 255) return null;
  const low = summary.low[series] ?? 0;
  const high = summary.high[series] ?? 0;
  return low + (step / 254) * (high - low);
}

export function decodeBins(summary: Pick<SeriesSummary, "bins">): Uint8Array {
  const text = atob(summary.bins);
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
