import "server-only";
import type { Tx } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";

export interface AuditEntry {
  workspaceId: string;
  projectId?: string;
  actorId: string | null;
  /** `noun.verb`, e.g. `member.removed`. */
  action: string;
  /** Id of what was acted on. */
  ref: string;
  detail?: Prisma.InputJsonObject;
}

/** Writes who did what, in the transaction of the deed itself. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      workspaceId: entry.workspaceId,
      projectId: entry.projectId ?? null,
      actorId: entry.actorId,
      action: entry.action,
      ref: entry.ref,
      detail: entry.detail ?? {},
    },
  });
}
