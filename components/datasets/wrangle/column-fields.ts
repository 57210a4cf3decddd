import { CHANGING, COMPARISONS, INTO, is, MOVING_NUMBER, NUMERIC, type StepField } from "./field.ts";

/** Steps that add covariates or change what they are. */
export const COLUMN_FIELDS = {
  holidays: [
    {
      path: "place",
      label: "Country",
      control: "text",
      hint: "A name or a code: Italy, IT; with a region, DE-BY.",
    },
    INTO,
    {
      path: "ahead",
      label: "Periods after the data",
      control: "number",
      hint: "Rows without a target, so that a forecast knows the holidays in them. As many as you forecast ahead.",
    },
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
} satisfies Record<string, readonly StepField[]>;
