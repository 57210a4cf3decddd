import { frequencyName } from "./frequency-name.ts";
import type { Expectation, ExpectationKind } from "./schema.ts";

export const KIND_NAMES: Record<ExpectationKind, string> = {
  columns: "Columns",
  frequency: "Frequency",
  distinct_series: "No copies",
  freshness: "Freshness",
  range: "Range",
  whole_numbers: "Whole numbers",
  gaps: "Gaps",
  filled: "Filled in",
  history: "History",
  series_count: "Number of series",
  stock_outs: "Stock-outs",
  series_kept: "Series kept",
  rows_kept: "Rows kept",
  drift: "Drift",
};

export const n = (value: number, digits = 3) =>
  value.toLocaleString("en", { maximumFractionDigits: digits }).replace("-", "−");
export const count = (value: number, one: string, many = `${one}s`) =>
  `${n(value)} ${value === 1 ? one : many}`;
export const percent = (value: number) => `${n(value, 2)} %`;

/** An expectation as a sentence that a version keeps or not. */
export function titleOf(expectation: Expectation): string {
  switch (expectation.kind) {
    case "columns": {
      const names = expectation.columns.map((column) => column.name);
      if (names.length === 0) return "No covariates are needed";
      const shown = names.slice(0, 4).join(", ");
      return `Has ${names.length === 1 ? "the covariate" : "the covariates"} ${shown}${names.length > 4 ? ` and ${names.length - 4} more` : ""}`;
    }
    case "frequency":
      return `Is ${frequencyName(expectation.frequency)}`;
    case "distinct_series":
      return "No series is a copy of another";
    case "freshness":
      return `Newest value at most ${count(expectation.mostDays, "day")} old when accepted`;
    case "range": {
      const { column, minimum, maximum } = expectation;
      const what = column === "" ? "The target" : column;
      if (minimum !== null && maximum !== null) return `${what} is from ${n(minimum)} to ${n(maximum)}`;
      if (minimum !== null) return `${what} is at least ${n(minimum)}`;
      return maximum === null ? `${what} is any number` : `${what} is at most ${n(maximum)}`;
    }
    case "whole_numbers":
      return "The target is in whole numbers";
    case "gaps":
      return expectation.mostPercent === 0
        ? "No series lacks a period that others have"
        : `At most ${percent(expectation.mostPercent)} of periods are gaps of a series’ own`;
    case "filled":
      return expectation.mostPercent === 0
        ? `${expectation.column} is filled in every row`
        : `${expectation.column} is missing in at most ${percent(expectation.mostPercent)} of rows`;
    case "history":
      return `Every series has at least ${count(expectation.leastPeriods, "known value")}`;
    case "series_count":
      return `At least ${count(expectation.least, "series", "series")}`;
    case "stock_outs":
      return `At most ${percent(expectation.mostPercent)} of series look out of stock at times`;
    case "series_kept":
      return `Keeps ${expectation.leastPercent === 100 ? "every series" : `at least ${percent(expectation.leastPercent)} of series`} of the version before`;
    case "rows_kept":
      return `At least ${percent(expectation.leastPercent)} of the rows of the version before`;
    case "drift":
      return `Drift against the version before at most ${n(expectation.mostPsi)} (PSI)`;
  }
}
