import { COMPARISONS, is, MOVING_NUMBER, NUMERIC, type StepField } from "./field.ts";

/** Steps that work on rows and their values. */
export const VALUE_FIELDS = {
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
} satisfies Record<string, readonly StepField[]>;
