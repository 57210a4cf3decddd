import { recordAudit } from "#lib/features/audit/server.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { dropOldWindows, type Limit, returnAttempt, takeAttempt } from "#lib/platform/rate-limit.ts";
import { isShutOut } from "./demo.ts";
import { isDemoAddress } from "./demo-accounts.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { ChangePasswordSchema, SignInSchema, SignUpSchema } from "./people.ts";
import { slugFrom } from "./projects.ts";
import { insertWorkspace } from "./repository.ts";
import type { CurrentUser } from "./sessions.ts";

const QUARTER_HOUR = 15 * 60;
const perAccount = (email: string): Limit => ({
  key: `sign-in:account:${email}`,
  attempts: 10,
  windowSeconds: QUARTER_HOUR,
});
const perAddress = (address: string): Limit => ({
  key: `sign-in:address:${address}`,
  attempts: 50,
  windowSeconds: QUARTER_HOUR,
});
const signUpsPerAddress = (address: string): Limit => ({
  key: `sign-up:address:${address}`,
  attempts: 20,
  windowSeconds: 60 * 60,
});

async function take(limit: Limit, now: Date): Promise<void> {
  const attempt = await takeAttempt(limit, now);
  if (attempt.allowed) return;
  throw new AppError("rate_limited", {
    detail: tooManyAttempts(attempt.retryAfterSeconds),
    retryAfterSeconds: attempt.retryAfterSeconds,
  });
}

export function tooManyAttempts(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `Too many attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}

export const WRONG_PAIR = "E-mail and password do not fit together.";

/**
 * Checks e-mail and password. Every attempt is counted per address and per account before the password is looked at,
 * so that attempts at the same moment cannot pass together; one that succeeds is not held against anybody.
 */
export async function checkCredentials(
  input: unknown,
  options: { address: string; now: Date },
): Promise<{ userId: string }> {
  const { email, password } = parseInput(SignInSchema, input);
  const { address, now } = options;
  await take(perAddress(address), now);
  await take(perAccount(email), now);
  const user = await db().user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  const isRight = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !isRight || isShutOut(email)) throw new AppError("unauthenticated", { detail: WRONG_PAIR });
  await Promise.all([returnAttempt(perAddress(address).key), returnAttempt(perAccount(email).key)]);
  await dropOldWindows(now);
  return { userId: user.id };
}

/** A new account with a workspace of its own, of which it is the owner. */
export async function signUp(
  input: unknown,
  options: { address: string; now: Date },
): Promise<{ userId: string; workspaceSlug: string }> {
  const parsed = parseInput(SignUpSchema, input);
  if (isDemoAddress(parsed.email)) {
    const detail = "Addresses at demo.local belong to the demo. Use one of your own.";
    throw new AppError("invalid_input", { detail, fields: { email: detail } });
  }
  await take(signUpsPerAddress(options.address), options.now);
  const passwordHash = await hashPassword(parsed.password);
  return transaction(async (tx) => {
    const { count } = await tx.user.createMany({
      data: [{ email: parsed.email, name: parsed.name, passwordHash }],
      skipDuplicates: true,
    });
    if (count === 0) {
      const detail = "There is an account with this e-mail already. Sign in instead.";
      throw new AppError("conflict", { detail, fields: { email: detail } });
    }
    const user = await tx.user.findUniqueOrThrow({ where: { email: parsed.email }, select: { id: true } });
    const workspace = await insertWorkspace(tx, {
      name: parsed.workspaceName,
      slug: slugFrom(parsed.workspaceName, "workspace"),
    });
    await tx.member.create({ data: { workspaceId: workspace.id, userId: user.id, role: "owner" } });
    await recordAudit(tx, {
      workspaceId: workspace.id,
      actorId: user.id,
      action: "workspace.created",
      ref: workspace.id,
    });
    return { userId: user.id, workspaceSlug: workspace.slug };
  });
}

/** Replaces the password and signs every other browser of the person out. */
export async function changePassword(
  user: CurrentUser,
  input: unknown,
  options: { sessionId: string | null; now: Date },
): Promise<void> {
  const { current, password } = parseInput(ChangePasswordSchema, input);
  await take(perAccount(user.email), options.now);
  const row = await db().user.findUnique({ where: { id: user.userId }, select: { passwordHash: true } });
  if (!(await verifyPassword(row?.passwordHash ?? null, current))) {
    const detail = "That is not your password of now.";
    throw new AppError("invalid_input", { detail, fields: { current: detail } });
  }
  await returnAttempt(perAccount(user.email).key);
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    await tx.user.update({ where: { id: user.userId }, data: { passwordHash } });
    await tx.session.updateMany({
      where: { userId: user.userId, revokedAt: null, id: { not: options.sessionId ?? "" } },
      data: { revokedAt: options.now },
    });
  });
}
