import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { numberFrom, replaceRows, seriesNamed, type Work, withinSql } from "../work.ts";
import { common, SeriesName, TimeText } from "./common.ts";

/** Targets of a period become not known; their rows and covariates stay. */
export const MaskStep = z.strictObject({
  ...common,
  kind: z.literal("mask"),
  from: TimeText,
  to: TimeText,
  /** Empty means all. */
  series: z.array(SeriesName).max(1000).default([]),
  reason: z.string().trim().max(200).refine(isPrintable, NOT_PRINTABLE).default(""),
});

export async function runMask(work: Work, step: z.output<typeof MaskStep>): Promise<number> {
  const series = step.series.length === 0 ? null : await seriesNamed(work, step.series);
  const who = series === null ? "true" : series.length === 0 ? "false" : `series IN (${series.join(", ")})`;
  const masked = `${withinSql(work, step)} AND ${who}`;
  const changed = await numberFrom(work, `SELECT count(y) FROM rows WHERE ${masked}`);
  await replaceRows(work, `SELECT * REPLACE (CASE WHEN NOT (${masked}) THEN y END AS y) FROM rows`);
  return changed;
}
