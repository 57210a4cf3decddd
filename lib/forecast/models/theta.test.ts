import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { pointsOf } from "../testing/local.ts";
import { isSeasonal } from "./season.ts";
import { theta } from "./theta.ts";

it("tells a season from none, and never with fewer than three of them", () => {
  const wave = Float64Array.from({ length: 40 }, (_, t) => 10 + Math.sin((2 * Math.PI * t) / 4));
  expect(isSeasonal(wave, 4)).toBe(true);
  expect(isSeasonal(wave.subarray(0, 11), 4)).toBe(false);
  const rng = createRng(3);
  expect(
    isSeasonal(
      Float64Array.from({ length: 200 }, () => rng()),
      4,
    ),
  ).toBe(false);
  expect(isSeasonal(new Float64Array(40).fill(3), 4)).toBe(false);
});

it("bridges gaps: hiding a tenth of a clean seasonal line moves its forecast by less than 2 %", () => {
  const whole = Float64Array.from({ length: 70 }, (_, t) => 100 + t + 20 * Math.sin((2 * Math.PI * t) / 7));
  const holes = whole.map((value, t) => (t % 10 === 3 ? Number.NaN : value));
  const full = pointsOf(theta, whole, { horizon: 7, season: 7 }) ?? [];
  const bridged = pointsOf(theta, holes, { horizon: 7, season: 7 }) ?? [];
  for (let h = 0; h < 7; h += 1) expect(Math.abs((bridged[h] ?? 0) / (full[h] ?? 1) - 1)).toBeLessThan(0.02);
});
