import { db } from "#lib/platform/db.ts";
import { SESSION_SECONDS } from "#lib/platform/session.ts";
import { isShutOut } from "./demo.ts";

export interface CurrentUser {
  userId: string;
  name: string;
  email: string;
}

/** A new row for a browser that signed in; the person's ended ones are removed on the way. */
export async function createSession(userId: string, now: Date): Promise<string> {
  await db().session.deleteMany({
    where: { userId, OR: [{ expiresAt: { lt: now } }, { revokedAt: { not: null } }] },
  });
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  const row = await db().session.create({ data: { userId, expiresAt }, select: { id: true } });
  return row.id;
}

export async function findSessionUser(sessionId: string, now: Date): Promise<CurrentUser | null> {
  const row = await db().session.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: now } },
    select: { user: { select: { id: true, name: true, email: true } } },
  });
  return row && !isShutOut(row.user.email)
    ? { userId: row.user.id, name: row.user.name, email: row.user.email }
    : null;
}

export async function revokeSession(sessionId: string, now: Date): Promise<void> {
  await db().session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: now } });
}
