import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay, lockProject } from "#lib/features/workspaces/server.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { type Effort, hoursOf } from "./benefit.ts";
import { idOf } from "./read.ts";
import { record } from "./record.ts";
import {
  countOpportunities,
  deleteOpportunityRow,
  getOpportunityRow,
  hasName,
  insertOpportunity,
  letGoOfChosen,
  updateOpportunity,
} from "./repository.ts";
import { MOST_HOURS, OpportunityInputSchema, OpportunityPatchSchema } from "./schema.ts";

/** A process has tens of tasks; past this somebody's script has gone round too often. */
export const MOST_TASKS = 200;

/** Adds a task. Throws `invalid_input` with a message a field, `conflict` for a name that is taken or a full list. */
export async function createOpportunity(actor: ProjectActor, input: unknown): Promise<{ id: string }> {
  const wish = parseInput(OpportunityInputSchema, input);
  assertMay(actor, "edit_plan");
  assertHours(wish);
  const { workspaceId, projectId, userId } = actor;
  const whenNotChecked = wish.whenNotChecked || wish.whenNot.length > 0;
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    await assertNameIsFree(tx, actor, { name: wish.name, exceptId: null });
    if ((await countOpportunities(tx, actor)) >= MOST_TASKS) {
      throw new AppError("conflict", {
        detail: `There are ${MOST_TASKS} opportunities already, which is as many as a project takes. Delete one first.`,
      });
    }
    const { id } = await insertOpportunity(tx, {
      ...wish,
      whenNotChecked,
      workspaceId,
      projectId,
      createdById: userId,
    });
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
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  // Whoever ticks an answer has gone through the list.
  const data = patch.whenNot && patch.whenNot.length > 0 ? { ...given, whenNotChecked: true } : given;
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const before = await getOpportunityRow(tx, actor, taskId);
    if (patch.name !== undefined) {
      await assertNameIsFree(tx, actor, { name: patch.name, exceptId: taskId });
    }
    assertHours({ ...before, ...given });
    if (patch.isChosen) await letGoOfChosen(tx, actor, { exceptId: taskId });
    const after = await updateOpportunity(tx, actor, { id: taskId, data });
    const isChosenNow = after.isChosen && !before.isChosen;
    await record(tx, actor, {
      action: isChosenNow ? "opportunity.chosen" : "opportunity.changed",
      id: taskId,
      detail: { name: after.name, changed: Object.keys(given) },
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

function assertHours(effort: Effort): void {
  const hours = hoursOf(effort) ?? 0;
  if (hours <= MOST_HOURS) return;
  const message = `That makes ${Math.round(hours).toLocaleString("en")} hours a year, more than five thousand people work. Are the minutes for one time, and the times for one month?`;
  throw new AppError("invalid_input", { detail: message, fields: { minutesEach: message } });
}
