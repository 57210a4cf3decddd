import type { ModelKey } from "#lib/forecast/types.ts";
import type { Db, Tx } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";

type Scope = { workspaceId: string; projectId: string };

/** A run's state and the methods that were scored on its untouched folds; null when the project has no such run. */
export async function findRun(
  db: Db,
  scope: Scope,
  number: number,
): Promise<{ id: string; status: string; models: ModelKey[] } | null> {
  const run = await db.run.findFirst({
    where: { workspaceId: scope.workspaceId, projectId: scope.projectId, number },
    select: {
      id: true,
      status: true,
      metrics: { where: { scope: "test" }, distinct: ["model"], select: { model: true } },
    },
  });
  if (!run) return null;
  return { id: run.id, status: run.status, models: run.metrics.map((metric) => metric.model as ModelKey) };
}

/** Inserts unless a decision with this key is there already, also when many do at once; null when it was. */
export async function insertDecision(
  tx: Tx,
  data: Prisma.DecisionUncheckedCreateInput,
): Promise<{ id: string } | null> {
  const rows = await tx.decision.createManyAndReturn({
    data: [data],
    skipDuplicates: true,
    select: { id: true },
  });
  return rows[0] ?? null;
}

const LINE = {
  id: true,
  kind: true,
  model: true,
  reason: true,
  isOverride: true,
  decidedBy: true,
  decidedAt: true,
  frozen: true,
  run: { select: { number: true } },
} as const;

export type DecisionLine = Prisma.DecisionGetPayload<{ select: typeof LINE }>;

/** Newest first. */
export function findDecisions(
  db: Db,
  scope: Scope,
  options: { limit?: number; runNumber?: number; before?: { at: Date; id: string } } = {},
): Promise<DecisionLine[]> {
  const { before } = options;
  return db.decision.findMany({
    where: {
      workspaceId: scope.workspaceId,
      projectId: scope.projectId,
      ...(options.runNumber === undefined ? {} : { run: { number: options.runNumber } }),
      ...(before === undefined
        ? {}
        : { OR: [{ decidedAt: { lt: before.at } }, { decidedAt: before.at, id: { lt: before.id } }] }),
    },
    select: LINE,
    orderBy: [{ decidedAt: "desc" }, { id: "desc" }],
    ...(options.limit === undefined ? {} : { take: options.limit }),
  });
}

export function countDecisions(db: Db, scope: Scope): Promise<number> {
  return db.decision.count({ where: { workspaceId: scope.workspaceId, projectId: scope.projectId } });
}

export async function newestJudgedRun(db: Db, scope: Scope): Promise<number | null> {
  const run = await db.run.findFirst({
    where: { workspaceId: scope.workspaceId, projectId: scope.projectId, verdicts: { some: {} } },
    select: { number: true },
    orderBy: { number: "desc" },
  });
  return run?.number ?? null;
}
