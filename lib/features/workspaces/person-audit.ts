import { type AuditAction, recordAudit } from "#lib/features/audit/server.ts";
import type { Tx } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";

/** What concerns a person everywhere is told by the audit of each of their workspaces. */
export async function auditPerson(
  tx: Tx,
  userId: string,
  deed: { action: AuditAction; detail?: Prisma.InputJsonObject },
): Promise<void> {
  const memberships = await tx.member.findMany({ where: { userId }, select: { workspaceId: true } });
  for (const { workspaceId } of memberships) {
    await recordAudit(tx, { workspaceId, actorId: userId, ref: userId, ...deed });
  }
}
