import { SEALED_PREFIX } from "#lib/features/runs/index.ts";
import { type Db, db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import type { RunStatus, VerdictKind } from "#lib/platform/prisma/enums.ts";
import { type VerdictDetail, VerdictDetailSchema } from "./detail.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

export interface StoredVerdict {
  id: string;
  kind: VerdictKind;
  sentence: string;
  detail: VerdictDetail;
  computedAt: number;
}

/** The run of this number in this project, wherever the number came from. */
export async function findRunByNumber(
  scope: Scope,
  number: number,
): Promise<{ id: string; number: number; status: RunStatus }> {
  const { workspaceId, projectId } = scope;
  const isNumber = Number.isInteger(number) && number > 0 && number < 2 ** 31;
  const run = isNumber
    ? await db().run.findFirst({
        where: { workspaceId, projectId, number },
        select: { id: true, number: true, status: true },
      })
    : null;
  if (!run) throw new AppError("not_found", { detail: "There is no run with this number in this project." });
  return run;
}

/** Whether a run's untouched folds were sealed when it was asked for, and nobody has opened them. */
export async function isSealed(owner: { workspaceId: string; runId: string }): Promise<boolean> {
  const { workspaceId, runId } = owner;
  const row = await db().metric.findFirst({
    where: { workspaceId, runId, scope: { startsWith: SEALED_PREFIX } },
    select: { runId: true },
  });
  return row !== null;
}

/** Throws `not_found` unless the run is this project's. */
export async function assertRunOf({
  workspaceId,
  projectId,
  runId,
}: Scope & { runId: string }): Promise<void> {
  const count = await db().run.count({ where: { id: runId, workspaceId, projectId } });
  if (count === 0) throw new AppError("not_found", { detail: "There is no such run in this project." });
}

function parsed(row: {
  id: string;
  kind: VerdictKind;
  sentence: string;
  detail: unknown;
  computedAt: Date;
}): StoredVerdict {
  return {
    id: row.id,
    kind: row.kind,
    sentence: row.sentence,
    detail: VerdictDetailSchema.parse(row.detail),
    computedAt: row.computedAt.getTime(),
  };
}

export async function findVerdict(
  scope: Scope & { runId: string },
  inputsDigest: string,
): Promise<StoredVerdict | null> {
  const { workspaceId, projectId, runId } = scope;
  const row = await db().verdict.findFirst({ where: { workspaceId, projectId, runId, inputsDigest } });
  return row && parsed(row);
}

/** The newest answer at other inputs than these. */
export async function findVerdictBefore(
  scope: Scope & { runId: string },
  inputsDigest: string,
): Promise<StoredVerdict | null> {
  const { workspaceId, projectId, runId } = scope;
  const row = await db().verdict.findFirst({
    where: { workspaceId, projectId, runId, inputsDigest: { not: inputsDigest } },
    orderBy: { computedAt: "desc" },
  });
  return row && parsed(row);
}

/** Writes the answer once a run and set of inputs; whoever comes second, at once or later, changes nothing. */
export async function insertVerdict(
  verdict: Scope & { runId: string; inputsDigest: string; sentence: string; detail: VerdictDetail },
): Promise<void> {
  const { workspaceId, projectId, runId, inputsDigest, sentence, detail } = verdict;
  await transaction(async (tx) => {
    const { count } = await tx.verdict.createMany({
      data: [{ workspaceId, projectId, runId, inputsDigest, kind: detail.answer, sentence, detail }],
      skipDuplicates: true,
    });
    if (count === 1) await appendEvent(tx, { projectId, kind: "verdict.computed", ref: runId });
  });
}

/** The newest run that has ended well, with its newest verdict. A replay repeats a run and is not the newest one. */
export async function findNewestJudged(scope: Scope, client: Db = db()) {
  const { workspaceId, projectId } = scope;
  const run = await client.run.findFirst({
    where: { workspaceId, projectId, status: "succeeded", replayOfId: null },
    orderBy: { number: "desc" },
    select: {
      number: true,
      verdicts: {
        orderBy: { computedAt: "desc" },
        take: 1,
        select: { id: true, kind: true, sentence: true, detail: true, computedAt: true },
      },
    },
  });
  if (!run) return null;
  const [verdict] = run.verdicts;
  return { number: run.number, verdict: verdict ? parsed(verdict) : null };
}
