import { z } from "zod";
import { db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { AUDIT_KINDS, type AuditKind, actionsOfKind } from "./words.ts";

const PAGE = 50;
const CURSOR = /^(\d{1,15})_([0-9a-f-]{36})$/;
const KINDS = Object.keys(AUDIT_KINDS) as AuditKind[];

/** An address may hold anything: a filter that is none filters nothing. */
export const AuditFilterSchema = z.object({
  person: z.uuid().optional().catch(undefined),
  kind: z.enum(KINDS).optional().catch(undefined),
  project: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  /** Where the page before ended. */
  before: z.string().regex(CURSOR).optional().catch(undefined),
});

export type AuditFilter = z.output<typeof AuditFilterSchema>;

export interface AuditEventRow {
  id: string;
  at: Date;
  actorId: string | null;
  action: string;
  ref: string;
  detail: Prisma.JsonValue;
  projectId: string | null;
}

/** One page of a workspace's entries, newest first. `next` is the filter's `before` of the page after, or null. */
export async function readAuditPage(
  scope: { workspaceId: string },
  filter: AuditFilter,
): Promise<{ rows: AuditEventRow[]; next: string | null }> {
  const { workspaceId } = scope;
  const where: Prisma.AuditEventWhereInput = { workspaceId };
  if (filter.person) where.actorId = filter.person;
  if (filter.kind) where.action = { in: actionsOfKind(filter.kind) };
  if (filter.project) where.projectId = await projectId(workspaceId, filter.project);
  const [, ms, id] = CURSOR.exec(filter.before ?? "") ?? [];
  if (ms && id) {
    const at = new Date(Number(ms));
    where.OR = [{ at: { lt: at } }, { at, id: { lt: id } }];
  }
  const rows = await db().auditEvent.findMany({
    where,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: { id: true, at: true, actorId: true, action: true, ref: true, detail: true, projectId: true },
  });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return { rows: page, next: rows.length > PAGE && last ? `${last.at.getTime()}_${last.id}` : null };
}

/** An id that no project has, when the workspace has none of this address. */
async function projectId(workspaceId: string, slug: string): Promise<string> {
  const row = await db().project.findUnique({
    where: { workspaceId_slug: { workspaceId, slug } },
    select: { id: true },
  });
  return row?.id ?? "";
}

/** Whoever has ever done something in the workspace. */
export async function auditActors(scope: { workspaceId: string }): Promise<string[]> {
  const rows = await db().auditEvent.groupBy({
    by: ["actorId"],
    where: { workspaceId: scope.workspaceId, actorId: { not: null } },
  });
  return rows.flatMap((row) => row.actorId ?? []);
}
