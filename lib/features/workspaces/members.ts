import { recordAudit } from "#lib/features/audit/server.ts";
import { db } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { assertMay } from "./authorise.ts";
import {
  assertAnotherOwner,
  changeMembersAsOwner,
  memberRole,
  takeBackInvitations,
} from "./member-changes.ts";
import { ChangeRoleSchema, RemoveMemberSchema } from "./people.ts";
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

/** Gives a member another role. Throws `conflict` rather than leave the workspace without an owner. */
export async function changeRole(actor: Actor, input: unknown): Promise<{ role: Role }> {
  const { userId, role } = parseInput(ChangeRoleSchema, input);
  assertMay(actor, "administer");
  return changeMembersAsOwner(actor, async (tx) => {
    const before = await memberRole(tx, actor, userId);
    if (before === "owner" && role !== "owner") await assertAnotherOwner(tx, actor, userId);
    await tx.member.update({
      where: { workspaceId_userId: { workspaceId: actor.workspaceId, userId } },
      data: { role },
    });
    if (role !== "owner") await takeBackInvitations(tx, madeBy(actor, userId));
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
  await changeMembersAsOwner(actor, async (tx) => {
    const before = await memberRole(tx, actor, userId);
    if (before === "owner") await assertAnotherOwner(tx, actor, userId);
    await tx.member.delete({ where: { workspaceId_userId: { workspaceId: actor.workspaceId, userId } } });
    await takeBackInvitations(tx, madeBy(actor, userId));
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

function madeBy({ workspaceId, userId: actorId }: Actor, ownerId: string) {
  return { workspaceId, ownerId, actorId };
}
