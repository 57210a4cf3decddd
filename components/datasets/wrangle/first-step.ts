import type { Step, StepKind } from "#lib/features/datasets/index.ts";
import type { StepDraft } from "./field.ts";

type Without<T> = T extends Step ? Omit<T, "id" | "name" | "isOn"> : never;

const FIRST: { [K in StepKind]: Without<Extract<Step, { kind: K }>> } = {
  filter: { kind: "filter", rows: "keep", where: { of: "series", how: "is_one_of", texts: [] } },
  mask: { kind: "mask", from: "", to: "", series: [], reason: "" },
  fill: {
    kind: "fill",
    column: null,
    method: "zero",
    longest: null,
    closed: "leave",
    until: "own_end",
    season: null,
  },
  outliers: {
    kind: "outliers",
    column: null,
    by: "quartiles",
    width: 3,
    low: null,
    high: null,
    action: "mark",
    mark: "is_outlier",
  },
  convert: {
    kind: "convert",
    column: null,
    operation: "multiply",
    by: { of: "factor", factor: 1 },
    unitFrom: null,
    unitTo: null,
  },
  resample: {
    kind: "resample",
    frequency: "W",
    aggregation: "sum",
    unknowns: "missing",
    partialPeriods: "leave_out",
  },
  merge: { kind: "merge", series: [], into: "", aggregation: "sum", unknowns: "missing" },
  hierarchy: {
    kind: "hierarchy",
    levels: [{ of: "total", name: "Total" }],
    items: "keep",
    aggregation: "sum",
    unknowns: "missing",
  },
  drop_short: { kind: "drop_short", least: 30 },
  holidays: { kind: "holidays", place: "", into: "public_holiday", ahead: 0 },
  price_change: { kind: "price_change", column: "", as: "percent", into: "price_change" },
  promotion: {
    kind: "promotion",
    into: "promotion",
    when: { of: "price_drop", column: "", percent: 10, window: 28 },
  },
  rename: { kind: "rename", what: "covariate", from: "", to: "" },
  cast: { kind: "cast", column: null, to: "number", otherwise: "refuse", rounding: "refuse" },
};

/** A step as it is first filled in. */
export function firstStep(kind: StepKind, id: string): StepDraft {
  return { id, name: null, isOn: true, ...FIRST[kind] };
}
