import { recordAudit } from "#lib/features/audit/server.ts";
import { db, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { takeOrRefuse, usesPerLink } from "./limits.ts";
import { DEAD_INVITATION, type LinkState, linkState, UNKNOWN_INVITATION } from "./link-state.ts";
import { changeMembers } from "./member-changes.ts";
import { hashPassword } from "./password.ts";
import { InvitedSignUpSchema } from "./people.ts";
import type { CurrentUser } from "./sessions.ts";
import { tokenHashOf } from "./tokens.ts";

/** What somebody who holds the link may read. */
export interface InvitationView {
  state: LinkState;
  email: string;
  role: Role;
  workspaceName: string;
  workspaceSlug: string;
  invitedBy: string;
  hasAccount: boolean;
  /** Milliseconds since 1970 UTC. */
  expiresAt: number;
}

/** Null for what is no token of ours. */
export async function readInvitation(token: unknown, now: Date): Promise<InvitationView | null> {
  const row = await findByToken(db(), token);
  if (!row) return null;
  const [inviter, account] = await Promise.all([
    db().user.findUnique({ where: { id: row.createdById }, select: { name: true } }),
    db().user.findUnique({ where: { email: row.email }, select: { id: true } }),
  ]);
  return {
    state: linkState({ ...row, usedAt: row.acceptedAt }, now),
    email: row.email,
    role: row.role,
    workspaceName: row.workspace.name,
    workspaceSlug: row.workspace.slug,
    invitedBy: inviter?.name ?? "An owner",
    hasAccount: account !== null,
    expiresAt: row.expiresAt.getTime(),
  };
}

/** The signed-in person joins. Throws `forbidden` for anybody but the one with the invitation's e-mail. */
export async function acceptInvitation(
  user: CurrentUser,
  token: unknown,
  now: Date,
): Promise<{ workspaceSlug: string }> {
  return acceptOnce(token, now, async (_, invitation) => {
    if (user.email === invitation.email) return { userId: user.userId, accountMade: false };
    throw new AppError("forbidden", {
      detail: `This invitation is for ${invitation.email}, and you are signed in as ${user.email}. Sign out and come back with this link.`,
    });
  });
}

/** Account and membership of somebody who had no account, both or neither. */
export async function acceptWithNewAccount(
  token: unknown,
  input: unknown,
  now: Date,
): Promise<{ email: string; workspaceSlug: string }> {
  const { name, password } = parseInput(InvitedSignUpSchema, input);
  // Before the slow hash, and again under the lock.
  const { id } = await requireOpen(db(), token, now);
  await takeOrRefuse(usesPerLink(id), now);
  const passwordHash = await hashPassword(password);
  return acceptOnce(token, now, async (tx, { email }) => {
    const { count } = await tx.user.createMany({
      data: [{ email, name, passwordHash }],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new AppError("conflict", {
        detail: "There is an account with this e-mail by now. Sign in with it and come back with this link.",
      });
    }
    const user = await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
    return { userId: user.id, accountMade: true };
  });
}

type Invitation = NonNullable<Awaited<ReturnType<typeof findByToken>>>;

async function acceptOnce(
  token: unknown,
  now: Date,
  whoJoins: (tx: Tx, invitation: Invitation) => Promise<{ userId: string; accountMade: boolean }>,
): Promise<{ email: string; workspaceSlug: string }> {
  const { workspaceId } = await requireOpen(db(), token, now);
  return changeMembers(workspaceId, async (tx) => {
    // Links are made, taken back and used under the workspace's lock: what is open here stays open until the end.
    const invitation = await requireOpen(tx, token, now);
    const { id, email, role } = invitation;
    const { userId, accountMade } = await whoJoins(tx, invitation);
    const { count } = await tx.member.createMany({
      data: [{ workspaceId, userId, role }],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new AppError("conflict", { detail: "You are a member of this workspace already." });
    }
    await tx.invitation.update({
      where: { id, workspaceId },
      data: { acceptedAt: now, acceptedById: userId },
    });
    await recordAudit(tx, {
      workspaceId,
      actorId: userId,
      action: "invitation.accepted",
      ref: id,
      detail: { role, accountMade },
    });
    return { ref: userId, value: { email, workspaceSlug: invitation.workspace.slug } };
  });
}

/** Throws `not_found` for what is no invitation, and `conflict` for one that is not open. */
async function requireOpen(client: Pick<Tx, "invitation">, token: unknown, now: Date): Promise<Invitation> {
  const row = await findByToken(client, token);
  if (!row) throw new AppError("not_found", { detail: UNKNOWN_INVITATION });
  const state = linkState({ ...row, usedAt: row.acceptedAt }, now);
  if (state !== "open") throw new AppError("conflict", { detail: DEAD_INVITATION[state] });
  return row;
}

async function findByToken(client: Pick<Tx, "invitation">, token: unknown) {
  const tokenHash = tokenHashOf(token);
  if (!tokenHash) return null;
  return client.invitation.findUnique({
    where: { tokenHash },
    select: {
      id: true,
      workspaceId: true,
      email: true,
      role: true,
      createdById: true,
      expiresAt: true,
      acceptedAt: true,
      revokedAt: true,
      workspace: { select: { name: true, slug: true } },
    },
  });
}
