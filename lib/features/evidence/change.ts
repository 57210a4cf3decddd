import { z } from "zod";
import { type AuditAction, recordAudit } from "#lib/features/audit/server.ts";
import { getDatasetVersion } from "#lib/features/datasets/server.ts";
import { getRun } from "#lib/features/runs/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay, lockProject } from "#lib/features/workspaces/server.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { measureOf } from "./measures.ts";
import { countClaimRows, deleteClaimRow, getClaimRow, insertClaim, updateClaim } from "./repository.ts";
import { ClaimInputSchema, ClaimPatchSchema, WholeClaimSchema } from "./schema.ts";
import type { Bound } from "./state.ts";

/** Ten blocks hold tens of claims; past this somebody's script has gone round too often. */
export const MOST_CLAIMS = 200;

/** Adds a claim. Throws `invalid_input` with a message a field, and `conflict` when the list is full. */
export async function createClaim(actor: ProjectActor, input: unknown): Promise<{ id: string }> {
  const wish = parseInput(ClaimInputSchema, input);
  assertMay(actor, "edit_plan");
  await assertPinIsThere(actor, wish);
  const { workspaceId, projectId, userId } = actor;
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    if ((await countClaimRows(tx, actor)) >= MOST_CLAIMS) {
      throw new AppError("conflict", {
        detail: `There are ${MOST_CLAIMS} claims already, which is as many as a plan takes. Remove one first.`,
      });
    }
    const { id } = await insertClaim(tx, { ...wish, workspaceId, projectId, createdById: userId });
    await recordClaim(tx, actor, { action: "claim.created", id, text: wish.text });
    return { id };
  });
}

/**
 * Changes what is given; the claim is judged as the whole that it becomes. Throws `not_found` for an id of elsewhere and
 * `invalid_input`.
 */
export async function changeClaim(actor: ProjectActor, id: unknown, input: unknown): Promise<void> {
  const patch = parseInput(ClaimPatchSchema, input);
  assertMay(actor, "edit_plan");
  const claimId = claimIdOf(id);
  const data = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if (typeof patch.pinnedTo === "string") {
    const before = await transaction((tx) => getClaimRow(tx, actor, claimId));
    await assertPinIsThere(actor, { ...before, ...data });
  }
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const before = await getClaimRow(tx, actor, claimId);
    const { block, text, measure, comparison, threshold, subject, pinnedTo } = before;
    const whole = parseInput(WholeClaimSchema, {
      ...{ block, text, measure, comparison, threshold, subject, pinnedTo },
      ...data,
    });
    await updateClaim(tx, actor, { id: claimId, data });
    await recordClaim(tx, actor, { action: "claim.changed", id: claimId, text: whole.text });
  });
}

/** Throws `not_found` for an id of elsewhere, and for one that is gone already. */
export async function removeClaim(actor: ProjectActor, id: unknown): Promise<void> {
  assertMay(actor, "edit_plan");
  const claimId = claimIdOf(id);
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const { text } = await getClaimRow(tx, actor, claimId);
    await deleteClaimRow(tx, actor, claimId);
    await recordClaim(tx, actor, { action: "claim.removed", id: claimId, text });
  });
}

/** Throws `not_found` for what cannot be an id. */
export function claimIdOf(id: unknown): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw new AppError("not_found", { detail: "There is no such claim in this project." });
  return parsed.data;
}

/** A claim stays with a version or a finished run of this project only. Throws `invalid_input`. */
async function assertPinIsThere(
  actor: ProjectActor,
  { measure, pinnedTo }: Pick<Bound, "measure" | "pinnedTo">,
): Promise<void> {
  if (measure === null || pinnedTo === null) return;
  const isRun = measureOf(measure).source === "run";
  try {
    if (!isRun) await getDatasetVersion(actor, pinnedTo);
    else if ((await getRun(actor, runNumberOf(pinnedTo))).status === "succeeded") return;
    else throw new AppError("not_found");
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    const message = isRun
      ? "There is no finished run with this number in this project."
      : "There is no such dataset version in this project.";
    throw new AppError("invalid_input", { detail: message, fields: { pinnedTo: message } });
  }
}

/** A run's number as a claim has it; 0, which no run has, for what is none. */
export function runNumberOf(pinnedTo: string): number {
  return /^[1-9]\d{0,8}$/.test(pinnedTo) ? Number(pinnedTo) : 0;
}

export async function recordClaim(
  tx: Tx,
  actor: ProjectActor,
  deed: { action: AuditAction; id: string; text: string },
): Promise<void> {
  const { workspaceId, projectId, userId } = actor;
  await recordAudit(tx, {
    workspaceId,
    projectId,
    actorId: userId,
    action: deed.action,
    ref: deed.id,
    detail: { name: deed.text },
  });
  await appendEvent(tx, { projectId, kind: "claims.changed", ref: deed.id });
}
