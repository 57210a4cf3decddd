import { expect, it } from "vitest";
import { KIND_NAMES } from "#lib/features/datasets/validate/index.ts";
import { ExpectationSchema } from "#lib/features/datasets/validate/schema.ts";
import { draftOf, FIELDS, inputOf, newDraft } from "./draft.ts";

const suite = [
  { id: "a", severity: "error", kind: "range", column: "", minimum: 0, maximum: null },
  { id: "b", severity: "warning", kind: "freshness", mostDays: 2.5 },
  { id: "c", severity: "error", kind: "columns", columns: [{ name: "promo", kind: "numeric" }] },
  { id: "d", severity: "warning", kind: "filled", column: "price", mostPercent: 1 },
  { id: "e", severity: "warning", kind: "whole_numbers" },
] as const;

it("goes through the form and comes back as it was", () => {
  for (const one of suite) {
    const expectation = ExpectationSchema.parse(one);
    expect(ExpectationSchema.parse(inputOf(draftOf(expectation)))).toEqual(expectation);
  }
});

it("keeps what is no number as it was typed, for the server to say so", () => {
  const draft = { ...newDraft("freshness", []), fields: { mostDays: "soon" } };
  expect(ExpectationSchema.safeParse(inputOf(draft)).error?.issues[0]?.message).toBe("Say how many days.");
  const thousands = { ...newDraft("series_count", []), fields: { least: " 1,250 " } };
  expect(inputOf(thousands)).toMatchObject({ least: 1250 });
});

it("gives a new one an id of its own, and every kind its fields", () => {
  const first = newDraft("stock_outs", []);
  expect(newDraft("stock_outs", [first]).id).toBe("stock-outs-2");
  expect(Object.keys(FIELDS).sort()).toEqual(Object.keys(KIND_NAMES).sort());
});
