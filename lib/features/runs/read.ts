import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import type { RunPlace, RunStatus } from "#lib/platform/prisma/enums.ts";
import type { Comparison } from "./comparison.ts";
import { ComparisonSchema } from "./comparison-schema.ts";
import { priorSeconds } from "./estimate.ts";
import { getRunRow } from "./repository.ts";
import { RuntimeSchema } from "./runtime.ts";
import { type RunPlan, RunPlanSchema, type StoredSpec, StoredSpecSchema, TaskInputSchema } from "./schema.ts";
import { progressOf, type RunListItem, waitsForBrowser } from "./view.ts";

const FamilySchema = z.enum(["baseline", "statistical", "network", "today"]);
const SelectionSchema = z.object({
  bestStatistical: z.enum(MODEL_KEYS).nullable(),
  bestNetwork: z.enum(MODEL_KEYS).nullable(),
  bestBaseline: z.enum(MODEL_KEYS).nullable(),
  criterion: z.string(),
  ranking: z.array(
    z.object({ model: z.enum(MODEL_KEYS), family: FamilySchema, value: z.number().nullable() }),
  ),
});
export type StoredSelection = z.infer<typeof SelectionSchema>;
const ResultSchema = z.object({ selection: SelectionSchema });

/** The run's head; times are milliseconds since 1970 UTC. */
export interface RunView {
  id: string;
  number: number;
  status: RunStatus;
  place: RunPlace;
  question: string;
  spec: StoredSpec;
  plan: RunPlan | null;
  data: { versionId: string; name: string; number: number };
  requestedBy: string | null;
  cancelledBy: string | null;
  queuedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  failure: string | null;
  /** What trained it: backend, versions and, where a browser did, which. */
  runtime: Record<string, string> | null;
  /** By the selection folds alone. */
  selection: StoredSelection | null;
  /** The browser's run that this one repeats on the server. */
  replayOf: { number: number } | null;
  /** The newest repetition of this run on the server. */
  replay: { number: number; status: RunStatus } | null;
  /** How far the two are apart: both runs show it, once the replay has succeeded. */
  comparison: Comparison | null;
}

const RUN_SELECT = {
  id: true,
  number: true,
  status: true,
  place: true,
  question: true,
  spec: true,
  plan: true,
  datasetVersion: { select: { id: true, number: true, dataset: { select: { name: true } } } },
  requestedById: true,
  cancelledById: true,
  queuedAt: true,
  startedAt: true,
  finishedAt: true,
  failure: true,
  runtime: true,
  result: true,
  replayOf: { select: { number: true } },
} as const;

const COMPARED_SELECT = {
  comparison: { select: { detail: true } },
  replays: {
    orderBy: { number: "desc" },
    take: 1,
    select: { number: true, status: true, comparison: { select: { detail: true } } },
  },
} as const;

export async function getRun(actor: ProjectActor, number: number): Promise<RunView> {
  const run = await getRunRow(db(), actor, number, { ...RUN_SELECT, ...COMPARED_SELECT });
  const names = await namesOf(db(), [run.requestedById, run.cancelledById]);
  const { datasetVersion } = run;
  const [replay] = run.replays;
  const compared = run.comparison ?? replay?.comparison;
  return {
    id: run.id,
    number: run.number,
    status: run.status,
    place: run.place,
    question: run.question,
    spec: StoredSpecSchema.parse(run.spec),
    plan: RunPlanSchema.safeParse(run.plan).data ?? null,
    data: { versionId: datasetVersion.id, name: datasetVersion.dataset.name, number: datasetVersion.number },
    requestedBy: names.get(run.requestedById ?? "") ?? null,
    cancelledBy: names.get(run.cancelledById ?? "") ?? null,
    queuedAt: run.queuedAt.getTime(),
    startedAt: run.startedAt?.getTime() ?? null,
    finishedAt: run.finishedAt?.getTime() ?? null,
    failure: run.failure,
    runtime: RuntimeSchema.safeParse(run.runtime).data ?? null,
    selection: ResultSchema.safeParse(run.result).data?.selection ?? null,
    replayOf: run.replayOf,
    replay: replay ? { number: replay.number, status: replay.status } : null,
    comparison: ComparisonSchema.safeParse(compared?.detail).data ?? null,
  };
}

/** Newest first; `before` is the number of the run that a page before ended with. */
export async function listRuns(
  actor: ProjectActor,
  options: { limit?: number; before?: number } = {},
): Promise<RunListItem[]> {
  const { workspaceId, projectId } = actor;
  const { before } = options;
  const runs = await db().run.findMany({
    where: { workspaceId, projectId, ...(before === undefined ? {} : { number: { lt: before } }) },
    orderBy: { number: "desc" },
    take: options.limit ?? 100,
    select: {
      ...RUN_SELECT,
      metrics: { where: { scope: "test", name: "wape" }, select: { model: true, value: true } },
    },
  });
  const active = runs
    .filter((run) => run.status === "queued" || run.status === "running")
    .map((run) => run.id);
  const [names, tasks] = await Promise.all([
    namesOf(
      db(),
      runs.map((run) => run.requestedById),
    ),
    active.length === 0
      ? []
      : db().runTask.findMany({
          where: { runId: { in: active } },
          select: { runId: true, input: true, status: true, progress: true },
        }),
  ]);
  const parsed = tasks.map((task) => ({ ...task, input: TaskInputSchema.parse(task.input) }));
  return runs.map((run) => {
    const own = parsed.filter((task) => task.runId === run.id);
    const spec = StoredSpecSchema.parse(run.spec);
    const plan = RunPlanSchema.safeParse(run.plan).data;
    const value = (model: string) => run.metrics.find((metric) => metric.model === model)?.value ?? null;
    const first = ResultSchema.safeParse(run.result).data?.selection.ranking[0]?.model;
    return {
      id: run.id,
      number: run.number,
      status: run.status,
      place: run.place,
      replayOf: run.replayOf?.number ?? null,
      waitsForBrowser: waitsForBrowser(run.place, own),
      question: run.question,
      models: spec.models,
      horizonSteps: spec.horizonSteps,
      data: `${run.datasetVersion.dataset.name}, version ${run.datasetVersion.number}`,
      requestedBy: names.get(run.requestedById ?? "") ?? null,
      queuedAt: run.queuedAt.getTime(),
      startedAt: run.startedAt?.getTime() ?? null,
      finishedAt: run.finishedAt?.getTime() ?? null,
      progress:
        run.status === "succeeded"
          ? 1
          : progressOf(
              own,
              priorSeconds({ spec, seriesCount: plan?.seriesCount ?? 100, periods: plan?.periods ?? 1_000 }),
            ),
      wape:
        run.status === "succeeded" && first
          ? { model: first, value: value(first), naive: value("seasonal_naive") }
          : null,
    };
  });
}

export interface RunMetric {
  model: ModelKey;
  /** `selection`, `test` or `fold-<n>`. */
  scope: string;
  name: string;
  /** Null where the metric is not defined. */
  value: number | null;
  count: number;
}

export async function getRunMetrics(actor: ProjectActor, number: number): Promise<RunMetric[]> {
  const { id } = await getRunRow(db(), actor, number, { id: true });
  const rows = await db().metric.findMany({
    where: { runId: id, workspaceId: actor.workspaceId },
    select: { model: true, scope: true, name: true, value: true, count: true },
  });
  return rows.map((row) => ({ ...row, model: row.model as ModelKey }));
}
