import type { PreviewSide, Step, StepKind } from "#lib/features/datasets/index.ts";

type Columns = PreviewSide["columns"];
/** A step while it is filled in. */
export type StepDraft = Record<string, unknown>;

export interface StepField {
  /** Where it stands in the step: "where.column". */
  path: string;
  label: string;
  control:
    | "text"
    | "number"
    | "time"
    | "choice"
    | "variant"
    | "column"
    | "covariate"
    | "value"
    | "names"
    | "rates"
    | "ranges"
    | "levels";
  hint?: string;
  options?: readonly (readonly [value: string, label: string])[];
  /** For `variant`: what stands at the path when it is chosen. */
  variants?: Record<string, StepDraft>;
  /** Left empty it is null; for `names`, none. */
  optional?: boolean;
  /** For `column` and `covariate`: those that fit. */
  fits?: (column: Columns[number]) => boolean;
  when?: (step: StepDraft) => boolean;
}

const NUMERIC = (column: Columns[number]) => column.kind === "numeric";
const CHANGING = (column: Columns[number]) => column.availability !== "static";
const MOVING_NUMBER = (column: Columns[number]) => NUMERIC(column) && CHANGING(column);

export function valueAt(step: StepDraft, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as StepDraft | null | undefined)?.[key], step);
}

export function withValue(step: StepDraft, path: string, value: unknown): StepDraft {
  const [key = "", ...rest] = path.split(".");
  return {
    ...step,
    [key]: rest.length === 0 ? value : withValue((step[key] ?? {}) as StepDraft, rest.join("."), value),
  };
}

const is =
  (path: string, ...values: unknown[]) =>
  (step: StepDraft) =>
    values.includes(valueAt(step, path));
const UNKNOWNS: StepField = {
  path: "unknowns",
  label: "Where a part is not known",
  control: "choice",
  options: [
    ["missing", "The total is not known"],
    ["known_only", "Total of what is known"],
  ],
};
const INTO: StepField = { path: "into", label: "Name of the new covariate", control: "text" };
const COMPARISONS = [
  ["below", "is below"],
  ["at_most", "is at most"],
  ["equal", "is equal to"],
  ["at_least", "is at least"],
  ["above", "is above"],
] as const;

