import { z } from "zod";

const SEVERITIES = ["error", "warning"] as const;
export type Severity = (typeof SEVERITIES)[number];

const Share = z
  .number("Say how many percent.")
  .min(0, "A share is 0 to 100 %.")
  .max(100, "A share is 0 to 100 %.");
const Bound = z
  .number("Say a number, or leave it open.")
  .min(-1e30, "This is below what data may hold.")
  .max(1e30, "This is above what data may hold.")
  .nullable();
const Column = z.string().min(1, "Name the column.").max(500);

const base = {
  /** Names it within the suite. */
  id: z.string().regex(/^[a-z0-9_-]{1,60}$/, "An id is made of small letters, digits, - and _."),
  /** A failed error keeps runs from this version; a failed warning goes with it. */
  severity: z.enum(SEVERITIES),
};

/** One thing that every version of a dataset is expected to be. Shares are in percent, as people type them. */
export const ExpectationSchema = z.discriminatedUnion("kind", [
  /** Each of these covariates is there, of this kind. */
  z.strictObject({
    ...base,
    kind: z.literal("columns"),
    columns: z
      .array(z.strictObject({ name: Column, kind: z.enum(["numeric", "categorical"]) }))
      .max(500, "At most 500 columns."),
  }),
  z.strictObject({ ...base, kind: z.literal("frequency"), frequency: z.string().min(1).max(12) }),
  /** No two series are the same, value by value. */
  z.strictObject({ ...base, kind: z.literal("distinct_series") }),
  /** When the version was accepted, its newest known value was at most so old. */
  z.strictObject({
    ...base,
    kind: z.literal("freshness"),
    mostDays: z
      .number("Say how many days.")
      .min(0, "Days are 0 or more.")
      .max(36_500, "A century is enough."),
  }),
  /** Every value of the column is within; null leaves a side open. An empty column is the target. */
  z.strictObject({
    ...base,
    kind: z.literal("range"),
    column: z.string().max(500),
    minimum: Bound,
    maximum: Bound,
  }),
  z.strictObject({ ...base, kind: z.literal("whole_numbers") }),
  /** Periods missing within the series' own spans, though another series has them. */
  z.strictObject({ ...base, kind: z.literal("gaps"), mostPercent: Share }),
  /** Rows in which the covariate is not filled in. */
  z.strictObject({ ...base, kind: z.literal("filled"), column: Column, mostPercent: Share }),
  /** Every series knows at least so many values. */
  z.strictObject({
    ...base,
    kind: z.literal("history"),
    leastPeriods: z.int("Say how many periods.").min(1, "At least one period.").max(1_000_000),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("series_count"),
    least: z.int("Say how many series.").min(1, "At least one series.").max(100_000_000),
  }),
  /** Series with a run of zeros that chance does not explain. */
  z.strictObject({ ...base, kind: z.literal("stock_outs"), mostPercent: Share }),
  /** Series of the version before that are still there. */
  z.strictObject({ ...base, kind: z.literal("series_kept"), leastPercent: Share }),
  /** Rows, against the version before. */
  z.strictObject({ ...base, kind: z.literal("rows_kept"), leastPercent: Share }),
  /** Population stability index of the target's newer values against the version before. */
  z.strictObject({
    ...base,
    kind: z.literal("drift"),
    mostPsi: z
      .number("Say a number.")
      .min(0, "The index is 0 or more.")
      .max(100, "100 is more than it ever is."),
  }),
]);
export type Expectation = z.infer<typeof ExpectationSchema>;
export type ExpectationKind = Expectation["kind"];

export const SuiteInputSchema = z.strictObject({
  /** The one that was edited; another's edit in between is not overwritten. Left out: whatever is there. */
  revision: z.int().positive().optional(),
  expectations: z
    .array(ExpectationSchema)
    .max(200, "A suite has at most 200 expectations.")
    .refine(
      (list) => new Set(list.map((one) => one.id)).size === list.length,
      "Two expectations have one id.",
    ),
});
export type SuiteInput = z.infer<typeof SuiteInputSchema>;

const OUTCOMES = ["passed", "failed", "skipped"] as const;

/** How a version met an expectation, with the figure that it rests on. */
export const ResultSchema = z.object({
  id: z.string(),
  severity: z.enum(SEVERITIES),
  kind: z.string(),
  outcome: z.enum(OUTCOMES),
  /** The expectation in words. */
  title: z.string(),
  /** What was found; for a skipped one, why. */
  found: z.string(),
});
export type Result = z.infer<typeof ResultSchema>;
