import { type AuditAction, canvasActions } from "#lib/features/audit/server.ts";
import { db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { isTurn, type Place } from "./cursor.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

export interface ActivityRow {
  id: string;
  at: Date;
  actorId: string | null;
  action: string;
  ref: string;
  detail: Record<string, unknown>;
}

/** What the feed of a canvas tells of. */
const ACTIONS: readonly AuditAction[] = canvasActions();

/** The newest first, those after `before` in that order. */
export async function findActivity(
  scope: Scope,
  options: { before: Place | undefined; limit: number },
): Promise<ActivityRow[]> {
  const { workspaceId, projectId } = scope;
  const where: Prisma.AuditEventWhereInput = { workspaceId, projectId, action: { in: [...ACTIONS] } };
  const { before } = options;
  if (before) {
    const at = new Date(before.at);
    where.OR = isTurn(before.id) ? [{ at: { lt: at } }] : [{ at: { lt: at } }, { at, id: { lt: before.id } }];
  }
  const rows = await db().auditEvent.findMany({
    where,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: options.limit,
    select: { id: true, at: true, actorId: true, action: true, ref: true, detail: true },
  });
  return rows.map((row) => ({ ...row, detail: objectOf(row.detail) }));
}

export function findComments(scope: Scope, ids: readonly string[]): Promise<{ id: string; text: string }[]> {
  return db().comment.findMany({
    where: {
      workspaceId: scope.workspaceId,
      projectId: scope.projectId,
      id: { in: [...ids] },
      deletedAt: null,
    },
    select: { id: true, text: true },
  });
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
