import {
  type AuditEventRow,
  AuditFilterSchema,
  auditActors,
  auditWords,
  readAuditPage,
} from "#lib/features/audit/server.ts";
import { db } from "#lib/platform/db.ts";
import { assertMay } from "./authorise.ts";
import { namesOf } from "./names.ts";
import { may } from "./rights.ts";
import type { Actor } from "./scope.ts";

export interface AuditRow {
  id: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
  who: string;
  /** An API key acts as itself. */
  isKey: boolean;
  /** What was done, to stand after the name. */
  words: string;
  action: string;
  ref: string;
  project: { slug: string; name: string } | null;
  detail: [name: string, value: string][];
}

export interface AuditPage {
  rows: AuditRow[];
  /** The filter's `before` of the page with older entries, or null. */
  next: string | null;
}

/** Only owners see these: an invitation's address is of somebody who has not joined, and keys are an owner's. */
const OWNERS_ONLY = new Set(["email", "prefix"]);

/** Who did what in the workspace, newest first, 50 a page. Every member reads it. */
export async function listAudit(actor: Actor, filter: unknown): Promise<AuditPage> {
  assertMay(actor, "read");
  const { rows, next } = await readAuditPage(actor, AuditFilterSchema.parse(filter));
  const isOwner = may(actor.role, "administer");
  const ids = rows.flatMap((row) => [row.actorId, subjectId(row)]);
  const [names, keys, projects] = await Promise.all([
    namesOf(db(), ids),
    keysOf(actor, ids),
    projectsOf(actor, rows),
  ]);
  return {
    next,
    rows: rows.map((row) => {
      const detail = Object.entries(objectOf(row.detail)).filter(([key]) => isOwner || !OWNERS_ONLY.has(key));
      const facts = {
        ...Object.fromEntries(detail),
        ...(row.action.startsWith("canvas.block_") ? { block: row.ref } : {}),
      };
      return {
        id: row.id,
        at: row.at.getTime(),
        who: row.actorId === null ? "The command line" : (names.get(row.actorId) ?? "Somebody who has left"),
        isKey: row.actorId !== null && keys.has(row.actorId),
        words: auditWords(row.action, {
          detail: facts,
          subject: names.get(subjectId(row) ?? "") ?? "somebody",
        }),
        action: row.action,
        ref: row.ref,
        project: row.projectId === null ? null : (projects.get(row.projectId) ?? null),
        detail: detail.map(([key, value]) => [
          key,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      };
    }),
  };
}

export interface AuditChoices {
  people: { id: string; name: string }[];
  projects: { slug: string; name: string }[];
}

/** What the list can be filtered by. */
export async function auditChoices(actor: Actor): Promise<AuditChoices> {
  assertMay(actor, "read");
  const [names, projects] = await Promise.all([
    auditActors(actor).then((ids) => namesOf(db(), ids)),
    db().project.findMany({
      where: { workspaceId: actor.workspaceId },
      select: { slug: true, name: true },
      orderBy: [{ name: "asc" }, { slug: "asc" }],
    }),
  ]);
  const people = [...names].map(([id, name]) => ({ id, name }));
  return { people: people.sort((a, b) => a.name.localeCompare(b.name, "en")), projects };
}

/** Where the entry is about a person or a key, whose. */
function subjectId({ action, ref }: AuditEventRow): string | null {
  return /^(member|password_reset|api_key)\./.test(action) ? ref : null;
}

async function keysOf(actor: Actor, ids: readonly (string | null)[]): Promise<Set<string>> {
  const known = ids.filter((id) => id !== null);
  const keys = await db().apiKey.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: known } },
    select: { id: true },
  });
  return new Set(keys.map(({ id }) => id));
}

async function projectsOf(actor: Actor, rows: readonly AuditEventRow[]) {
  const known = rows.flatMap((row) => row.projectId ?? []);
  const projects = await db().project.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: known } },
    select: { id: true, slug: true, name: true },
  });
  return new Map(projects.map(({ id, slug, name }) => [id, { slug, name }]));
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
