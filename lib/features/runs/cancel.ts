import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { notify, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { getRunRow } from "./repository.ts";
import { nextRunStatus, runTransition } from "./state.ts";
import { CANCEL_CHANNEL } from "./tasks/channel.ts";
import { cancelTasks } from "./tasks/end.ts";
import { lockRun } from "./tasks/lease.ts";

const CancelSchema = z.strictObject({ number: z.int() });

/**
 * Ends a run for every reader at once; workers drop its tasks within about a second, and what they bring later is
 * refused. Cancelling twice is no error; cancelling what has ended otherwise is a conflict.
 */
export async function cancelRun(actor: ProjectActor, input: z.input<typeof CancelSchema>): Promise<void> {
  const { number } = parseInput(CancelSchema, input);
  assertMay(actor, "edit_data_and_runs");
  await transaction(async (tx) => {
    const { id } = await getRunRow(tx, actor, number, { id: true });
    const run = await lockRun(tx, id);
    if (!run || run.status === "cancelled") return;
    if (nextRunStatus(run.status, "cancel") === null) {
      throw new AppError("conflict", {
        detail: `Run ${number} has already ended. There is nothing to cancel.`,
      });
    }
    await tx.run.updateMany({
      where: { id, status: { in: runTransition("cancel").from } },
      data: { status: "cancelled", cancelledById: actor.userId, finishedAt: new Date() },
    });
    await cancelTasks(tx, id);
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "run.cancelled",
      ref: id,
      detail: { number },
    });
    await notify(tx, CANCEL_CHANNEL, id);
    await appendEvent(tx, { projectId: actor.projectId, kind: "run.status_changed", ref: id });
  });
}
