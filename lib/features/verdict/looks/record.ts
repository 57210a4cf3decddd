import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { addSteps, parseFrequency } from "#lib/forecast/index.ts";
import { db } from "#lib/platform/db.ts";
import { LOOK_WAYS, type LookRow, type LookView, type LookWay, summariseLooks } from "./summary.ts";

const PlanSchema = z.object({
  folds: z.array(z.object({ role: z.string() })),
  cutoffTimes: z.array(z.number()),
});
const SpecSchema = z.object({ horizonSteps: z.int(), gapSteps: z.int().default(0) });
const ProfileSchema = z.object({ frequency: z.string() });

const PLANNED = {
  id: true,
  plan: true,
  spec: true,
  datasetVersion: { select: { profile: true, datasetId: true } },
} as const;

export interface TestSpan {
  /** Times of the first and of the last untouched period. */
  firstTime: number;
  lastTime: number;
}

/** Null for a run that has no such folds, or was never planned. */
function testSpan(run: {
  plan: unknown;
  spec: unknown;
  datasetVersion: { profile: unknown };
}): TestSpan | null {
  const plan = PlanSchema.safeParse(run.plan).data;
  const spec = SpecSchema.safeParse(run.spec).data;
  const profile = ProfileSchema.safeParse(run.datasetVersion.profile).data;
  const seen = (plan?.cutoffTimes ?? []).filter((_, i) => plan?.folds[i]?.role === "test");
  if (!spec || !profile || seen.length === 0) return null;
  const frequency = parseFrequency(profile.frequency);
  const { gapSteps, horizonSteps } = spec;
  return {
    firstTime: addSteps(Math.min(...seen), gapSteps + 1, frequency),
    lastTime: addSteps(Math.max(...seen), gapSteps + horizonSteps, frequency),
  };
}

/**
 * Writes down that somebody looks at what runs found on their untouched folds: once a person, run, way and hour. What a
 * job reads is no look. Runs of elsewhere, and those that have not succeeded, are left out.
 */
export async function recordLooks(
  actor: Pick<ProjectActor, "workspaceId" | "projectId" | "userId">,
  look: { runs: readonly string[]; via: LookWay; now?: Date },
): Promise<void> {
  const { runs, via, now = new Date() } = look;
  const { workspaceId, projectId, userId } = actor;
  if (runs.length === 0) return;
  const rows = await db().run.findMany({
    where: { id: { in: [...runs] }, workspaceId, projectId, status: "succeeded" },
    select: PLANNED,
  });
  const hour = now.toISOString().slice(0, 13);
  const data = rows.flatMap((row) => {
    const span = testSpan(row);
    return span ? [{ workspaceId, projectId, userId, runId: row.id, via, hour, at: now, ...span }] : [];
  });
  if (data.length > 0) await db().testLook.createMany({ data, skipDuplicates: true });
}

/** Who looked at a run's untouched periods, in this run or in another of the same dataset, and when. */
export async function looksAt(
  scope: Pick<ProjectActor, "workspaceId" | "projectId">,
  runId: string,
): Promise<LookView> {
  const { workspaceId, projectId } = scope;
  const run = await db().run.findFirstOrThrow({
    where: { id: runId, workspaceId, projectId },
    select: { ...PLANNED, number: true, queuedAt: true },
  });
  const { number, queuedAt, datasetVersion } = run;
  const span = testSpan(run);
  const rows = span ? await lookRows(scope, { ...span, datasetId: datasetVersion.datasetId }) : [];
  return summariseLooks(rows, { number, askedAt: queuedAt.getTime() });
}

/** All looks at a stretch of a dataset up to now: what a run that is asked for next would find before it. */
export async function looksAtSpan(
  scope: Pick<ProjectActor, "workspaceId" | "projectId">,
  stretch: TestSpan & { datasetId: string },
): Promise<LookView> {
  return summariseLooks(await lookRows(scope, stretch), { number: 0, askedAt: Number.POSITIVE_INFINITY });
}

/** Looks at a stretch of a dataset, whichever run's untouched folds it was in. */
async function lookRows(
  { workspaceId, projectId }: Pick<ProjectActor, "workspaceId" | "projectId">,
  { datasetId, firstTime, lastTime }: TestSpan & { datasetId: string },
): Promise<LookRow[]> {
  const rows = await db().testLook.findMany({
    where: {
      ...{ workspaceId, projectId, firstTime: { lte: lastTime }, lastTime: { gte: firstTime } },
      run: { datasetVersion: { datasetId } },
    },
    orderBy: { at: "desc" },
    take: 5_000,
    select: { userId: true, via: true, at: true, hour: true, run: { select: { number: true } } },
  });
  const names = await namesOf(
    db(),
    rows.map(({ userId }) => userId),
  );
  return rows.map(({ userId, via, at, hour, run }) => ({
    ...{ userId, hour, runNumber: run.number, at: at.getTime(), name: names.get(userId) ?? null },
    via: LOOK_WAYS.find((way) => way === via) ?? "page",
  }));
}
