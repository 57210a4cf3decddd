import { z } from "zod";
import type { NumberSketch } from "../difference/distribution.ts";

export const SketchSchema = z.object({
  kind: z.literal("numeric"),
  missing: z.int().nonnegative(),
  bins: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
});

/** Bins a doubling, and where zero stands among the codes: as `codeSql` beside `NumberSketch` has it. */
const BINS_A_DOUBLING = 8;
const ZERO_AT = 10_000;

/**
 * The sketch of values in memory, by the codes that SQL gives the same values in a Parquet part; NaN left out: a period
 * without a value says nothing of how values are distributed. O(values).
 */
export function sketchOf(values: Float64Array): NumberSketch {
  const bins = new Map<number, [number, number, number, number]>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const code =
      value === 0
        ? 0
        : Math.sign(value) * (Math.floor(BINS_A_DOUBLING * Math.log2(Math.abs(value))) + ZERO_AT);
    const bin = bins.get(code);
    if (bin) {
      bin[1] += 1;
      bin[2] += value;
      bin[3] += value * value;
    } else bins.set(code, [code, 1, value, value * value]);
  }
  return { kind: "numeric", missing: 0, bins: [...bins.values()].sort((a, b) => a[0] - b[0]) };
}
