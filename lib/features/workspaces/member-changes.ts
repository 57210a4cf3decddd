import { recordAudit } from "#lib/features/audit/server.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { assertMay } from "./authorise.ts";
import { lockWorkspace } from "./repository.ts";
import type { Actor } from "./scope.ts";

/** What a change of members did: whose membership it was, and what to give back. */
export interface MemberChange<T> {
  ref: string;
  value: T;
}

/**
 * One change of a workspace's members at a time: two owners who remove each other at the same moment must not both
 * succeed, and a link that works once must not work twice. Every project's readers are told.
 */
export function changeMembers<T>(
  workspaceId: string,
  change: (tx: Tx) => Promise<MemberChange<T>>,
): Promise<T> {
  return transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const { ref, value } = await change(tx);
    const projects = await tx.project.findMany({
      where: { workspaceId },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    for (const project of projects) {
      await appendEvent(tx, { projectId: project.id, kind: "members.changed", ref });
    }
    return value;
  });
}

/** What only an owner does. The actor's role is read again under the lock. */
export function changeMembersAsOwner<T>(
  actor: Actor,
  change: (tx: Tx) => Promise<MemberChange<T>>,
): Promise<T> {
  return changeMembers(actor.workspaceId, async (tx) => {
    await assertStillOwner(tx, actor);
    return change(tx);
  });
}

/** The same without a change of members: nobody is told. */
export function asOwner<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await lockWorkspace(tx, actor.workspaceId);
    await assertStillOwner(tx, actor);
    return work(tx);
  });
}

async function assertStillOwner(tx: Tx, actor: Actor): Promise<void> {
  assertMay({ ...actor, role: await memberRole(tx, actor, actor.userId) }, "administer");
}

export async function memberRole(tx: Tx, scope: { workspaceId: string }, userId: string): Promise<Role> {
  const row = await tx.member.findUnique({
    where: { workspaceId_userId: { workspaceId: scope.workspaceId, userId } },
    select: { role: true },
  });
  if (!row) throw new AppError("not_found", { detail: "This person is not a member of the workspace." });
  return row.role;
}

/**
 * Takes back the open invitations of an owner who is one no longer: a link to an address of their own would let them
 * in again. The caller holds the workspace's lock.
 */
export async function takeBackInvitations(
  tx: Tx,
  { workspaceId, ownerId, actorId }: { workspaceId: string; ownerId: string; actorId: string },
): Promise<void> {
  const open = await tx.invitation.updateManyAndReturn({
    where: { workspaceId, createdById: ownerId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
    select: { id: true, email: true, role: true },
  });
  for (const { id, ...detail } of open) {
    await recordAudit(tx, { workspaceId, actorId, action: "invitation.revoked", ref: id, detail });
  }
}

/** Throws `conflict` unless the workspace has an owner besides this person. */
export async function assertAnotherOwner(
  tx: Tx,
  scope: { workspaceId: string },
  userId: string,
): Promise<void> {
  const others = await tx.member.count({
    where: { workspaceId: scope.workspaceId, role: "owner", userId: { not: userId } },
  });
  if (others > 0) return;
  throw new AppError("conflict", {
    detail: "A workspace keeps at least one owner. Make somebody else owner first.",
  });
}
