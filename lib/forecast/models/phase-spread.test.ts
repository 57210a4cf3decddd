import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { phaseSpread } from "./phase-spread.ts";

describe("the spread of errors by phase", () => {
  it("is the ratio of mean sizes, shrunk by four errors of the common size", () => {
    // Sizes 1 and 9, 20 of each: mean 5. (20·1 + 4·5)/24/5 = 1/3 and (20·9 + 4·5)/24/5 = 5/3.
    const errors = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -9));
    const spread = phaseSpread({ errors, first: 0, season: 2 });
    expect(spread?.[0]).toBeCloseTo(1 / 3, 12);
    expect(spread?.[1]).toBeCloseTo(5 / 3, 12);
    expect(phaseSpread({ errors, first: 3, season: 2 })?.[1]).toBeCloseTo(1 / 3, 12);
  });

  it("is one throughout where phases differ by no more than chance, or too little is known", () => {
    const rng = createRng(5);
    const errors = Float64Array.from({ length: 400 }, () => rng() - 0.5);
    expect(phaseSpread({ errors, first: 0, season: 12 })).toBeNull();
    const loud = Float64Array.from({ length: 60 }, (_, i) => (i % 12 === 0 ? 50 : 1));
    expect(phaseSpread({ errors: loud, first: 0, season: 12 })).toBeNull();
    expect(phaseSpread({ errors: loud, first: 0, season: 1 })).toBeNull();
    expect(phaseSpread({ errors: new Float64Array(400), first: 0, season: 12 })).toBeNull();
  });

  it("leaves out what is not known", () => {
    const errors = Float64Array.from(
      { length: 80 },
      (_, i) => [1, Number.NaN, -9, Number.NaN][i % 4] as number,
    );
    const spread = phaseSpread({ errors, first: 0, season: 4 });
    expect(spread?.[0]).toBeCloseTo(1 / 3, 12);
    expect(spread?.[1]).toBe(1);
  });
});
