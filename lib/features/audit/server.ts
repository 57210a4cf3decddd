import "server-only";
import type { Tx } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { AuditAction } from "./words.ts";

export {
  type AuditEventRow,
  type AuditFilter,
  AuditFilterSchema,
  auditActors,
  readAuditPage,
} from "./read.ts";
export { type AuditAction, auditWords, canvasActions } from "./words.ts";

export interface AuditEntry {
  workspaceId: string;
  projectId?: string;
  actorId: string | null;
  /** `noun.verb`, e.g. `member.removed`: one that words.ts has words for. */
  action: AuditAction;
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
