import { expect, it } from "vitest";
import { minimiseOnInterval, minimiseSmooth } from "./optimise.ts";

it("finds the lower of two valleys on an interval", () => {
  // x⁴ − 3x² + x: minima near −1.3008 and 1.1309, the first one deeper (its derivative's roots by hand).
  const { x } = minimiseOnInterval((t) => t ** 4 - 3 * t * t + t, { low: -3, high: 3, steps: 40 });
  expect(x).toBeCloseTo(-1.3008, 3);
});

it("walks Rosenbrock's banana to its minimum at (1, 1)", () => {
  const { x, value } = minimiseSmooth(
    ([a = 0, b = 0], gradient) => {
      gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
      gradient[1] = 200 * (b - a * a);
      return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
    },
    { start: Float64Array.of(-1.2, 1), iterations: 200, tolerance: 1e-14 },
  );
  expect(value).toBeLessThan(1e-12);
  expect(x[0]).toBeCloseTo(1, 5);
});

it("stays where it began when every step leaves the domain", () => {
  const start = Float64Array.of(2);
  const outside = minimiseSmooth(
    ([a = 0], gradient) => {
      gradient[0] = 1;
      return a === 2 ? 0 : Number.POSITIVE_INFINITY;
    },
    { start },
  );
  expect([outside.x[0], outside.value]).toEqual([2, 0]);
});
