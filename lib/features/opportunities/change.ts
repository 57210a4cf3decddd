import { type AuditAction, recordAudit } from "#lib/features/audit/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay, lockProject } from "#lib/features/workspaces/server.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { idOf } from "./read.ts";
import {
  countOpportunities,
  deleteOpportunityRow,
  getOpportunityRow,
  hasName,
  insertOpportunity,
  letGoOfChosen,
  updateOpportunity,
} from "./repository.ts";
import { OpportunityInputSchema, OpportunityPatchSchema } from "./schema.ts";

/** A process has tens of tasks; past this somebody's script has gone round too often. */
const MOST = 200;

/** Adds a task. Throws `invalid_input` with a message a field, `conflict` for a name that is taken or a full list. */
export async function createOpportunity(actor: ProjectActor, input: unknown): Promise<{ id: string }> {
  const wish = parseInput(OpportunityInputSchema, input);
  assertMay(actor, "edit_plan");
  const { workspaceId, projectId, userId } = actor;
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    await assertNameIsFree(tx, actor, { name: wish.name, exceptId: null });
    if ((await countOpportunities(tx, actor)) >= MOST) {
      throw new AppError("conflict", {
        detail: `There are ${MOST} opportunities already, which is as many as a project takes. Delete one first.`,
      });
    }
    const { id } = await insertOpportunity(tx, { ...wish, workspaceId, projectId, createdById: userId });
    await record(tx, actor, { action: "opportunity.created", id, detail: { name: wish.name } });
    return { id };
  });
}

/**
 * Changes what is given; `isChosen: true` makes it the one that the project is about, and lets go of the other. Throws
 * `not_found` for an id of elsewhere, `invalid_input`, and `conflict` for a name that is taken.
 */
export async function changeOpportunity(actor: ProjectActor, id: unknown, input: unknown): Promise<void> {
  const patch = parseInput(OpportunityPatchSchema, input);
  assertMay(actor, "edit_plan");
  const taskId = idOf(id);
  // A field that was left out reads as undefined, which the database layer refuses: only what was given goes on.
  const data = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const before = await getOpportunityRow(tx, actor, taskId);
    if (patch.name !== undefined) {
      await assertNameIsFree(tx, actor, { name: patch.name, exceptId: taskId });
    }
    if (patch.isChosen) await letGoOfChosen(tx, actor, { exceptId: taskId });
    const after = await updateOpportunity(tx, actor, { id: taskId, data });
    const isChosenNow = after.isChosen && !before.isChosen;
    await record(tx, actor, {
      action: isChosenNow ? "opportunity.chosen" : "opportunity.changed",
      id: taskId,
      detail: { name: after.name, changed: Object.keys(data) },
    });
  });
}

/** Throws `not_found` for an id of elsewhere, and for one that is gone already. */
export async function deleteOpportunity(actor: ProjectActor, id: unknown): Promise<void> {
  assertMay(actor, "edit_plan");
  const taskId = idOf(id);
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const { name } = await getOpportunityRow(tx, actor, taskId);
    await deleteOpportunityRow(tx, actor, taskId);
    await record(tx, actor, { action: "opportunity.deleted", id: taskId, detail: { name } });
  });
}

async function assertNameIsFree(
  tx: Tx,
  actor: ProjectActor,
  wish: { name: string; exceptId: string | null },
): Promise<void> {
  if (!(await hasName(tx, actor, wish))) return;
  const message =
    "Another opportunity of this project has that name. Nothing was stored. Choose another name.";
  throw new AppError("conflict", { detail: message, fields: { name: message } });
}

async function record(
  tx: Tx,
  actor: ProjectActor,
  deed: { action: AuditAction; id: string; detail: Prisma.InputJsonObject },
): Promise<void> {
  const { workspaceId, projectId, userId } = actor;
  await recordAudit(tx, {
    workspaceId,
    projectId,
    actorId: userId,
    action: deed.action,
    ref: deed.id,
    detail: deed.detail,
  });
  await appendEvent(tx, { projectId, kind: "opportunities.changed", ref: deed.id });
}
