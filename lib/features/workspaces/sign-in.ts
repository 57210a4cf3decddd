import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { dropOldWindows, returnAttempt } from "#lib/platform/rate-limit.ts";
import { assertOwnAccount } from "./account.ts";
import { insertOwned } from "./create-workspace.ts";
import { isShutOut } from "./demo.ts";
import { isDemoAddress } from "./demo-accounts.ts";
import { signInsPerAccount, signInsPerAddress, signUpsPerAddress, takeOrRefuse } from "./limits.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { ChangePasswordSchema, SignInSchema, SignUpSchema } from "./people.ts";
import { auditPerson } from "./person-audit.ts";
import type { CurrentUser } from "./sessions.ts";

export const WRONG_PAIR = "E-mail and password do not fit together.";

/**
 * Checks e-mail and password. Every attempt is counted per address and per account before the password is looked at,
 * so that attempts at the same moment cannot pass together; one that succeeds is not held against anybody.
 */
export async function checkCredentials(
  input: unknown,
  options: { address: string; now: Date },
): Promise<{ userId: string; passwordHash: string | null }> {
  const { email, password } = parseInput(SignInSchema, input);
  const { address, now } = options;
  await takeOrRefuse(signInsPerAddress(address), now);
  await takeOrRefuse(signInsPerAccount(email), now);
  const user = await db().user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  const isRight = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !isRight || isShutOut(email)) throw new AppError("unauthenticated", { detail: WRONG_PAIR });
  await Promise.all([
    returnAttempt(signInsPerAddress(address).key),
    returnAttempt(signInsPerAccount(email).key),
  ]);
  await dropOldWindows(now);
  return { userId: user.id, passwordHash: user.passwordHash };
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
  await takeOrRefuse(signUpsPerAddress(options.address), options.now);
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
    const { slug } = await insertOwned(tx, { name: parsed.workspaceName, userId: user.id });
    return { userId: user.id, workspaceSlug: slug };
  });
}

/**
 * Replaces the password, signs every other browser of the person out, and ends the links that would set another. Throws
 * `conflict` when the password that was just proved has been replaced meanwhile.
 */
export async function changePassword(
  user: CurrentUser,
  input: unknown,
  options: { sessionId: string | null; now: Date },
): Promise<void> {
  const { current, password } = parseInput(ChangePasswordSchema, input);
  assertOwnAccount(user);
  await takeOrRefuse(signInsPerAccount(user.email), options.now);
  const row = await db().user.findUnique({ where: { id: user.userId }, select: { passwordHash: true } });
  if (!(await verifyPassword(row?.passwordHash ?? null, current))) {
    const detail = "That is not your password of now.";
    throw new AppError("invalid_input", { detail, fields: { current: detail } });
  }
  await returnAttempt(signInsPerAccount(user.email).key);
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    // A reset in between took the account from whoever knows the old password: it must not be taken back by that.
    const { count } = await tx.user.updateMany({
      where: { id: user.userId, passwordHash: row?.passwordHash ?? null },
      data: { passwordHash },
    });
    if (count === 0) {
      throw new AppError("conflict", {
        detail: "Your password was changed elsewhere at this moment. Nothing was changed here.",
      });
    }
    await tx.passwordReset.updateMany({
      where: { userId: user.userId, usedAt: null, revokedAt: null },
      data: { revokedAt: options.now },
    });
    await tx.session.updateMany({
      where: { userId: user.userId, revokedAt: null, id: { not: options.sessionId ?? "" } },
      data: { revokedAt: options.now },
    });
    await auditPerson(tx, user.userId, { action: "member.password_changed" });
  });
}
