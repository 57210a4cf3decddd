import { type StepField, UNKNOWNS } from "./field.ts";

/** Steps that make other series or other periods. */
export const SERIES_FIELDS = {
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
} satisfies Record<string, readonly StepField[]>;
