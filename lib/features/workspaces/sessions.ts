import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { SESSION_SECONDS } from "#lib/platform/session.ts";
import { isShutOut } from "./demo.ts";
import { lockUser } from "./repository.ts";

export interface CurrentUser {
  userId: string;
  name: string;
  email: string;
}

/** As much of what a browser calls itself as is kept: enough to recognise it by. */
const MOST_USER_AGENT = 300;

/**
 * A new row for a browser that signed in; the person's ended ones are removed on the way. Who `proved` a password must
 * still have it at this moment: a reset ends what the old one opened, also what it is just opening. Throws
 * `unauthenticated` otherwise.
 */
export async function createSession(
  userId: string,
  now: Date,
  { userAgent = "", proved }: { userAgent?: string; proved?: { passwordHash: string | null } } = {},
): Promise<string> {
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  // A header's bytes arrive as Latin-1: what is not plain is left out.
  const named = userAgent.replace(/[^\x20-\x7e]/g, "").slice(0, MOST_USER_AGENT);
  return transaction(async (tx) => {
    if (proved) {
      await lockUser(tx, userId);
      const user = await tx.user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
      if (user?.passwordHash !== proved.passwordHash) throw new AppError("unauthenticated");
    }
    await tx.session.deleteMany({
      where: { userId, OR: [{ expiresAt: { lt: now } }, { revokedAt: { not: null } }] },
    });
    const row = await tx.session.create({
      data: { userId, createdAt: now, expiresAt, userAgent: named },
      select: { id: true },
    });
    return row.id;
  });
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
