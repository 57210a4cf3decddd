import type { RollUp } from "#lib/features/datasets/index.ts";
import { frequencyWords } from "./words.ts";

export const AGGREGATION_WORDS: Record<RollUp["aggregation"], string> = {
  sum: "Add up",
  mean: "Mean",
  minimum: "Lowest",
  maximum: "Highest",
  last: "Last in the period",
  count: "Number of rows",
};

/** "weekly, add up, returns taken off, periods without a row are 0, partial periods left out". */
export function rollUpWords(rollUp: RollUp): string {
  return [
    frequencyWords(rollUp.frequency),
    AGGREGATION_WORDS[rollUp.aggregation].toLowerCase(),
    rollUp.returns === "subtract" ? "returns taken off" : "rows with a negative target left out",
    rollUp.emptyPeriods === "zero" ? "periods without a row are 0" : "periods without a row are not known",
    rollUp.partialPeriods === "leave_out" ? "partial periods at either end left out" : "partial periods kept",
  ].join(", ");
}
