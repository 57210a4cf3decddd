import { z } from "zod";
import { loadPanel } from "#lib/features/datasets/server.ts";
import type { FoldForecast, ModelKey } from "#lib/forecast/types.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { decodeForecast, mergeShards } from "./codec.ts";
import {
  type Comparison,
  compareForecasts,
  type Difference,
  meanLevels,
  mergeDifferences,
  TOLERANCE,
} from "./comparison.ts";
import { FUTURE_FOLD, finalForecastKeys } from "./graph.ts";
import { RuntimeSchema } from "./runtime.ts";
import { RunPlanSchema, StoredSpecSchema } from "./schema.ts";
import { readForecasts } from "./tasks/artifacts.ts";

const RunSucceededSchema = z.object({ workspaceId: z.string(), projectId: z.string(), runId: z.string() });

/** Compares a replay that has just succeeded with its original. Idempotent: the queue may deliver it more than once. */
export async function handleComparisonJob(data: unknown): Promise<void> {
  const { workspaceId, projectId, runId } = parseInput(RunSucceededSchema, data);
  const select = { id: true, status: true, spec: true, plan: true, runtime: true } as const;
  const replay = await db().run.findFirst({
    where: { id: runId, workspaceId, projectId },
    select: { ...select, datasetVersionId: true, replayOf: { select } },
  });
  const original = replay?.replayOf;
  if (!replay || !original || replay.status !== "succeeded" || original.status !== "succeeded") return;
  const spec = StoredSpecSchema.parse(replay.spec);
  const { folds, future, seriesCount } = RunPlanSchema.parse(replay.plan);
  const panel = await loadPanel({ workspaceId, versionId: replay.datasetVersionId });
  const levels = meanLevels(panel);

  /** All series of one model at one fold: one such piece of each run is in memory at a time. */
  const read = async (id: string, model: ModelKey, fold: number): Promise<FoldForecast> => {
    const keys = finalForecastKeys(spec, seriesCount, new Set([fold])).filter((key) =>
      key.startsWith(`${model}/`),
    );
    const encoded = await readForecasts({ runId: id, workspaceId }, keys);
    return mergeShards(await Promise.all(encoded.map(decodeForecast)));
  };
  const models: Comparison["models"] = [];
  for (const model of spec.models) {
    const parts: Difference[] = [];
    for (const { fold } of [...folds, { ...future, fold: FUTURE_FOLD }]) {
      const [before, after] = await Promise.all([
        read(original.id, model, fold),
        read(replay.id, model, fold),
      ]);
      parts.push(compareForecasts({ original: before, replay: after, ids: panel.ids, levels }));
    }
    models.push({ model, ...mergeDifferences(parts) });
  }
  const detail: Comparison = {
    tolerance: TOLERANCE,
    overall: mergeDifferences(models.map(({ model: _model, ...difference }) => difference)),
    models,
    runtimes: {
      original: RuntimeSchema.safeParse(original.runtime).data ?? null,
      replay: RuntimeSchema.safeParse(replay.runtime).data ?? null,
    },
  };
  await store({ workspaceId, projectId, runId, originalId: original.id }, detail);
}

async function store(
  ids: { workspaceId: string; projectId: string; runId: string; originalId: string },
  comparison: Comparison,
): Promise<void> {
  const { workspaceId, projectId, runId, originalId } = ids;
  const detail = comparison as unknown as Prisma.InputJsonObject;
  await transaction(async (tx) => {
    await tx.runComparison.upsert({
      where: { runId },
      create: { runId, workspaceId, detail },
      update: { detail, computedAt: new Date() },
    });
    for (const ref of [originalId, runId]) await appendEvent(tx, { projectId, kind: "run.progressed", ref });
  });
}
