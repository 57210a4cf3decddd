import { type AuditAction, recordAudit } from "#lib/features/audit/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { Tx } from "#lib/platform/db.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";

/** One deed: a line in the audit, and an event that redraws open pages. */
export async function record(
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
