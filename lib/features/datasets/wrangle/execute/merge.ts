import type { z } from "zod";
import { literal } from "#lib/platform/parquet/duck.ts";
import type { MergeStep } from "../steps/merge.ts";
import { addTotals } from "../total.ts";
import { DoesNotFit, numberFrom, seriesNamed, type Work } from "../work.ts";

export async function runMerge(work: Work, step: z.output<typeof MergeStep>): Promise<number> {
  const series = await seriesNamed(work, [...new Set(step.series)]);
  if (series.length < 2) throw new DoesNotFit("Two different series at least are needed.");
  const taken = await numberFrom(
    work,
    `SELECT count(*) FROM ids WHERE id = ${literal(step.into)} AND series NOT IN (${series.join(", ")})`,
  );
  if (taken > 0)
    throw new DoesNotFit(`There is a series “${step.into}” already, and it is not among those to merge.`);
  const next = await numberFrom(work, "SELECT max(series) + 1 FROM ids");
  const { connection } = work;
  await connection.run(
    `CREATE TABLE members AS SELECT series, CAST(${next} AS INTEGER) AS target FROM ids WHERE series IN (${series.join(", ")})`,
  );
  await connection.run(`DELETE FROM ids WHERE series IN (${series.join(", ")})`);
  await connection.run(`INSERT INTO ids (series, id) VALUES (${next}, ${literal(step.into)})`);
  await addTotals(work, { aggregation: step.aggregation, unknowns: step.unknowns, keeps: false });
  // The merged series stands where the first of them stood.
  const place = Math.min(...series);
  for (const table of ["rows", "ids"])
    await connection.run(`UPDATE ${table} SET series = ${place} WHERE series = ${next}`);
  return 0;
}
