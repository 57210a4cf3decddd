import { db } from "#lib/platform/db.ts";
import { readSessionId } from "#lib/platform/session.ts";
import type { Actor } from "./scope.ts";

/**
 * For something long, a stream say: a question to ask again while it stays open, whether this browser is still signed
 * in and the person still belongs to the workspace. Call it while the request is at hand.
 */
export async function watchAccess(
  actor: Pick<Actor, "userId" | "workspaceId">,
): Promise<() => Promise<boolean>> {
  const sessionId = await readSessionId();
  const { userId, workspaceId } = actor;
  return async () => {
    if (!sessionId) return false;
    const [sessions, members] = await Promise.all([
      db().session.count({
        where: { id: sessionId, userId, revokedAt: null, expiresAt: { gt: new Date() } },
      }),
      db().member.count({ where: { userId, workspaceId } }),
    ]);
    return sessions > 0 && members > 0;
  };
}
