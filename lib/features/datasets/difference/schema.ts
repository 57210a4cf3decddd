import { z } from "zod";

const Count = z.number().int().nonnegative();

/** A sum of values, rounded to what a page shows; null where nothing changed. */
const Amount = z.number();

/**
 * What two versions differ in. `from` is the one that is compared with, `to` the other. Times are UTC milliseconds, or
 * positions. Rows are found by series and time.
 */
export const DifferenceSchema = z.object({
  rows: z.object({
    from: Count,
    to: Count,
    /** In both with all values alike. */
    same: Count,
    /** In both with another value of the target or a covariate. */
    changed: Count,
    /** Only in `to`: of series that are new, after the last time of `from`, and within its history. */
    added: z.object({ ofNewSeries: Count, later: Count, inHistory: Count }),
    /** Only in `from`: of series that are gone, before the first time of `to`, and within its history. */
    removed: z.object({ ofGoneSeries: Count, earlier: Count, inHistory: Count }),
  }),
  series: z.object({
    from: Count,
    to: Count,
    new: Count,
    gone: Count,
    /** The first hundred of each. */
    newIds: z.array(z.string()),
    goneIds: z.array(z.string()),
  }),
  /** Rows of both whose target is another: what was believed known has been rewritten. */
  history: z.object({
    values: Count,
    series: Count,
    periods: Count,
    /** Sum of new minus old, and of its absolute values, where both are known. */
    amount: Amount,
    absolute: Amount,
    becameKnown: Count,
    becameUnknown: Count,
    /** At most a hundred, the largest change first. */
    largest: z.array(
      z.object({
        series: z.string(),
        time: z.number(),
        from: z.number().nullable(),
        to: z.number().nullable(),
      }),
    ),
    /** At most fifty, those with the largest change first. */
    bySeries: z.array(
      z.object({
        series: z.string(),
        values: Count,
        amount: Amount,
        absolute: Amount,
        firstTime: z.number(),
        lastTime: z.number(),
      }),
    ),
    /** In the order of time; of more than 120 periods neighbours are added up, under the first of them. */
    byPeriod: z.array(z.object({ time: z.number(), values: Count, amount: Amount, absolute: Amount })),
  }),
  covariates: z.array(
    z.object({
      name: z.string(),
      state: z.enum(["both", "new", "gone", "other_kind"]),
      /** Rows of both in which it has another value. */
      changed: Count,
    }),
  ),
  drift: z.array(
    z.object({
      column: z.string(),
      kind: z.enum(["numeric", "categorical"]),
      /** Population stability index; null without rows. */
      psi: z.number().nullable(),
      /** In the column's own unit, and as a share of the standard deviation in `from`. */
      wasserstein: z.number().nullable(),
      wassersteinShare: z.number().nullable(),
      meanFrom: z.number().nullable(),
      meanTo: z.number().nullable(),
      missingShareFrom: z.number(),
      missingShareTo: z.number(),
    }),
  ),
  frequency: z.object({ from: z.string(), to: z.string() }),
  /** Parquet parts of both, and how many of them both share: those are not read again. */
  parts: z.object({ from: Count, to: Count, shared: Count }),
});
export type Difference = z.infer<typeof DifferenceSchema>;

export const CompareSchema = z.strictObject({
  /** Ids of two versions of one dataset. */
  from: z.uuid(),
  to: z.uuid(),
});
