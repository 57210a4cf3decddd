import type { z } from "zod";
import type { OutliersStep } from "../steps/outliers.ts";
import { addCovariate, DoesNotFit, numberFrom, numericAt, replaceRows, type Work } from "../work.ts";

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
