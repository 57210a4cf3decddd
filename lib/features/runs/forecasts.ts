import { labelledPanel, loadPanel } from "#lib/features/datasets/server.ts";
import type { SeriesScores } from "#lib/forecast/index.ts";
import type { BacktestSpec, Fold, FoldForecast, ModelFamily, Panel } from "#lib/forecast/types.ts";
import { readBlobBytes } from "#lib/platform/blobs/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { familyOfChoice, findReport } from "./auto/artifacts.ts";
import { decodeForecast, decodeSeriesScores, mergeShards } from "./codec.ts";
import { FUTURE_FOLD, finalForecastKeys } from "./graph.ts";
import { type RunPlan, RunPlanSchema, StoredSpecSchema } from "./schema.ts";
import { readForecasts } from "./tasks/artifacts.ts";

export interface RunForecasts {
  /** Without the values that labels leave out of errors and costs. */
  panel: Panel;
  /** All values that are known, in the panel's layout. */
  sold: Float64Array;
  spec: BacktestSpec;
  plan: RunPlan;
  /** Selection, then test, then the future, in order of time. */
  folds: Fold[];
  /** One a model and fold, over all series; a network's members are combined. */
  forecasts: FoldForecast[];
  /** What kind of method `auto` chose; null in a run without it. */
  autoFamily: ModelFamily | null;
}

async function readRun(owner: { workspaceId: string; runId: string }) {
  const run = await db().run.findFirst({
    where: { id: owner.runId, workspaceId: owner.workspaceId },
    select: { spec: true, plan: true, status: true, datasetVersionId: true },
  });
  if (!run) throw new AppError("not_found", { detail: "There is no such run." });
  if (run.status !== "succeeded" || run.plan === null) {
    throw new AppError("conflict", { detail: "This run has no complete results." });
  }
  return {
    versionId: run.datasetVersionId,
    spec: StoredSpecSchema.parse(run.spec),
    plan: RunPlanSchema.parse(run.plan),
  };
}

/** Everything that a finished run forecast, with the data it was made from. For services: the caller has authorised. */
export async function loadRunForecasts(
  owner: { workspaceId: string; runId: string },
  options: { only?: readonly Fold["role"][] } = {},
): Promise<RunForecasts> {
  const { versionId, spec, plan } = await readRun(owner);
  const wanted = new Set(options.only ?? ["selection", "test", "future"]);
  const folds = [...plan.folds, plan.future].filter((fold) => wanted.has(fold.role));
  const keys = finalForecastKeys(
    spec,
    plan.seriesCount,
    new Set(folds.map((fold) => (fold.role === "future" ? FUTURE_FOLD : fold.fold))),
  );
  const [data, encoded, chosen] = await Promise.all([
    loadPanel({ workspaceId: owner.workspaceId, versionId }),
    readForecasts(owner, keys),
    spec.models.includes("auto") ? findReport(owner) : null,
  ]);
  const groups = new Map<string, FoldForecast[]>();
  for (const each of encoded) {
    const key = `${each.meta.model}/${each.meta.fold}`;
    groups.set(key, [...(groups.get(key) ?? []), await decodeForecast(each)]);
  }
  const forecasts = [...groups.values()].map(mergeShards);
  const { workspaceId } = owner;
  const labelled = {
    workspaceId,
    panel: data,
    used: spec.labels,
    part: "compare" as const,
    untilPosition: 0,
  };
  const panel = await labelledPanel(labelled);
  return {
    panel,
    sold: data.values,
    spec,
    plan,
    folds,
    forecasts,
    autoFamily: chosen && familyOfChoice(chosen),
  };
}

/** Scores by series (index = series of the panel) of a finished run. */
export async function loadRunSeriesScores(owner: {
  workspaceId: string;
  runId: string;
}): Promise<SeriesScores[]> {
  const row = await db().artifact.findFirst({
    where: { ...owner, kind: "scores" },
    select: { digest: true },
  });
  if (!row) throw new AppError("conflict", { detail: "This run has no scores." });
  return decodeSeriesScores(await readBlobBytes({ workspaceId: owner.workspaceId, digest: row.digest }));
}
