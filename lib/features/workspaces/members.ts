import { recordAudit } from "#lib/features/audit/server.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { assertMay } from "./authorise.ts";
import { hashPassword, makeInitialPassword } from "./password.ts";
import { AddMemberSchema, ChangeRoleSchema, RemoveMemberSchema } from "./people.ts";
import { lockWorkspace } from "./repository.ts";
import type { Actor } from "./scope.ts";

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  since: number;
}

export async function listMembers(actor: Actor): Promise<MemberRow[]> {
  assertMay(actor, "read");
  const rows = await db().member.findMany({
    where: { workspaceId: actor.workspaceId },
    select: { role: true, createdAt: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  return rows.map(({ role, createdAt, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    since: createdAt.getTime(),
  }));
}

export interface AddedMember {
  userId: string;
  name: string;
  /** Present when an account was made: the one time that its password can be read. */
  initialPassword: string | null;
}

/**
 * Adds the account with this e-mail, or makes one, with a password that is given back this once. Throws `conflict`
 * when the person is a member already, and `invalid_input` at `name` when an account must be made and has no name.
 */
export async function addMember(actor: Actor, input: unknown): Promise<AddedMember> {
  const { email, role, name } = parseInput(AddMemberSchema, input);
  assertMay(actor, "administer");
  const known = await db().user.findUnique({ where: { email }, select: { id: true } });
  if (!known && !name) {
    const detail = "Nobody has an account with this e-mail yet. Give a name, and one is made.";
    throw new AppError("invalid_input", { detail, fields: { name: detail } });
  }
  const initialPassword = known ? null : makeInitialPassword();
  const passwordHash = initialPassword === null ? null : await hashPassword(initialPassword);
  return changeMembers(actor, async (tx) => {
    if (passwordHash !== null && name) {
      const { count } = await tx.user.createMany({
        data: [{ email, name, passwordHash }],
        skipDuplicates: true,
      });
      if (count === 0) throw new AppError("conflict");
    }
    const user = await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true, name: true } });
    const { count } = await tx.member.createMany({
      data: [{ workspaceId: actor.workspaceId, userId: user.id, role }],
      skipDuplicates: true,
    });
    if (count === 0) {
      const detail = `${user.name} is a member already. Change the role in the list.`;
      throw new AppError("conflict", { detail, fields: { email: detail } });
    }
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      actorId: actor.userId,
      action: "member.added",
      ref: user.id,
      detail: { role, accountMade: initialPassword !== null },
    });
    return { ref: user.id, value: { userId: user.id, name: user.name, initialPassword } };
  });
}

/** Gives a member another role. Throws `conflict` rather than leave the workspace without an owner. */
export async function changeRole(actor: Actor, input: unknown): Promise<{ role: Role }> {
  const { userId, role } = parseInput(ChangeRoleSchema, input);
  assertMay(actor, "administer");
  return changeMembers(actor, async (tx) => {
    const before = await memberRole(tx, actor, userId);
    if (before === "owner" && role !== "owner") await assertAnotherOwner(tx, actor, userId);
    await tx.member.update({
      where: { workspaceId_userId: { workspaceId: actor.workspaceId, userId } },
      data: { role },
    });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      actorId: actor.userId,
      action: "member.role_changed",
      ref: userId,
      detail: { from: before, to: role },
    });
    return { ref: userId, value: { role } };
  });
}

/** Ends a membership; it bites at that person's next request. The account stays. */
export async function removeMember(actor: Actor, input: unknown): Promise<void> {
  const { userId } = parseInput(RemoveMemberSchema, input);
  assertMay(actor, "administer");
  await changeMembers(actor, async (tx) => {
    const before = await memberRole(tx, actor, userId);
    if (before === "owner") await assertAnotherOwner(tx, actor, userId);
    await tx.member.delete({ where: { workspaceId_userId: { workspaceId: actor.workspaceId, userId } } });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      actorId: actor.userId,
      action: "member.removed",
      ref: userId,
      detail: { role: before },
    });
    return { ref: userId, value: null };
  });
}

/**
 * One change of members at a time: two owners who remove each other at the same moment must not both succeed. The
 * actor's role is read again under the lock, and every project's readers are told.
 */
function changeMembers<T>(actor: Actor, change: (tx: Tx) => Promise<{ ref: string; value: T }>): Promise<T> {
  return transaction(async (tx) => {
    await lockWorkspace(tx, actor.workspaceId);
    assertMay({ ...actor, role: await memberRole(tx, actor, actor.userId) }, "administer");
    const { ref, value } = await change(tx);
    const projects = await tx.project.findMany({
      where: { workspaceId: actor.workspaceId },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    for (const project of projects) {
      await appendEvent(tx, { projectId: project.id, kind: "members.changed", ref });
    }
    return value;
  });
}

async function memberRole(tx: Tx, actor: Actor, userId: string): Promise<Role> {
  const row = await tx.member.findUnique({
    where: { workspaceId_userId: { workspaceId: actor.workspaceId, userId } },
    select: { role: true },
  });
  if (!row) throw new AppError("not_found", { detail: "This person is not a member of the workspace." });
  return row.role;
}

async function assertAnotherOwner(tx: Tx, actor: Actor, userId: string): Promise<void> {
  const others = await tx.member.count({
    where: { workspaceId: actor.workspaceId, role: "owner", userId: { not: userId } },
  });
  if (others > 0) return;
  throw new AppError("conflict", {
    detail: "A workspace keeps at least one owner. Make somebody else owner first.",
  });
}
