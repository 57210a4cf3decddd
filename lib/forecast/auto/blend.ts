import { LEVEL_COUNT } from "../quantiles.ts";

/** Shares of candidates, by key; they sum to one. */
export type Shares = Readonly<Record<string, number>>;

/**
 * The mean of several forecasts, level by level (Vincentization: Vincent 1912; Lichtendahl, Grushka-Cockayne & Winkler 2013), each
 * with its share. Where one has no answer (NaN) the others stand for it.
 */
export function blendQuantiles(parts: readonly { share: number; quantiles: Float32Array }[]): Float32Array {
  const first = parts[0]?.quantiles ?? new Float32Array(0);
  const out = new Float32Array(first.length);
  for (let at = 0; at < out.length; at += LEVEL_COUNT) {
    let whole = 0;
    const there = parts.filter(({ quantiles }) => !Number.isNaN(quantiles[at] as number));
    for (const { share } of there) whole += share;
    for (let i = 0; i < LEVEL_COUNT; i += 1) {
      let sum = 0;
      for (const { share, quantiles } of there) sum += share * (quantiles[at + i] as number);
      const value = whole > 0 ? sum / whole : Number.NaN;
      const below = i > 0 ? (out[at + i - 1] as number) : Number.NEGATIVE_INFINITY;
      // Rounding to single precision may cross neighbours by one last bit.
      out[at + i] = Math.max(value, below);
    }
  }
  return out;
}
