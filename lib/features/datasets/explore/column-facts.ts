import { z } from "zod";
import type { Covariate, Panel } from "#lib/forecast/index.ts";
import { empiricalQuantile } from "#lib/forecast/quantiles.ts";
import { createRng } from "#lib/forecast/rng.ts";

/** Values past so many are sampled for quantiles and the histogram; counts, range, mean are of all. */
const SAMPLED_PAST = 1_000_000;
const BINS = 40;
const MOST_CATEGORIES = 30;

const Figure = z.number().nullable();
const Count = z.int().nonnegative();

/** Counts of `counts.length` equal bins from `from` to `to`, and how many values lie above. */
const HistogramSchema = z.object({
  from: z.number(),
  to: z.number(),
  counts: z.array(Count),
  above: Count,
});
export type Histogram = z.infer<typeof HistogramSchema>;

export const ColumnFactsSchema = z.object({
  name: z.string(),
  role: z.enum(["target", "past_only", "known_ahead", "static"]),
  kind: z.enum(["numeric", "categorical"]),
  known: Count,
  missing: Count,
  zeros: Count,
  negatives: Count,
  minimum: Figure,
  maximum: Figure,
  mean: Figure,
  deviation: Figure,
  /** 101 quantiles, from 0 to 100 %; empty where there are no numbers. */
  quantiles: z.array(z.number()),
  histogram: HistogramSchema.nullable(),
  /** The most frequent categories, and how many there are. */
  categories: z.array(z.object({ text: z.string(), count: Count })),
  categoryCount: Count,
});
export type ColumnFacts = z.infer<typeof ColumnFactsSchema>;

/** Facts of the target: a row without a value is missing, and so is a period without a row within a series. */
export function targetFacts(panel: Panel, name: string): ColumnFacts {
  return numericFacts(panel.values, { name, role: "target" });
}

/** Facts of a covariate; a static one has one value a series. */
export function covariateFacts(covariate: Covariate): ColumnFacts {
  const { name, availability, kind, values, categories } = covariate;
  const facts = numericFacts(values, { name, role: availability });
  if (kind === "numeric") return facts;
  const counts = new Float64Array(categories.length);
  for (const code of values) if (!Number.isNaN(code)) counts[code] = (counts[code] ?? 0) + 1;
  const list = categories.map((text, i) => ({ text: text.slice(0, 200), count: counts[i] ?? 0 }));
  list.sort((a, b) => b.count - a.count);
  return {
    ...facts,
    kind,
    ...{ zeros: 0, negatives: 0, minimum: null, maximum: null, mean: null, deviation: null },
    quantiles: [],
    histogram: null,
    categories: list.slice(0, MOST_CATEGORIES),
    categoryCount: categories.length,
  };
}

/**
 * Counts, range, mean and deviation (over known − 1) of all values, NaN left out; 101 quantiles (type 7) and a histogram of a
 * sample of a million when there are more. Figures of nothing are null.
 */
export function numericFacts(values: Float64Array, about: Pick<ColumnFacts, "name" | "role">): ColumnFacts {
  let known = 0;
  let zeros = 0;
  let negatives = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known += 1;
    if (value === 0) zeros += 1;
    else if (value < 0) negatives += 1;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    // Welford 1962: no cancellation, whatever the size.
    const off = value - mean;
    mean += off / known;
    squares += off * (value - mean);
  }
  const quantiles = quantileGrid(values, known);
  return {
    ...about,
    kind: "numeric",
    ...{ known, missing: values.length - known, zeros, negatives },
    minimum: known > 0 ? minimum : null,
    maximum: known > 0 ? maximum : null,
    mean: known > 0 ? mean : null,
    deviation: known > 1 ? Math.sqrt(squares / (known - 1)) : null,
    quantiles,
    histogram: known > 0 ? histogramOf(values, quantiles) : null,
    categories: [],
    categoryCount: 0,
  };
}

/** Quantiles at 0, 1, … 100 % of the known values; empty when there are none. Past a million of a sample, the ends always of all. */
function quantileGrid(values: Float64Array, known: number): number[] {
  if (known === 0) return [];
  const stride = Math.ceil(known / SAMPLED_PAST);
  const kept = new Float64Array(Math.ceil(known / stride) + 2);
  // One of each stride by chance, so that no season of the data meets the stride.
  const rng = createRng(7);
  let count = 0;
  let seen = 0;
  let chosen = Math.floor(rng() * stride);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    if (seen === chosen) {
      kept[count] = value;
      count += 1;
    }
    seen += 1;
    if (seen % stride === 0) chosen = seen + Math.floor(rng() * stride);
  }
  const sorted = kept.subarray(0, count).sort();
  const grid = Array.from({ length: 101 }, (_, p) => empiricalQuantile(sorted, p / 100));
  grid[0] = low;
  grid[100] = high;
  return grid;
}

/** To the 99 % quantile, so that one peak does not press all others into one bin; what lies above is told apart. */
function histogramOf(values: Float64Array, quantiles: readonly number[]): Histogram {
  const [low, high, most] = [quantiles[0] ?? 0, quantiles[99] ?? 0, quantiles[100] ?? 0];
  const from = Math.min(0, low) === 0 && low < high / 4 ? 0 : low;
  const to = high > from ? high : most > from ? most : from + 1;
  const counts = new Array<number>(BINS).fill(0);
  let above = 0;
  const scale = BINS / (to - from);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value > to) above += 1;
    else {
      const bin = Math.max(0, Math.min(BINS - 1, Math.floor((value - from) * scale)));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  return { from, to, counts, above };
}
