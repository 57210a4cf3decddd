import type { z } from "zod";
import type { MaskStep } from "../steps/mask.ts";
import { numberFrom, replaceRows, seriesNamed, type Work, withinSql } from "../work.ts";

export async function runMask(work: Work, step: z.output<typeof MaskStep>): Promise<number> {
  const series = step.series.length === 0 ? null : await seriesNamed(work, step.series);
  const who = series === null ? "true" : series.length === 0 ? "false" : `series IN (${series.join(", ")})`;
  const masked = `${withinSql(work, step)} AND ${who}`;
  const changed = await numberFrom(work, `SELECT count(y) FROM rows WHERE ${masked}`);
  await replaceRows(work, `SELECT * REPLACE (CASE WHEN NOT (${masked}) THEN y END AS y) FROM rows`);
  return changed;
}
