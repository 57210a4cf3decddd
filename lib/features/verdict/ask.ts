import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { MODEL_KEYS } from "#lib/forecast/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { csvChunks } from "./csv.ts";
import { recordLooks } from "./looks/record.ts";
import { openJudgement } from "./read.ts";
import { orderSeries, seriesDetail } from "./series.ts";
import type { SeriesDetail, SeriesLine } from "./view.ts";

const scope = z.enum(["test", "selection"]).default("test");
const model = z.enum(MODEL_KEYS);
const count = (max: number) => z.coerce.number<string>().int().min(0).max(max);

const SeriesQuerySchema = z.strictObject({ series: count(10_000_000), model, scope });
const ListQuerySchema = z.strictObject({
  model,
  scope,
  search: z.string().max(200).default(""),
  from: count(10_000_000).default(0),
  limit: count(200).default(50),
});

/** One series by one model: what the chart, the table and the drill-down show. */
export async function getSeries(
  actor: ProjectActor,
  runNumber: number,
  query: unknown,
): Promise<SeriesDetail> {
  const asked = parseInput(SeriesQuerySchema, query);
  const { run, runId } = await openJudgement(actor, runNumber);
  if (!run.lookup.models.includes(asked.model)) {
    throw new AppError("not_found", { detail: "This run has no forecasts of that model." });
  }
  const order = orderSeries(run, asked.model, asked.scope);
  const line = order.find((one) => one.index === asked.series);
  if (!line) throw new AppError("not_found", { detail: "This run has no series with that number." });
  if (asked.scope === "test") await recordLooks(actor, { runs: [runId], via: "series" });
  return seriesDetail(run, { order, line, model: asked.model, scope: asked.scope });
}

/** The picker's list: series whose id contains the search, by saving, a page of them. */
export async function listSeries(
  actor: ProjectActor,
  runNumber: number,
  query: unknown,
): Promise<{ lines: SeriesLine[]; matches: number; total: number }> {
  const asked = parseInput(ListQuerySchema, query);
  const { run } = await openJudgement(actor, runNumber);
  const order = orderSeries(run, asked.model, asked.scope);
  const needle = asked.search.trim().toLowerCase();
  const found = needle ? order.filter((line) => line.id.toLowerCase().includes(needle)) : order;
  return {
    lines: found.slice(asked.from, asked.from + asked.limit),
    matches: found.length,
    total: order.length,
  };
}

const CsvQuerySchema = z.strictObject({ series: count(10_000_000).optional() });

/** All forecasts of a run, or of one series, as chunks of CSV text. Rights and input are checked before the first. */
export async function openForecastCsv(
  actor: ProjectActor,
  runNumber: number,
  query: unknown,
): Promise<Generator<string>> {
  const { series } = parseInput(CsvQuerySchema, query);
  const { run, runId } = await openJudgement(actor, runNumber);
  if (series !== undefined && run.evidence.panel.ids[series] === undefined) {
    throw new AppError("not_found", { detail: "This run has no series with that number." });
  }
  await recordLooks(actor, { runs: [runId], via: "table" });
  return csvChunks({ ...run.evidence, ...(series === undefined ? {} : { series }) });
}
