import { expect, it } from "vitest";
import { MULTIPLE_HEIGHT, type MultipleInput, prepareMultiple } from "./prepare-multiple.ts";

const none = [null, null, null, null, null];
const INPUT: MultipleInput = {
  actuals: [1, null, 3, 2, null],
  historySteps: 3,
  median: [null, null, null, 2, 2],
  low50: [null, null, null, 1.5, 1.5],
  high50: [null, null, null, 2.5, 2.5],
  low80: [null, null, null, 1, 1],
  high80: [null, null, null, 3, 3],
  low95: [null, null, null, 0, 0],
  high95: [null, null, null, 8, 8],
};

it("draws history as a line with a gap, actuals after the cutoff as dots, on a scale of its own", () => {
  const view = prepareMultiple(INPUT);
  expect(view.history.match(/M/g)).toHaveLength(2);
  expect(view.dots).toHaveLength(1);
  expect(view.top).toBe(8);
  expect(view.band95).toContain(`${MULTIPLE_HEIGHT - 2}`);
  expect(view.cutoffX).toBeGreaterThan(view.dots[0]!.x - 60);
  expect(view.cutoffX).toBeLessThan(view.dots[0]!.x);
});

it("draws nothing for a series without values", () => {
  const view = prepareMultiple({
    ...INPUT,
    actuals: none,
    median: none,
    low95: none,
    high95: none,
    low80: none,
    high80: none,
    low50: none,
    high50: none,
  });
  expect(view).toMatchObject({ history: "", median: "", band95: "", dots: [], top: 0 });
});
