import { expect, it } from "vitest";
import { nextStep } from "./next-step.ts";

const DONE = {
  missing: [],
  openCanvasCosts: null,
  hasMeasurement: true,
  isMeasured: true,
  caseCount: 3,
};

it.each([
  [{ ...DONE, missing: ["adoption"], openCanvasCosts: "€1" }, "inputs", "Give 1 input;"],
  [{ ...DONE, missing: ["adoption", "build cost"] }, "inputs", "Give 2 inputs;"],
  [{ ...DONE, openCanvasCosts: "€9,000 once", isMeasured: false }, "canvas_costs", "€9,000 once"],
  [{ ...DONE, isMeasured: false }, "use_measured", "has measured"],
  [{ ...DONE, hasMeasurement: false, isMeasured: false, caseCount: 1 }, "measure", "Train a run"],
  [{ ...DONE, caseCount: 1 }, "more_cases", "pessimistic"],
])("%j → %s", (facts, kind, words) => {
  const step = nextStep(facts);
  expect(step?.kind).toBe(kind);
  expect(step?.words).toContain(words);
});

it("is nothing when all is done", () => {
  expect(nextStep(DONE)).toBeNull();
});
