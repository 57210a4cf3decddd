import { database } from "#lib/platform/db.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { hashOfKey, isKeyShaped } from "./api-keys.ts";
import type { Actor, ProjectActor } from "./scope.ts";

/** A key may ask this often within the window, over all of its requests. */
export const KEY_RATE = { requests: 600, windowSeconds: 60 } as const;

export interface KeyAccess {
  actor: Actor;
  /** Null when the workspace of the key has no project of the asked id. */
  project: ProjectActor | null;
  rate: { isWithin: boolean; remaining: number; resetSeconds: number };
}

interface Flat {
  id: string;
  name: string;
  role: Role;
  workspaceId: string;
  slug: string;
  projectId: string | null;
  projectSlug: string;
  projectName: string;
  currency: string;
  count: number;
  windowStartedAt: Date;
}

// Every request of a machine asks this first: who the key is, whether it asks too often, when it was last used (written
// once a minute) and the project. As one prepared statement that is one round trip and one commit.
const QUERY = {
  name: "key-access",
  text: `
    WITH found AS (
      SELECT k.id, k.name, k.role::text AS role, k."workspaceId", w.slug
      FROM "ApiKey" k JOIN "Workspace" w ON w.id = k."workspaceId"
      WHERE k.hash = $1 AND k."revokedAt" IS NULL AND (k."expiresAt" IS NULL OR k."expiresAt" > $3::timestamptz)
    ), counted AS (
      INSERT INTO "RateLimit" AS old (key, "windowStartedAt", count)
      SELECT 'api:key:' || id, $3::timestamptz, 1 FROM found
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN old."windowStartedAt" <= $4::timestamptz THEN 1 ELSE LEAST(old.count + 1, 1000000) END,
        "windowStartedAt" = CASE WHEN old."windowStartedAt" <= $4::timestamptz
          THEN excluded."windowStartedAt" ELSE old."windowStartedAt" END
      RETURNING count, "windowStartedAt"
    ), used AS (
      UPDATE "ApiKey" SET "lastUsedAt" = $3::timestamptz
      WHERE id = (SELECT id FROM found)
        AND ("lastUsedAt" IS NULL OR "lastUsedAt" < $3::timestamptz - interval '1 minute')
    )
    SELECT found.*, counted.*, p.id AS "projectId", p.slug AS "projectSlug", p.name AS "projectName", p.currency
    FROM found CROSS JOIN counted
    LEFT JOIN "Project" p ON p."workspaceId" = found."workspaceId" AND p.id = $2`,
};

/** Null for a text that opens nothing at `now`: no key, or an expired or revoked one. Counts one request of the key. */
export async function findKeyAccess(key: string, projectId: string, now: Date): Promise<KeyAccess | null> {
  if (!isKeyShaped(key)) return null;
  const windowMs = KEY_RATE.windowSeconds * 1000;
  const values = [hashOfKey(key), projectId, now, new Date(now.getTime() - windowMs)];
  const { rows } = await database().pool.query<Flat>({ ...QUERY, values });
  const row = rows[0];
  if (!row) return null;
  const { workspaceId, slug, role, count, windowStartedAt } = row;
  const actor = { userId: row.id, userName: row.name, workspaceId, workspaceSlug: slug, role };
  const { projectId: id, projectSlug, projectName, currency } = row;
  return {
    actor,
    project: id === null ? null : { ...actor, projectId: id, projectSlug, projectName, currency },
    rate: {
      isWithin: count <= KEY_RATE.requests,
      remaining: Math.max(0, KEY_RATE.requests - count),
      resetSeconds: Math.max(1, Math.ceil((windowStartedAt.getTime() + windowMs - now.getTime()) / 1000)),
    },
  };
}

/** For something long, a stream say: whether the key still opens its workspace. */
export async function isKeyAlive(actor: Pick<Actor, "userId" | "workspaceId">, now: Date): Promise<boolean> {
  const { rows } = await database().pool.query({
    name: "key-alive",
    text: `SELECT 1 FROM "ApiKey" WHERE id = $1 AND "workspaceId" = $2 AND "revokedAt" IS NULL
      AND ("expiresAt" IS NULL OR "expiresAt" > $3)`,
    values: [actor.userId, actor.workspaceId, now],
  });
  return rows.length > 0;
}
