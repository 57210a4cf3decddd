import { z } from "zod";
import { addCovariate, DoesNotFit, numberFrom, numericAt, replaceRows, type Work } from "../work.ts";
import { ColumnRef, CovariateName, common } from "./common.ts";

/**
 * Values outside two limits. `range`: the two that are given. `quartiles`: each series' Q1 − width·(Q3 − Q1) and
 * Q3 + width·(Q3 − Q1) (Tukey 1977; quantiles with linear interpolation). `deviation`: its median ± width·1.4826·MAD,
 * MAD being the median distance from the median (Leys et al. 2013). A series whose spread is 0 has no outliers.
 */
export const OutliersStep = z
  .strictObject({
    ...common,
    kind: z.literal("outliers"),
    column: ColumnRef,
    by: z.enum(["quartiles", "deviation", "range"]).default("quartiles"),
    width: z.number().min(0.5).max(100).default(3),
    low: z.number().nullable().default(null),
    high: z.number().nullable().default(null),
    /** To the limit; to not known; or left as it is with a covariate that is 1 there and else 0. */
    action: z.enum(["clip", "missing", "mark"]).default("mark"),
    /** Of the covariate that marks them. */
    mark: CovariateName.default("is_outlier"),
  })
  .refine((step) => step.by !== "range" || step.low !== null || step.high !== null, {
    message: "give the lowest value, the highest, or both",
    path: ["low"],
  })
  .refine((step) => step.low === null || step.high === null || step.low <= step.high, {
    message: "the lowest value is above the highest",
    path: ["low"],
  });

function limitsSql(step: z.output<typeof OutliersStep>, at: string): string {
  const width = `CAST(${step.width} AS DOUBLE)`;
  if (step.by === "quartiles")
    return `SELECT series, q[1] - ${width} * (q[2] - q[1]) AS low, q[2] + ${width} * (q[2] - q[1]) AS high
      FROM (SELECT series, quantile_cont(${at}, [0.25, 0.75]) AS q FROM rows GROUP BY series) WHERE q[2] > q[1]`;
  return `SELECT series, m - ${width} * 1.4826 * d AS low, m + ${width} * 1.4826 * d AS high
    FROM (SELECT series, median(${at}) AS m, mad(${at}) AS d FROM rows GROUP BY series) WHERE d > 0`;
}

export async function runOutliers(work: Work, step: z.output<typeof OutliersStep>): Promise<number> {
  const at = numericAt(work, step.column);
  const number = (value: number | null) => (value === null ? "NULL" : `CAST(${value} AS DOUBLE)`);
  const isRange = step.by === "range";
  const limits = isRange
    ? `SELECT rows.*, ${number(step.low)} AS low, ${number(step.high)} AS high FROM rows`
    : `SELECT rows.*, low, high FROM rows LEFT JOIN (${limitsSql(step, at)}) USING (series)`;
  await work.connection.run(`CREATE TABLE limited AS ${limits}`);
  try {
    const isOut = `coalesce(${at} < low OR ${at} > high, false)`;
    // Without a limit on one side there is nothing to compare with.
    const out = isRange ? `(coalesce(${at} < low, false) OR coalesce(${at} > high, false))` : isOut;
    const found = await numberFrom(work, `SELECT count_if(${out}) FROM limited`);
    if (step.action === "mark") {
      const source = step.column === null ? null : work.covariates.find(({ name }) => name === step.column);
      if (source?.availability === "static")
        throw new DoesNotFit(`“${step.column}” is constant for a series. Only what changes can be marked.`);
      await addCovariate(
        work,
        { name: step.mark, availability: source?.availability ?? "past_only", kind: "numeric" },
        `CASE WHEN ${out} THEN 1.0 ELSE 0.0 END`,
        "limited",
      );
      await replaceRows(work, "SELECT * EXCLUDE (low, high) FROM rows");
      return found;
    }
    const value =
      step.action === "missing"
        ? `CASE WHEN NOT ${out} THEN ${at} END`
        : `CASE WHEN ${at} IS NULL THEN NULL ELSE least(greatest(${at}, coalesce(low, ${at})), coalesce(high, ${at})) END`;
    await replaceRows(work, `SELECT * EXCLUDE (low, high) REPLACE (${value} AS ${at}) FROM limited`);
    return found;
  } finally {
    await work.connection.run("DROP TABLE IF EXISTS limited");
  }
}
