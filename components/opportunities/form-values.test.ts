import { expect, it } from "vitest";
import { EMPTY_VALUES, readValues, valuesOf } from "./form-values.ts";

it("reads what is typed, and brings it back as it was", () => {
  const values = {
    ...EMPTY_VALUES,
    name: " Order pasta ",
    todayMethod: "By hand",
    hoursAYear: "1,200",
    errorCostAYear: "48000.5",
    value: "5",
  };
  const read = readValues(values);
  expect(read).toEqual({
    ok: true,
    input: {
      name: " Order pasta ",
      kind: "forecast",
      todayMethod: "By hand",
      note: "",
      hoursAYear: 1200,
      errorCostAYear: 48000.5,
      value: 5,
      feasibility: null,
      dataReadiness: null,
      risk: null,
    },
  });
  expect(
    valuesOf({
      name: "Order pasta",
      kind: "ranking",
      todayMethod: "",
      note: "",
      hoursAYear: 1200,
      errorCostAYear: null,
      value: 5,
      feasibility: null,
      dataReadiness: 1,
      risk: null,
    }),
  ).toEqual({
    ...EMPTY_VALUES,
    name: "Order pasta",
    kind: "ranking",
    hoursAYear: "1200",
    value: "5",
    dataReadiness: "1",
  });
});

it("refuses a number that is none at its field rather than guessing", () => {
  expect(readValues({ ...EMPTY_VALUES, hoursAYear: "12,5" })).toEqual({
    ok: false,
    fields: { hoursAYear: expect.stringContaining("not a number") },
  });
});