/** What a person fills in, kind by kind. */
export const STEP_FIELDS: Record<StepKind, readonly StepField[]> = {
  filter: [
    {
      path: "rows",
      label: "Rows that fit",
      control: "choice",
      options: [
        ["keep", "Keep only these"],
        ["leave_out", "Leave these out"],
      ],
    },
    {
      path: "where",
      label: "By",
      control: "variant",
      options: [
        ["series", "Series"],
        ["time", "Time"],
        ["value", "Value"],
      ],
      variants: {
        series: { of: "series", how: "is_one_of", texts: [] },
        time: { of: "time", from: null, to: null },
        value: { of: "value", column: null, how: "below", value: 0 },
      },
    },
    {
      path: "where.how",
      label: "Series whose name",
      control: "choice",
      options: [
        ["is_one_of", "is one of"],
        ["contains", "contains"],
        ["starts_with", "begins with"],
      ],
      when: is("where.of", "series"),
    },
    { path: "where.texts", label: "Names", control: "names", when: is("where.of", "series") },
    { path: "where.from", label: "From", control: "time", optional: true, when: is("where.of", "time") },
    {
      path: "where.to",
      label: "To, included",
      control: "time",
      optional: true,
      when: is("where.of", "time"),
    },
    { path: "where.column", label: "Column", control: "column", when: is("where.of", "value") },
    {
      path: "where.how",
      label: "Condition",
      control: "choice",
      options: [...COMPARISONS, ["unknown", "is not known"]],
      when: is("where.of", "value"),
    },
    {
      path: "where.value",
      label: "Value",
      control: "value",
      when: (step) => is("where.of", "value")(step) && !is("where.how", "unknown")(step),
    },
  ],
  mask: [
    { path: "from", label: "From", control: "time" },
    { path: "to", label: "To, included", control: "time" },
    { path: "series", label: "Series", control: "names", optional: true, hint: "Empty means all series." },
    { path: "reason", label: "Reason", control: "text", optional: true, hint: "Stands in the recipe." },
  ],
  fill: [
    { path: "column", label: "Column", control: "column", fits: MOVING_NUMBER },
    {
      path: "method",
      label: "A gap becomes",
      control: "choice",
      options: [
        ["zero", "0: nothing was sold"],
        ["forward", "The last value before"],
        ["interpolate", "A straight line between neighbours"],
        ["seasonal", "The value of the season before"],
        ["leave", "Nothing: it stays not known"],
      ],
      hint: "A gap lies between the first and the last known value of its series. Missing is not zero unless you say so.",
    },
    {
      path: "longest",
      label: "Longest gap to fill",
      control: "number",
      optional: true,
      hint: "In periods. Empty fills gaps of any length.",
      when: (step) => step.method !== "leave",
    },
    {
      path: "season",
      label: "Season length",
      control: "number",
      optional: true,
      hint: "In periods. Empty takes the usual one.",
      when: is("method", "seasonal"),
    },
    {
      path: "closed",
      label: "Periods empty in all series",
      control: "choice",
      options: [
        ["leave", "Stay empty: closed days"],
        ["fill", "Are gaps like others"],
      ],
      when: (step) => step.method !== "leave",
    },
    {
      path: "until",
      label: "A series ends",
      control: "choice",
      options: [
        ["own_end", "At its last known value"],
        ["data_end", "With the data"],
      ],
      when: (step) => step.method !== "leave",
    },
  ],
  outliers: [
    { path: "column", label: "Column", control: "column", fits: MOVING_NUMBER },
    {
      path: "by",
      label: "What is far off",
      control: "choice",
      options: [
        ["quartiles", "Beyond the middle half (quartiles)"],
        ["deviation", "Far from the median (robust deviation)"],
        ["range", "Outside two limits"],
      ],
    },
    {
      path: "width",
      label: "How far",
      control: "number",
      hint: "Times the middle half's width, or times the deviation. 3 marks few, 1.5 many.",
      when: (step) => step.by !== "range",
    },
    { path: "low", label: "Lowest value", control: "number", optional: true, when: is("by", "range") },
    { path: "high", label: "Highest value", control: "number", optional: true, when: is("by", "range") },
    {
      path: "action",
      label: "What becomes of them",
      control: "choice",
      options: [
        ["mark", "Marked in a covariate; the value stays"],
        ["clip", "Brought back to the limit"],
        ["missing", "Not known"],
      ],
    },
    { path: "mark", label: "Name of the covariate", control: "text", when: is("action", "mark") },
  ],
  convert: [
    { path: "column", label: "Column", control: "column", fits: NUMERIC },
    {
      path: "operation",
      label: "How",
      control: "choice",
      options: [
        ["multiply", "Multiply"],
        ["divide", "Divide"],
      ],
    },
    {
      path: "by",
      label: "By",
      control: "variant",
      options: [
        ["factor", "A factor"],
        ["rates", "The rate of the day"],
        ["covariate", "Another column"],
      ],
      variants: {
        factor: { of: "factor", factor: 1 },
        rates: { of: "rates", rates: [] },
        covariate: { of: "covariate", column: "" },
      },
    },
    { path: "by.factor", label: "Factor", control: "number", when: is("by.of", "factor") },
    {
      path: "by.rates",
      label: "Rates",
      control: "rates",
      hint: "One a line: the day from which it holds, and the rate, as in 2024-01-01 0.92",
      when: is("by.of", "rates"),
    },
    {
      path: "by.column",
      label: "Column to take",
      control: "covariate",
      fits: NUMERIC,
      when: is("by.of", "covariate"),
    },
    { path: "unitFrom", label: "Unit before", control: "text", optional: true },
    { path: "unitTo", label: "Unit after", control: "text", optional: true },
  ],
  resample: [
    {
      path: "frequency",
      label: "Periods",
      control: "choice",
      options: [
        ["h", "Hours"],
        ["D", "Days"],
        ["W", "Weeks, from Monday"],
        ["M", "Months"],
        ["Q", "Quarters"],
        ["Y", "Years"],
      ],
    },
    {
      path: "aggregation",
      label: "Value of a period",
      control: "choice",
      options: [
        ["sum", "Sum"],
        ["mean", "Mean"],
        ["minimum", "Lowest"],
        ["maximum", "Highest"],
        ["last", "Last"],
        ["count", "Number of values"],
      ],
    },
    UNKNOWNS,
    {
      path: "partialPeriods",
      label: "First and last period that are not whole",
      control: "choice",
      options: [
        ["leave_out", "Left out"],
        ["keep", "Kept"],
      ],
    },
  ],
  merge: [
    { path: "series", label: "Series to merge", control: "names" },
    { path: "into", label: "Name of the merged series", control: "text" },
    {
      path: "aggregation",
      label: "Where several have a value",
      control: "choice",
      options: [
        ["sum", "Sum"],
        ["mean", "Mean"],
        ["maximum", "Highest"],
        ["minimum", "Lowest"],
      ],
    },
    UNKNOWNS,
  ],
  hierarchy: [
    { path: "levels", label: "Totals of", control: "levels" },
    {
      path: "items",
      label: "The items themselves",
      control: "choice",
      options: [
        ["keep", "Stay beside the totals"],
        ["leave_out", "Are left out"],
      ],
    },
    {
      path: "aggregation",
      label: "Value of a total",
      control: "choice",
      options: [
        ["sum", "Sum"],
        ["mean", "Mean"],
      ],
    },
    UNKNOWNS,
  ],
  drop_short: [{ path: "least", label: "Known values needed", control: "number" }],
  holidays: [
    {
      path: "place",
      label: "Country",
      control: "text",
      hint: "A name or a code: Italy, IT; with a region, DE-BY.",
    },
    INTO,
  ],
  price_change: [
    { path: "column", label: "Price", control: "covariate", fits: MOVING_NUMBER },
    {
      path: "as",
      label: "Against the row before, as",
      control: "choice",
      options: [
        ["percent", "Change in %"],
        ["difference", "Difference"],
        ["ratio", "Ratio"],
      ],
    },
    INTO,
  ],
  promotion: [
    {
      path: "when",
      label: "A promotion is",
      control: "variant",
      options: [
        ["price_drop", "A price well below the ones before"],
        ["condition", "A column that fits a condition"],
        ["days", "Given days"],
      ],
      variants: {
        price_drop: { of: "price_drop", column: "", percent: 10, window: 28 },
        condition: { of: "condition", column: "", how: "above", value: 0 },
        days: { of: "days", ranges: [] },
      },
    },
    {
      path: "when.column",
      label: "Price",
      control: "covariate",
      fits: MOVING_NUMBER,
      when: is("when.of", "price_drop"),
    },
    {
      path: "when.percent",
      label: "At least so many % lower",
      control: "number",
      when: is("when.of", "price_drop"),
    },
    {
      path: "when.window",
      label: "Than the highest of so many rows before",
      control: "number",
      when: is("when.of", "price_drop"),
    },
    {
      path: "when.column",
      label: "Column",
      control: "covariate",
      fits: CHANGING,
      when: is("when.of", "condition"),
    },
    {
      path: "when.how",
      label: "Condition",
      control: "choice",
      options: COMPARISONS,
      when: is("when.of", "condition"),
    },
    { path: "when.value", label: "Value", control: "value", when: is("when.of", "condition") },
    {
      path: "when.ranges",
      label: "Days",
      control: "ranges",
      hint: "One stretch a line: first and last day, as in 2024-11-25 2024-12-01",
      when: is("when.of", "days"),
    },
    INTO,
  ],
  rename: [
    {
      path: "what",
      label: "What",
      control: "choice",
      options: [
        ["covariate", "A covariate"],
        ["series", "A series"],
      ],
    },
    { path: "from", label: "Covariate", control: "covariate", when: is("what", "covariate") },
    { path: "from", label: "Series", control: "text", when: is("what", "series") },
    { path: "to", label: "New name", control: "text" },
  ],
  cast: [
    {
      path: "to",
      label: "To",
      control: "choice",
      options: [
        ["number", "A number"],
        ["category", "A category"],
        ["whole", "Whole numbers"],
      ],
    },
    {
      path: "column",
      label: "Category to take as a number",
      control: "covariate",
      fits: (column) => column.kind === "categorical",
      when: is("to", "number"),
    },
    {
      path: "column",
      label: "Number to take as a category",
      control: "covariate",
      fits: NUMERIC,
      when: is("to", "category"),
    },
    { path: "column", label: "Column", control: "column", fits: NUMERIC, when: is("to", "whole") },
    {
      path: "otherwise",
      label: "A text that is no number",
      control: "choice",
      options: [
        ["refuse", "Stops the recipe"],
        ["missing", "Becomes not known"],
      ],
      when: is("to", "number"),
    },
    {
      path: "rounding",
      label: "Fractions",
      control: "choice",
      options: [
        ["refuse", "Stop the recipe"],
        ["nearest", "Go to the nearest"],
        ["down", "Go down"],
        ["up", "Go up"],
      ],
      when: is("to", "whole"),
    },
  ],
};

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
  holidays: { kind: "holidays", place: "", into: "public_holiday" },
  price_change: { kind: "price_change", column: "", as: "percent", into: "price_change" },
  promotion: {
    kind: "promotion",
    into: "promotion",
    when: { of: "price_drop", column: "", percent: 10, window: 28 },
  },
  rename: { kind: "rename", what: "covariate", from: "", to: "" },
  cast: { kind: "cast", column: "", to: "number", otherwise: "refuse", rounding: "refuse" },
};

/** A step as it is first filled in. */
export function firstStep(kind: StepKind, id: string): StepDraft {
  return { id, name: null, isOn: true, ...FIRST[kind] };
}

/** Lines of a text that say something. */
const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A list as text, one entry a line, and back. */
export const LISTS: Record<
  "names" | "rates" | "ranges",
  { read: (text: string) => unknown[]; write: (list: unknown) => string }
> = {
  names: {
    read: linesOf,
    write: (list) => (list as string[]).join("\n"),
  },
  rates: {
    read: (text) =>
      linesOf(text).map((line) => {
        const [from = "", rate = ""] = line.split(/\s+/);
        return { from, rate: rate === "" ? null : Number(rate) };
      }),
    write: (list) =>
      (list as { from: string; rate: number }[]).map(({ from, rate }) => `${from} ${rate}`).join("\n"),
  },
  ranges: {
    read: (text) =>
      linesOf(text).map((line) => {
        const [from = "", to = from] = line.split(/\s+/);
        return { from, to };
      }),
    write: (list) =>
      (list as { from: string; to: string }[]).map(({ from, to }) => `${from} ${to}`).join("\n"),
  },
};
