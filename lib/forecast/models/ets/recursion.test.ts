import { describe, expect, it } from "vitest";
import { createRng, normalFrom } from "../../rng.ts";
import { fitEts } from "./fit.ts";
import { type EtsParameters, EtsPath, type EtsShape } from "./recursion.ts";

const SHAPES: EtsShape[] = (["A", "M"] as const).flatMap((error) =>
  (["N", "A", "Ad"] as const).flatMap((trend) =>
    (["N", "A", "M"] as const).map((season) => ({ error, trend, season, period: season === "N" ? 1 : 4 })),
  ),
);
const nameOf = (shape: EtsShape) => `ETS(${shape.error},${shape.trend},${shape.season})`;

/** Positive, with a trend, a season and a gap. */
const values = Float64Array.from({ length: 40 }, (_, t) =>
  t === 17 ? Number.NaN : (1 + 0.01 * t) * (1 + 0.2 * Math.sin((Math.PI * t) / 2)) + 0.02 * ((t * 7) % 5),
);
const at: EtsParameters = { alpha: 0.3, beta: 0.1, gamma: 0.2, phi: 0.95 };

describe("the gradient of the likelihood", () => {
  it.each(SHAPES.map((shape) => [nameOf(shape), shape] as const))(
    "%s agrees with differences",
    (_, shape) => {
      const path = new EtsPath(values, shape);
      const parameters: EtsParameters = {
        ...at,
        beta: shape.trend === "N" ? 0 : at.beta,
        gamma: shape.season === "N" ? 0 : at.gamma,
        phi: shape.trend === "Ad" ? at.phi : 1,
      };
      const start = () => {
        path.level[0] = 1.05;
        path.slope[0] = shape.trend === "N" ? 0 : 0.01;
        for (let k = 0; shape.season !== "N" && k < 4; k += 1)
          path.season[k] = (shape.season === "M" ? 1 : 0) + 0.1 * Math.sin(k + 1);
      };
      const change = (move: (step: number) => void) => {
        const step = 1e-6;
        const value = (by: number) => {
          start();
          move(by);
          const out = path.forward(parameters);
          move(-by);
          return out;
        };
        return (value(step) - value(-step)) / (2 * step);
      };
      start();
      path.forward(parameters);
      const by = path.backward(parameters);
      const { levelSlope, trendSlope } = path;
      const seasonSlope = path.seasonSlope.slice(0, 4);
      const near = (own: number, other: number) =>
        expect(Math.abs(own - other)).toBeLessThan(1e-5 * (1 + Math.abs(other)));
      for (const key of ["alpha", "beta", "gamma", "phi"] as const) {
        if (parameters[key] === 0 || (key === "phi" && shape.trend !== "Ad")) continue;
        near(
          by[key],
          change((step) => {
            parameters[key] += step;
          }),
        );
      }
      near(
        levelSlope,
        change((step) => {
          path.level[0] = (path.level[0] as number) + step;
        }),
      );
      if (shape.trend !== "N")
        near(
          trendSlope,
          change((step) => {
            path.slope[0] = (path.slope[0] as number) + step;
          }),
        );
      seasonSlope.forEach((own, k) => {
        if (shape.season === "N") return;
        near(
          own,
          change((step) => {
            path.season[k] = (path.season[k] as number) + step;
          }),
        );
      });
    },
  );
});

describe("fitEts", () => {
  it("finds the smoothing that made the data", () => {
    // ETS(A,N,N) with α 0.4 over 2,000 periods: the estimate's deviation is about √((1 − α²)/n), 0.02.
    const rng = createRng(8);
    let level = 100;
    const made = Float64Array.from({ length: 2000 }, () => {
      const error = normalFrom(rng);
      const value = level + error;
      level += 0.4 * error;
      return value;
    });
    const fit = fitEts(made, { error: "A", trend: "N", season: "N", period: 1 });
    expect(Math.abs((fit?.parameters.alpha ?? 0) - 0.4)).toBeLessThan(0.06);
  });

  it("refuses what a shape cannot take", () => {
    const shape: EtsShape = { error: "M", trend: "N", season: "N", period: 1 };
    expect(fitEts(Float64Array.of(1, 2, 0, 3, 4, 5, 6), shape)).toBeNull();
    expect(fitEts(Float64Array.of(1, 2), shape)).toBeNull();
    expect(fitEts(values.subarray(0, 7), { error: "A", trend: "N", season: "A", period: 4 })).toBeNull();
  });
});
