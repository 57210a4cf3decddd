import { recordAudit } from "#lib/features/audit/server.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { assertMay } from "./authorise.ts";
import { isDemoAddress } from "./demo-accounts.ts";
import { linksPerPerson, takeOrRefuse, usesPerLink } from "./limits.ts";
import { DEAD_RESET, type LinkState, linkState, UNKNOWN_RESET } from "./link-state.ts";
import { asOwner, memberRole } from "./member-changes.ts";
import { hashPassword } from "./password.ts";
import { IssueResetSchema, ResetPasswordSchema } from "./people.ts";
import { lockUser } from "./repository.ts";
import type { Actor } from "./scope.ts";
import { makeToken, tokenHashOf } from "./tokens.ts";

const RESET_HOURS = 24;

export interface IssuedReset {
  name: string;
  /** The whole link: the one time that it can be read. */
  link: string;
  /** Milliseconds since 1970 UTC. */
  expiresAt: number;
}

/**
 * Makes a link with which a member sets a new password, once; older ones stop working. Whoever holds the link gets the
 * account, so it is given only to an owner of every workspace that the account opens. Throws `forbidden` otherwise.
 */
export async function issuePasswordReset(actor: Actor, input: unknown, now: Date): Promise<IssuedReset> {
  const { userId } = parseInput(IssueResetSchema, input);
  assertMay(actor, "administer");
  if (userId === actor.userId) {
    throw new AppError("conflict", { detail: "Your own password is changed on your account page." });
  }
  await takeOrRefuse(linksPerPerson(actor.userId), now);
  const { token, tokenHash } = makeToken();
  const expiresAt = new Date(now.getTime() + RESET_HOURS * 3_600_000);
  const { workspaceId } = actor;
  const name = await asOwner(actor, async (tx) => {
    await memberRole(tx, actor, userId);
    const user = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { name: true, email: true },
    });
    if (isDemoAddress(user.email)) {
      throw new AppError("forbidden", { detail: "The demo's accounts keep the password that is published." });
    }
    if (!(await ownsEveryWorkspaceOf(tx, { ownerId: actor.userId, userId }))) {
      throw new AppError("forbidden", {
        detail: `${user.name} also belongs to a workspace that you do not own, and a link would open that one too. ${user.name} can change the password on the account page while signed in; else somebody who owns all of their workspaces can make this link.`,
      });
    }
    await tx.passwordReset.updateMany({
      where: { userId, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    await tx.passwordReset.create({
      data: { workspaceId, userId, tokenHash, issuedById: actor.userId, createdAt: now, expiresAt },
    });
    await recordAudit(tx, {
      workspaceId,
      actorId: actor.userId,
      action: "password_reset.issued",
      ref: userId,
    });
    return user.name;
  });
  return { name, link: `${env().APP_URL}/reset/${token}`, expiresAt: expiresAt.getTime() };
}

export interface ResetView {
  state: LinkState;
  email: string;
  name: string;
}

/** Null for what is no token of ours. */
export async function readPasswordReset(token: unknown, now: Date): Promise<ResetView | null> {
  const row = await findByToken(db(), token);
  return row && { state: await stateOf(db(), row, now), email: row.user.email, name: row.user.name };
}

/** Sets the password and ends every session of the person. Throws `not_found` or `conflict` for a link that is dead. */
export async function usePasswordReset(
  token: unknown,
  input: unknown,
  now: Date,
): Promise<{ email: string }> {
  const { password } = parseInput(ResetPasswordSchema, input);
  const { id, workspaceId, userId } = await requireOpen(db(), token, now);
  await takeOrRefuse(usesPerLink(id), now);
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    // Nobody joins another workspace while it is asked which ones the account opens.
    await lockUser(tx, userId);
    const reset = await requireOpen(tx, token, now);
    const { count } = await tx.passwordReset.updateMany({
      where: { id, workspaceId, usedAt: null, revokedAt: null },
      data: { usedAt: now },
    });
    if (count === 0) throw new AppError("conflict", { detail: DEAD_RESET.used });
    await tx.user.update({ where: { id: reset.userId }, data: { passwordHash } });
    const ended = await tx.session.updateMany({
      where: { userId: reset.userId, revokedAt: null },
      data: { revokedAt: now },
    });
    await recordAudit(tx, {
      workspaceId,
      actorId: reset.userId,
      action: "password_reset.used",
      ref: reset.userId,
      detail: { sessionsEnded: ended.count },
    });
    return { email: reset.user.email };
  });
}

type Reset = NonNullable<Awaited<ReturnType<typeof findByToken>>>;
type Client = Pick<Tx, "passwordReset" | "member">;

async function requireOpen(client: Client, token: unknown, now: Date): Promise<Reset> {
  const row = await findByToken(client, token);
  if (!row) throw new AppError("not_found", { detail: UNKNOWN_RESET });
  const state = await stateOf(client, row, now);
  if (state !== "open") throw new AppError("conflict", { detail: DEAD_RESET[state] });
  return row;
}

/** A link lapses when its person has joined, or its issuer no longer owns, a workspace that it would open. */
async function stateOf(client: Client, row: Reset, now: Date): Promise<LinkState> {
  const state = linkState(row, now);
  if (state !== "open") return state;
  const member = await client.member.count({ where: { workspaceId: row.workspaceId, userId: row.userId } });
  const holds =
    member > 0 && (await ownsEveryWorkspaceOf(client, { ownerId: row.issuedById, userId: row.userId }));
  return holds ? "open" : "revoked";
}

async function ownsEveryWorkspaceOf(
  client: Pick<Tx, "member">,
  { ownerId, userId }: { ownerId: string; userId: string },
): Promise<boolean> {
  const select = { workspaceId: true } as const;
  const theirs = await client.member.findMany({ where: { userId }, select });
  const owned = await client.member.findMany({ where: { userId: ownerId, role: "owner" }, select });
  const ids = new Set(owned.map((row) => row.workspaceId));
  return theirs.every((row) => ids.has(row.workspaceId));
}

async function findByToken(client: Pick<Tx, "passwordReset">, token: unknown) {
  const tokenHash = tokenHashOf(token);
  if (!tokenHash) return null;
  return client.passwordReset.findUnique({
    where: { tokenHash },
    select: {
      id: true,
      workspaceId: true,
      userId: true,
      issuedById: true,
      expiresAt: true,
      usedAt: true,
      revokedAt: true,
      user: { select: { email: true, name: true } },
    },
  });
}
