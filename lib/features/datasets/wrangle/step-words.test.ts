import { describe, expect, it } from "vitest";
import { canonicalSteps } from "./canonical.ts";
import { isRowByRow } from "./scope.ts";
import { StepSchema, StepsSchema } from "./step-schema.ts";
import { STEP_KINDS, stepSentence, stepTitle } from "./step-words.ts";

/** A step of each kind as small as it can be, its sentence, and whether a new drop costs its own rows only. */
const STEPS: [object, string, boolean][] = [
  [{ kind: "filter", where: { of: "time", from: "2024-01-01" } }, "Keep only rows from 2024-01-01 on", true],
  [
    { kind: "filter", rows: "leave_out", where: { of: "value", how: "below", value: -0.5 } },
    "Leave out rows in which the target is below −0.5",
    true,
  ],
  [{ kind: "rename", from: "p", to: "price" }, "Call the covariate “p” “price”", true],
  [{ kind: "rename", what: "series", from: "a", to: "b" }, "Call the series “a” “b”", false],
  [
    { kind: "cast", column: "p", to: "number" },
    "Take “p” as a number; a text that is none stops the recipe",
    true,
  ],
  [
    { kind: "resample", frequency: "W" },
    "Bring the rows to weeks: the sum of each, not known where a part is not; first and last periods that are not whole are left out",
    false,
  ],
  [{ kind: "fill", method: "zero", longest: 3 }, "Fill gaps of the target of up to 3 periods with 0", false],
  [{ kind: "fill", method: "leave" }, "Leave gaps of the target as they are: not known, and not zero", true],
  [
    { kind: "outliers" },
    "Mark values of the target more than 3 times the middle half's width beyond it in “is_outlier”, series by series",
    false,
  ],
  [
    { kind: "outliers", by: "range", low: 0, action: "clip" },
    "Bring values of the target below 0 back to that limit",
    true,
  ],
  [
    { kind: "convert", by: { of: "factor", factor: 0.92 }, unitFrom: "USD", unitTo: "EUR" },
    "Multiply the target by 0.92, USD to EUR",
    true,
  ],
  [
    { kind: "merge", series: ["a", "b", "c", "d", "e"], into: "all" },
    "Make “a”, “b”, “c” and 2 more one series, “all”: the sum, not known where a part is not",
    false,
  ],
  [
    { kind: "hierarchy", levels: [{ of: "total" }, { of: "covariate", column: "brand" }] },
    "Add totals of all series (“Total”), and of each “brand”, not known where a part is not; the items are kept",
    false,
  ],
  [{ kind: "holidays", place: "IT" }, "Add the public holidays of IT as “public_holiday”, known ahead", true],
  [
    { kind: "price_change", column: "price" },
    "Add “price_change”: “price” against the row before, as a change in %",
    false,
  ],
  [
    { kind: "promotion", when: { of: "price_drop", column: "price", percent: 10 } },
    "Add “promotion”: 1 where “price” is 10 % or more below its highest of the 28 rows before, else 0",
    false,
  ],
  [{ kind: "drop_short", least: 1 }, "Leave out series with fewer than 1 known value", false],
  [
    { kind: "mask", from: "2024-01-01", to: "2024-01-01", reason: "strike" },
    "Take the target as not known on 2024-01-01 in all series (strike)",
    true,
  ],
];
const parse = (step: object, id = "1") => StepSchema.parse({ id, ...step });

describe("a step", () => {
  it.each(STEPS)("%j is told in a sentence", (step, sentence, rowByRow) => {
    expect(stepSentence(parse(step))).toBe(sentence);
    expect(isRowByRow(parse(step))).toBe(rowByRow);
  });

  it("of each kind has one here, and its own title unless a person named it", () => {
    expect(new Set(STEPS.map(([step]) => parse(step).kind))).toEqual(new Set(Object.keys(STEP_KINDS)));
    expect(stepTitle(parse({ kind: "fill", method: "zero" }))).toBe("Fill gaps");
    expect(stepTitle(parse({ kind: "fill", method: "zero", name: "Shut on Sundays" }))).toBe(
      "Shut on Sundays",
    );
  });

  it("of holidays needs all dates where periods are months", () => {
    expect(isRowByRow(parse({ kind: "holidays", place: "IT" }), "M")).toBe(false);
    expect(isRowByRow(parse({ kind: "holidays", place: "IT", ahead: 7 }))).toBe(false);
  });

  it.each([
    [{ kind: "filter", where: { of: "time" } }, "give the first time"],
    [{ kind: "outliers", by: "range" }, "give the lowest value"],
    [{ kind: "outliers", by: "range", low: 2, high: 1 }, "above the highest"],
    [{ kind: "convert", by: { of: "factor", factor: 0 } }, "a factor of 0"],
    [{ kind: "mask", from: "Monday", to: "2024-01-01" }, "write a day such as"],
    [{ kind: "merge", series: ["a"], into: "b" }, "at least two series"],
    [{ kind: "fill", method: "zero", extra: 1 }, "extra"],
    [{ kind: "__proto__" }, "kind"],
  ])("%j is no step", (step, words) => {
    expect(JSON.stringify(StepSchema.safeParse({ id: "1", ...step }).error?.issues)).toContain(words);
  });
});

describe("a recipe", () => {
  it("is the same whatever its steps are called and in which order their keys came", () => {
    const [a, b] = [
      [
        parse({ kind: "mask", from: "2024-01-01", to: "2024-01-02" }),
        parse({ kind: "drop_short", least: 1, isOn: false }, "2"),
      ],
      [StepSchema.parse({ to: "2024-01-02", name: "Strike", from: "2024-01-01", kind: "mask", id: "x" })],
    ];
    expect(JSON.stringify(canonicalSteps(a))).toBe(JSON.stringify(canonicalSteps(b)));
  });

  it("has each step once", () => {
    const step = { id: "1", kind: "drop_short", least: 1 };
    expect(StepsSchema.safeParse([step, step]).success).toBe(false);
  });
});
