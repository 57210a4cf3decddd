import { z } from "zod";
import type { LineageGraph } from "#lib/features/datasets/index.ts";
import { listOrigins } from "#lib/features/datasets/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import { lineageOf, type RunOrigin } from "./graph-of.ts";

/** More than a picture shows; the lists have them all. */
const VERSIONS = 20;
const RUNS = 40;

const FirstSchema = z.object({
  selection: z.object({ ranking: z.array(z.object({ model: z.enum(MODEL_KEYS) })).min(1) }),
});

export interface Lineage {
  /** Of the dataset. */
  name: string;
  graph: LineageGraph;
  /** Older ones that are not in the picture. */
  omitted: { versions: number; runs: number };
}

/** Where a dataset's versions come from and what came of them. @throws `not_found` for a dataset of elsewhere. */
export async function getLineage(actor: ProjectActor, datasetId: string): Promise<Lineage> {
  assertMay(actor, "read");
  const { workspaceId, projectId } = actor;
  const { name, versions, total } = await listOrigins(actor, { datasetId, limit: VERSIONS });
  const where = { workspaceId, projectId, datasetVersionId: { in: versions.map((version) => version.id) } };
  const [rows, runTotal, decisions] = await Promise.all([
    db().run.findMany({
      where,
      orderBy: { number: "desc" },
      take: RUNS,
      select: {
        ...{ number: true, status: true, question: true, datasetVersionId: true, result: true },
        metrics: { where: { scope: "test", name: "wape" }, select: { model: true, value: true } },
      },
    }),
    db().run.count({ where }),
    db().decision.findMany({
      where: { workspaceId, projectId, kind: { in: ["adopt_model", "adopt_baseline"] } },
      select: { model: true, run: { select: { number: true } } },
    }),
  ]);
  const runs = rows.map((row): RunOrigin => {
    const model = FirstSchema.safeParse(row.result).data?.selection.ranking[0]?.model;
    const wape = row.metrics.find((metric) => metric.model === model)?.value ?? null;
    const { number, status, question, datasetVersionId: versionId } = row;
    return { number, status, question, versionId, first: model ? { model, wape } : null };
  });
  const chosen = decisions.flatMap(({ model, run }) => (model ? [{ model, runNumber: run.number }] : []));
  return {
    name,
    graph: lineageOf(versions, runs, chosen),
    omitted: { versions: total - versions.length, runs: runTotal - runs.length },
  };
}
