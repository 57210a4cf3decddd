import type { Frequency } from "#lib/forecast/index.ts";
import type { Step } from "./step-schema.ts";

/**
 * Whether a step works row by row, so that a new drop costs only its own rows; the others look along a series or over
 * all of them, and are done again on the whole.
 */
export function isRowByRow(step: Step, frequency: Frequency["unit"] = "D"): boolean {
  if (!step.isOn) return true;
  switch (step.kind) {
    case "filter":
    case "convert":
    case "mask":
      return true;
    case "rename":
      // Whether a series' new name is free is known over all of them.
      return step.what === "covariate";
    case "cast":
      return true;
    case "fill":
      return step.method === "leave";
    case "outliers":
      return step.by === "range";
    case "promotion":
      return step.when.of !== "price_drop";
    case "holidays":
      // The end of the data is that of all rows; and whether a month's date is its first or its last day shows over all dates.
      return step.ahead === 0 && !["M", "Q", "Y"].includes(frequency);
    case "resample":
    case "merge":
    case "hierarchy":
    case "price_change":
    case "drop_short":
      return false;
  }
}
