import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { MODEL_KEYS, type ModelKey } from "#lib/forecast/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { type FutureSource, futureCsv, futureJson } from "./future-rows.ts";
import { buildLeaderboard } from "./leaderboard.ts";
import { openJudgement } from "./read.ts";

export const ForecastQuerySchema = z.strictObject({
  /** Absent is the method that selection put first. */
  model: z.enum(MODEL_KEYS).optional(),
  format: z.enum(["csv", "json"]),
});

export interface ForecastFile {
  model: ModelKey;
  format: "csv" | "json";
  /** Text in pieces: the whole of a large panel is never in memory. */
  chunks: Generator<string>;
}

/**
 * A run's forecast of the periods after its data, as a machine reads it: `unique_id, ds, yhat, yhat-lo-80, yhat-hi-80,
 * yhat-lo-95, yhat-hi-95`. Rights and input are checked before the first piece. Throws `not_found` for a foreign run or
 * a model that it does not have, `conflict` for a run that has no results.
 */
export async function openForecastFile(
  actor: ProjectActor,
  runNumber: number,
  query: unknown,
): Promise<ForecastFile> {
  const { model: asked, format } = parseInput(ForecastQuerySchema, query);
  const { run } = await openJudgement(actor, runNumber, { alsoSealed: true });
  const { evidence } = run;
  const future = evidence.folds.find((fold) => fold.role === "future");
  const forecasts = evidence.forecasts.filter((forecast) => forecast.fold === future?.fold);
  const has = (model: ModelKey) => forecasts.some((forecast) => forecast.model === model);
  const best = buildLeaderboard(evidence, "selection", null).rows.map((row) => row.model);
  const model = asked ?? best.find(has);
  if (!model || !has(model)) {
    throw new AppError("not_found", { detail: "This run has no forecast of the future by that model." });
  }
  const source: FutureSource = {
    panel: evidence.panel,
    forecasts: forecasts.filter((forecast) => forecast.model === model),
  };
  return { model, format, chunks: format === "csv" ? futureCsv(source) : futureJson(model, source) };
}
