/** To one row a series and period: from rows of single sales, say. */
export const ROLL_UP_FREQUENCIES = ["15min", "h", "D", "W", "M", "Q", "Y"] as const;
export const AGGREGATIONS = ["sum", "mean", "minimum", "maximum", "last", "count"] as const;
/** Rows with a negative target: taken off the period's total, or left out. */
export const RETURNS = ["subtract", "leave_out"] as const;
/** A period without a row, between a series' first row and the end of the data. */
export const EMPTY_PERIODS = ["missing", "zero"] as const;
/** The first and the last period when the data begin or end within them. */
export const PARTIAL_PERIODS = ["leave_out", "keep"] as const;

export type RollUpFrequency = (typeof ROLL_UP_FREQUENCIES)[number];

export interface RollUp {
  frequency: RollUpFrequency;
  aggregation: (typeof AGGREGATIONS)[number];
  returns: (typeof RETURNS)[number];
  emptyPeriods: (typeof EMPTY_PERIODS)[number];
  partialPeriods: (typeof PARTIAL_PERIODS)[number];
}

/**
 * What the rows of a shop's till mean, most often: demand a period. Nothing sold is nothing demanded, and what comes back
 * later was demanded all the same.
 */
export function salesBy(frequency: RollUpFrequency): RollUp {
  return {
    frequency,
    aggregation: "sum",
    returns: "leave_out",
    emptyPeriods: "zero",
    partialPeriods: "leave_out",
  };
}
