import { describe, expect, it } from "vitest";
import { createRng, normalFrom } from "../../rng.ts";
import { correctedAic } from "./fit.ts";
import { selectEts, weighEts } from "./select.ts";

/** A level that wanders, with or without a season of four. */
function made(seed: number, season: boolean): Float64Array {
  const rng = createRng(seed);
  let level = 100;
  return Float64Array.from({ length: 80 }, (_, t) => {
    level += normalFrom(rng);
    return level + (season ? 20 * Math.sin((Math.PI * t) / 2) : 0);
  });
}

describe("weighEts", () => {
  it("gives weights that sum to one, the largest to the smallest AICc among shapes of one prior", () => {
    const fits = weighEts(made(1, true), 4);
    expect(fits.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    const damped = fits.filter(({ fit }) => fit.shape.trend !== "A");
    const byWeight = [...damped].sort((a, b) => b.weight - a.weight)[0];
    const byAicc = [...damped].sort((a, b) => correctedAic(a.fit) - correctedAic(b.fit))[0];
    expect(byWeight).toBe(byAicc);
  });

  it("weighs two shapes by exp(−Δ/4), an undamped trend by exp(−3/2) less", () => {
    for (const { fit, weight } of weighEts(made(2, true), 4)) {
      const [first] = weighEts(made(2, true), 4);
      if (!first) throw new Error("There is no shape.");
      const prior = (trend: string) => (trend === "A" ? Math.exp(-1.5) : 1);
      const odds =
        Math.exp(-(correctedAic(fit) - correctedAic(first.fit)) / 4) *
        (prior(fit.shape.trend) / prior(first.fit.shape.trend));
      expect(weight / first.weight).toBeCloseTo(odds, 9);
    }
  });

  it("keeps a season where there is one, and none where there is none", () => {
    const shareOfSeason = (seed: number, season: boolean) =>
      weighEts(made(seed, season), 4)
        .filter(({ fit }) => fit.shape.season !== "N")
        .reduce((sum, { weight }) => sum + weight, 0);
    expect(shareOfSeason(3, true)).toBeCloseTo(1, 6);
    expect(shareOfSeason(3, false)).toBeLessThan(0.2);
    expect(selectEts(made(3, true), 4)?.shape.season).not.toBe("N");
    expect(selectEts(made(3, false), 4)?.shape.season).toBe("N");
  });

  it("has nothing to weigh for two values", () => {
    expect(weighEts(Float64Array.of(1, 2), 1)).toEqual([]);
  });
});
