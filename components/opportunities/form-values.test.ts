import { expect, it } from "vitest";
import { EMPTY_VALUES, readValues, typedValues, valuesOf } from "./form-values.ts";

const NOTHING = {
  predictionRole: null,
  whenNot: [],
  whenNotChecked: false,
  hoursAYear: null,
  minutesEach: null,
  timesAMonth: null,
  errorCostAYear: null,
  timeSavedPercent: null,
  errorsAvoidedPercent: null,
  value: null,
  feasibility: null,
  dataReadiness: null,
  risk: null,
  riceReach: null,
  riceImpact: null,
  riceConfidencePercent: null,
  riceEffortMonths: null,
  iceImpact: null,
  iceConfidence: null,
  iceEase: null,
};

it("reads what is typed, and brings it back as it was", () => {
  const values = {
    ...EMPTY_VALUES,
    name: " Order pasta ",
    todayMethod: "By hand",
    hoursAYear: "1,200",
    errorCostAYear: "48000.5",
    value: "5",
    riceImpact: "0.25",
    predictionRole: "help",
    whenNot: ["too_rare" as const],
  };
  expect(readValues(values)).toEqual({
    ok: true,
    input: {
      ...NOTHING,
      name: " Order pasta ",
      kind: "forecast",
      todayMethod: "By hand",
      note: "",
      hoursAYear: 1200,
      errorCostAYear: 48000.5,
      value: 5,
      riceImpact: 0.25,
      predictionRole: "help",
      whenNot: ["too_rare"],
    },
  });
  const stored = {
    ...NOTHING,
    name: "Order pasta",
    kind: "ranking" as const,
    todayMethod: "",
    note: "",
    hoursAYear: 1200,
    value: 5,
    dataReadiness: 1,
    riceImpact: 0.5,
  };
  expect(valuesOf(stored)).toEqual({
    ...EMPTY_VALUES,
    name: "Order pasta",
    kind: "ranking",
    hoursAYear: "1200",
    value: "5",
    dataReadiness: "1",
    riceImpact: "0.5",
  });
});

it("sends of a task that is there only what was changed", () => {
  const before = { ...EMPTY_VALUES, name: "Order", value: "3", predictionRole: "help" };
  expect(readValues(before, before)).toEqual({ ok: true, input: {} });
  const after = { ...before, value: "", predictionRole: "", whenNot: ["no_truth" as const] };
  expect(readValues(after, before)).toEqual({
    ok: true,
    input: { value: null, predictionRole: null, whenNot: ["no_truth"] },
  });
});

it("refuses a number that is none at its field rather than guessing", () => {
  expect(readValues({ ...EMPTY_VALUES, hoursAYear: "12,5" })).toEqual({
    ok: false,
    fields: { hoursAYear: expect.stringContaining("not a number") },
  });
});

it("a draft holds what was typed alone, so that it takes back nothing that was stored meanwhile", () => {
  const before = { ...EMPTY_VALUES, name: "Order" };
  const draft = typedValues({ ...before, note: "Typed with care.", whenNot: ["no_truth"] }, before);
  expect(draft).toEqual({ note: "Typed with care.", whenNot: ["no_truth"] });
  const meanwhile = { ...before, value: "5" };
  expect(readValues({ ...meanwhile, ...draft }, meanwhile)).toEqual({
    ok: true,
    input: { note: "Typed with care.", whenNot: ["no_truth"] },
  });
});
