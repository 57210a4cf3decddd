import { describe, expect, it } from "vitest";
import type { Profile } from "../profile.ts";
import type { ColumnRole } from "../recipe.ts";
import { recipeOf } from "../testing.ts";
import { contractOf, grainOf } from "./contract.ts";
import { contractMarkdown } from "./markdown.ts";
import { odcsOf } from "./odcs.ts";
import { TermsSchema } from "./schema.ts";
import { toYaml } from "./yaml.ts";

const DAY = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1);
const RECIPE = recipeOf(
  [
    ["shop", "series"],
    ["item", "series"],
    ["ds", "time"],
    ["y", "target"],
    ["price: €", "covariate", "past_only", "numeric"],
    ["brand", "covariate", "static", "categorical"],
    ["note", "ignore"],
  ],
  { blankTarget: "missing" },
);
const covariate = (name: string, kind: "numeric" | "categorical") => ({
  ...{ name, kind, availability: "past_only" as const, missing: 10, ahead: 0, mean: null },
  ...{ minimum: kind === "numeric" ? 0.5 : null, maximum: kind === "numeric" ? 9.75 : null },
  categories: kind === "numeric" ? [] : ["no", "2024-01-01"],
  categoryCount: kind === "numeric" ? 0 : 2,
});
const PROFILE = {
  ...{ rows: 190, series: 2, frequency: "D", firstTime: FIRST, lastTime: FIRST + 99 * DAY, periods: 100 },
  ...{ lastKnownTime: FIRST + 99 * DAY, missingPeriods: 10, blankTargets: 10, isWhole: true },
  ...{ minimum: 0, maximum: 296 },
  covariates: [covariate("price: €", "numeric"), covariate("brand", "categorical")],
} as unknown as Profile;

const contract = contractOf({
  dataset: { id: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "Sales: *north*", project: "Pasta" },
  version: {
    number: 3,
    digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    createdAt: FIRST + 102.25 * DAY,
    recipe: RECIPE,
    profile: PROFILE,
  },
  terms: TermsSchema.parse({
    owner: "Store controlling",
    contact: "data@example.com",
    purpose: "yes: | # not a comment",
    delayDays: 2,
    columns: [{ name: "y", meaning: "Sold", unit: "packs" }],
  }),
  expectations: [
    { id: "a", severity: "warning", kind: "filled", column: "price: €", mostPercent: 5 },
    { id: "b", severity: "error", kind: "whole_numbers" },
  ] as never,
  keep: { keepVersions: null, keepDays: 90 },
});

describe("what is measured", () => {
  it("names the grain after what tells rows apart", () => {
    expect(contract.grain).toBe("one row per shop, item and day");
    const wide: [string, ColumnRole][] = [
      ["id", "series"],
      ["2024-01", "period"],
    ];
    expect(grainOf(recipeOf(wide), "M")).toBe("one value per id and month");
    expect(grainOf(recipeOf([["y", "target"]]), "15min")).toBe("one row per 15 minutes");
  });

  it("counts delay and what is missing from the profile", () => {
    expect(contract.measuredDelayDays).toBe(3.3);
    // 10 absent and 10 empty of 200 periods.
    expect(contract.missingShare).toBe(0.1);
    expect(contract.columns.map((column) => [column.name, column.type, column.isRequired])).toEqual([
      ["shop", "string", true],
      ["item", "string", true],
      ["ds", "date", true],
      ["y", "integer", false],
      ["price: €", "number", false],
      ["brand", "string", false],
    ]);
  });
});

describe("the Open Data Contract Standard", () => {
  it("has the fields of version 3.1.0", () => {
    const odcs = odcsOf(contract);
    expect(odcs).toMatchObject({
      ...{ apiVersion: "v3.1.0", kind: "DataContract", version: "3.0.0", status: "active" },
      team: { members: [{ username: "data@example.com", name: "Store controlling", role: "owner" }] },
    });
    const [object] = odcs.schema as [Record<string, unknown>];
    expect(object).toMatchObject({ name: "sales_north", dataGranularityDescription: contract.grain });
    expect(object.properties).toMatchObject([
      { name: "shop", primaryKey: true, primaryKeyPosition: 1 },
      { name: "item", primaryKeyPosition: 2 },
      { name: "ds", logicalType: "date", primaryKeyPosition: 3, required: true },
      { name: "y", logicalType: "integer", description: "Sold" },
      { name: "price: €", logicalType: "number" },
      { name: "brand", examples: ["no", "2024-01-01"] },
    ]);
    expect(object.quality).toMatchObject([
      { metric: "duplicateValues", mustBe: 0, arguments: { properties: ["shop", "item", "ds"] } },
      { metric: "nullValues", mustBeLessOrEqualTo: 5, severity: "warning" },
      { type: "text", severity: "error" },
    ]);
    expect(odcs.slaProperties).toMatchObject([
      { property: "latency", value: 2, unit: "d" },
      { property: "frequency", value: "D" },
      { property: "retention", value: 90 },
    ]);
  });

  it("is YAML in which no text becomes anything else", () => {
    const yaml = toYaml(odcsOf(contract));
    expect(yaml).toContain('apiVersion: "v3.1.0"\nkind: "DataContract"\n');
    expect(yaml).toContain('  purpose: "yes: | # not a comment"\n');
    expect(yaml).toContain('        examples:\n          - "no"\n          - "2024-01-01"\n');
    expect(toYaml({ a: [], b: {}, c: [[1, true], { d: null }], e: "x\u2028y\n" })).toBe(
      'a: []\nb: {}\nc:\n  - - 1\n    - true\n  - d: null\ne: "x\\u2028y\\n"\n',
    );
  });
});

it("is Markdown to read, with what people typed as they typed it", () => {
  const text = contractMarkdown(contract);
  expect(text).toContain("# Sales: \\*north\\*: data contract");
  expect(text).toContain("| Delay promised | at most 2 days |");
  expect(text).toContain("| Delay measured | 3.3 days from the newest value to its acceptance |");
  expect(text).toContain("| y | target | integer | packs | may be absent (5.3 % are) | 0 to 296 | Sold |");
  expect(text).toContain("(else refused for training)");
  expect(text).not.toContain("undefined");
});
