import { database } from "#lib/platform/db.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { isShutOut } from "./demo.ts";

/** What one request rests on. `member` is null outside the workspace, `project` without one of that name in it. */
export interface AccessRow {
  user: { userId: string; name: string; email: string };
  member: { workspaceId: string; workspaceName: string; role: Role } | null;
  project: { id: string; name: string; summary: string; currency: string; eventSeq: bigint } | null;
}

interface Flat {
  userId: string;
  userName: string;
  email: string;
  workspaceId: string | null;
  workspaceName: string;
  role: Role;
  projectId: string | null;
  projectName: string;
  summary: string;
  currency: string;
  eventSeq: string;
}

// Every page asks this first. As one prepared statement it costs a request one round trip instead of six.
const QUERY = {
  name: "access",
  text: `
    SELECT u.id AS "userId", u.name AS "userName", u.email,
      w.id AS "workspaceId", w.name AS "workspaceName", m.role::text AS role,
      p.id AS "projectId", p.name AS "projectName", p.summary, p.currency, p."eventSeq"
    FROM "Session" s
    JOIN "User" u ON u.id = s."userId"
    LEFT JOIN ("Member" m JOIN "Workspace" w ON w.id = m."workspaceId") ON m."userId" = u.id AND w.slug = $2
    LEFT JOIN "Project" p ON p."workspaceId" = w.id AND p.slug = $3
    WHERE s.id = $1 AND s."revokedAt" IS NULL AND s."expiresAt" > $4`,
};

/** Null when the session is nobody's at `now`. Empty names find no workspace and no project. */
export async function findAccess(
  sessionId: string,
  asked: { workspace: string; project: string },
  now: Date,
): Promise<AccessRow | null> {
  const values = [sessionId, asked.workspace, asked.project, now];
  const { rows } = await database().pool.query<Flat>({ ...QUERY, values });
  const row = rows[0];
  if (!row || isShutOut(row.email)) return null;
  const { workspaceId, workspaceName, role, projectId, summary, currency } = row;
  return {
    user: { userId: row.userId, name: row.userName, email: row.email },
    member: workspaceId === null ? null : { workspaceId, workspaceName, role },
    project:
      projectId === null
        ? null
        : { id: projectId, name: row.projectName, summary, currency, eventSeq: BigInt(row.eventSeq) },
  };
}
