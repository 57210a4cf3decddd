import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { isDemoAddress } from "./demo-accounts.ts";
import { EndSessionSchema, RenameSchema } from "./people.ts";
import { auditPerson } from "./person-audit.ts";
import type { CurrentUser } from "./sessions.ts";
import { browserName } from "./user-agent.ts";

export const SHARED_ACCOUNT =
  "This is an account of the demo, shared by everybody who looks around, so it stays as it is. Make an account of your own for that.";

/** A person's own account. Times are milliseconds since 1970 UTC. */
export interface AccountView {
  name: string;
  email: string;
  /** An account of the demo: it stays as it is, and other people's browsers are nobody's to see. */
  isShared: boolean;
  /** False for somebody who signs in with an identity provider only. */
  hasPassword: boolean;
  identities: { issuer: string; since: number }[];
  sessions: { id: string; browser: string; since: number; isThis: boolean }[];
}

export async function getAccount(
  user: CurrentUser,
  options: { sessionId: string | null; now: Date },
): Promise<AccountView> {
  const { userId } = user;
  const [row, identities, sessions] = await Promise.all([
    db().user.findUnique({
      where: { id: userId },
      select: { name: true, email: true, passwordHash: true },
    }),
    db().identity.findMany({
      where: { userId },
      select: { issuer: true, createdAt: true },
      orderBy: { createdAt: "asc" },
    }),
    db().session.findMany({
      where: {
        userId,
        revokedAt: null,
        expiresAt: { gt: options.now },
        ...(isDemoAddress(user.email) ? { id: options.sessionId ?? "" } : {}),
      },
      select: { id: true, createdAt: true, userAgent: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
  ]);
  if (!row) throw new AppError("unauthenticated");
  return {
    name: row.name,
    email: row.email,
    isShared: isDemoAddress(row.email),
    hasPassword: row.passwordHash !== null,
    identities: identities.map((each) => ({ issuer: each.issuer, since: each.createdAt.getTime() })),
    sessions: sessions.map((session) => ({
      id: session.id,
      browser: browserName(session.userAgent),
      since: session.createdAt.getTime(),
      isThis: session.id === options.sessionId,
    })),
  };
}

/** A demo account is everybody's who looks around: what one visitor changed would stand before the next. */
export function assertOwnAccount(user: CurrentUser): void {
  if (isDemoAddress(user.email)) throw new AppError("forbidden", { detail: SHARED_ACCOUNT });
}

/** Gives the person another name, everywhere; each of their workspaces is told by its audit. */
export async function renameAccount(user: CurrentUser, input: unknown): Promise<void> {
  const { name } = parseInput(RenameSchema, input);
  assertOwnAccount(user);
  await transaction(async (tx) => {
    const before = await tx.user.findUniqueOrThrow({ where: { id: user.userId }, select: { name: true } });
    if (before.name === name) return;
    await tx.user.update({ where: { id: user.userId }, data: { name } });
    const detail = { from: before.name, to: name };
    await auditPerson(tx, user.userId, { action: "member.renamed", detail });
  });
}

/** Signs one browser of the person out. Throws `not_found` for one that is not theirs or was signed out already. */
export async function endSession(user: CurrentUser, input: unknown, now: Date): Promise<void> {
  const { sessionId } = parseInput(EndSessionSchema, input);
  assertOwnAccount(user);
  const { count } = await db().session.updateMany({
    where: { id: sessionId, userId: user.userId, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) throw new AppError("not_found", { detail: "That browser is signed out already." });
}

/** Signs every browser of the person out, this one too. */
export async function endAllSessions(user: CurrentUser, now: Date): Promise<void> {
  assertOwnAccount(user);
  await db().session.updateMany({
    where: { userId: user.userId, revokedAt: null },
    data: { revokedAt: now },
  });
}
