import { recordAudit } from "#lib/features/audit/server.ts";
import { snapshotBefore } from "#lib/features/canvas/server.ts";
import { findPresentVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { choiceInWords, isAgainstVerdict, isBaseline } from "./choices.ts";
import { expectedSaving, type Frozen } from "./frozen.ts";
import { findRun, insertDecision } from "./repository.ts";
import { type RecordDecision, RecordDecisionSchema } from "./schema.ts";

type StoredVerdict = NonNullable<Awaited<ReturnType<typeof findPresentVerdict>>>;

const FINISHED = ["succeeded", "failed", "cancelled"];

/**
 * Records a decision on a run with what was known: verdict and expected saving as they are now. The same form sent again
 * gives the decision that it made the first time. Throws `not_found` for a run of elsewhere, `conflict` when the verdict
 * is not the one that was read or the run has nothing to adopt, `invalid_input` when an override is not signed.
 */
export async function recordDecision(actor: ProjectActor, input: unknown): Promise<{ id: string }> {
  const wish = parseInput(RecordDecisionSchema, input);
  assertMay(actor, "decide");
  const run = await findRun(db(), actor, wish.runNumber);
  if (!run) throw new AppError("not_found", { detail: `There is no run ${wish.runNumber} in this project.` });
  const earlier = await findSame(actor, wish, run.id);
  if (earlier) return earlier;

  const verdict = await findPresentVerdict(actor, wish.runNumber);
  assertPossible(wish, run, verdict);
  const isOverride = isAgainstVerdict(verdict?.detail ?? null, wish);
  if (isOverride) assertSigned(wish.signature, actor.userName);

  const recorded = await transaction(async (tx) => {
    const row = await insertDecision(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      runId: run.id,
      kind: wish.kind,
      model: wish.model,
      reason: wish.reason,
      isOverride,
      decidedById: actor.userId,
      decidedBy: actor.userName,
      frozen: freeze(wish, verdict),
      clientKey: wish.clientKey,
    });
    if (!row) return null;
    await snapshotBefore(tx, actor, {
      reason: "before_decision",
      name: `Before a decision on run ${wish.runNumber}`,
      ref: row.id,
    });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "decision.recorded",
      ref: row.id,
      detail: { run: wish.runNumber, decision: choiceInWords(wish), isOverride },
    });
    await appendEvent(tx, { projectId: actor.projectId, kind: "decision.recorded", ref: row.id });
    return row;
  });
  const kept = recorded ?? (await findSame(actor, wish, run.id));
  if (!kept) throw new Error("A decision was neither inserted nor found.");
  return kept;
}

/** The decision that this form has made already; another content under its key is a conflict, not a repetition. */
async function findSame(
  actor: ProjectActor,
  wish: RecordDecision,
  runId: string,
): Promise<{ id: string } | null> {
  const row = await db().decision.findUnique({
    where: { projectId_clientKey: { projectId: actor.projectId, clientKey: wish.clientKey } },
    select: { id: true, runId: true, kind: true, model: true, reason: true, decidedById: true },
  });
  if (!row) return null;
  const isSame =
    row.runId === runId &&
    row.kind === wish.kind &&
    row.model === wish.model &&
    row.reason === wish.reason &&
    row.decidedById === actor.userId;
  if (!isSame) {
    throw new AppError("conflict", {
      detail: "This form has recorded a decision already. Load the page again to record another.",
    });
  }
  return { id: row.id };
}

function assertPossible(
  wish: RecordDecision,
  run: { status: string; models: readonly string[] },
  verdict: StoredVerdict | null,
): void {
  if (!FINISHED.includes(run.status)) {
    throw new AppError("conflict", {
      detail: `Run ${wish.runNumber} is still at work. Decide when it has finished.`,
    });
  }
  if ((verdict?.id ?? null) !== wish.verdictId) {
    throw new AppError("conflict", {
      detail:
        "The verdict was computed anew while you read. Nothing was recorded. Read it again, then decide.",
    });
  }
  if (wish.model === null) return;
  if (!run.models.includes(wish.model)) {
    throw new AppError("invalid_input", {
      detail: `Run ${wish.runNumber} has no result of that method on the untouched folds, so it cannot be adopted.`,
      fields: { model: "This run has no result of that method." },
    });
  }
  if (isBaseline(wish.model) !== (wish.kind === "adopt_baseline")) {
    throw new AppError("invalid_input", {
      detail: "That method and that kind of adoption do not go together.",
      fields: { kind: "Does not go with the method." },
    });
  }
}

function assertSigned(signature: string, name: string): void {
  const plain = (text: string) => text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
  if (plain(signature) === plain(name)) return;
  const message = `This goes against the verdict. Sign it with your name, ${name}.`;
  throw new AppError("invalid_input", { detail: message, fields: { signature: message } });
}

function freeze(wish: RecordDecision, verdict: StoredVerdict | null): Frozen {
  if (!verdict) return { verdict: null, expected: null };
  const { id, kind, sentence, computedAt, detail } = verdict;
  return {
    verdict: {
      id,
      kind,
      sentence,
      recommended: detail.recommended,
      computedAt: new Date(computedAt).toISOString(),
    },
    expected: wish.model ? expectedSaving(detail, wish.model) : null,
  };
}
