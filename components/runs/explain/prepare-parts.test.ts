import { expect, it } from "vitest";
import type { SeriesAnswer } from "#lib/features/runs/explain/index.ts";
import { meansOf, partsOf, prepareParts, ROW_HEIGHT } from "./prepare-parts.ts";

const N = 130;
const HORIZON = 10;
const list = (value: (t: number) => number | null) => Array.from({ length: N }, (_, t) => value(t));
const answer: SeriesAnswer = {
  ...{ series: 0, id: "a", model: "theta", frequency: { unit: "D", multiple: 1 }, horizonSteps: HORIZON },
  times: Array.from({ length: N }, (_, t) => t),
  values: list((t) => (t === 100 ? null : 10)),
  level: 8,
  trend: list(() => 1),
  seasons: [{ period: 7, values: list((t) => (t % 2 ? 2 : -2)) }],
  holiday: null,
  covariates: [{ name: "promo", values: list((t) => (t >= N - HORIZON ? 3 : 0)) }],
  remainder: list((t) => (t === 100 ? null : 0.5)),
  notes: [],
  ahead: [],
  otherInputs: [],
};

it("stacks the series over its parts, and shows the last sixty periods before the forecast at least", () => {
  const { parts, from, historySteps } = partsOf(answer);
  expect(parts.map(({ name }) => name)).toEqual([
    ...["series and forecast", "level and trend", "the week", "promo", "the rest"],
  ]);
  expect({ from, historySteps }).toEqual({ from: 60, historySteps: 60 });
  expect(parts.every(({ values }) => values.length === 70)).toBe(true);
  expect(parts[1]?.values[0]).toBe(9);
});

it("breaks the line at a gap, begins the forecast where the history ends, and shows zero where parts have it", () => {
  const { parts, historySteps } = partsOf(answer);
  const { rows, cutoffX, xOf } = prepareParts(parts, { historySteps, width: 500 });
  expect(rows[0]?.history.match(/M/g)).toHaveLength(2);
  expect(rows[0]?.forecast.startsWith(`M${Math.round(xOf(59) * 10) / 10} `)).toBe(true);
  expect(cutoffX).toBeGreaterThan(xOf(59));
  expect(cutoffX).toBeLessThan(xOf(60));
  expect(rows[2]?.zeroY).toBe(ROW_HEIGHT / 2);
  expect(rows[0]?.zeroY).toBeNull();
  expect(rows.every(({ history }) => !history.includes("NaN"))).toBe(true);
});

it("tells the forecast's mean by its parts, the largest first", () => {
  expect(meansOf(answer)).toEqual({
    forecast: 10,
    level: 8,
    shares: [
      { name: "promo", value: 3 },
      { name: "trend", value: 1 },
      { name: "the week", value: 0 },
    ],
    rest: 0.5,
  });
  expect(meansOf({ ...answer, values: list(() => null) })).toBeNull();
});
