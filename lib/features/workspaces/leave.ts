import { recordAudit } from "#lib/features/audit/server.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { assertOwnAccount } from "./account.ts";
import { assertAnotherOwner, changeMembers, memberRole, takeBackInvitations } from "./member-changes.ts";
import { LeaveSchema } from "./people.ts";
import { isSlug } from "./projects.ts";
import type { CurrentUser } from "./sessions.ts";

/**
 * Ends the person's own membership. Throws `conflict` for the last owner, and `not_found` for a workspace that they
 * are not a member of.
 */
export async function leaveWorkspace(user: CurrentUser, input: unknown): Promise<void> {
  const { workspace: slug } = parseInput(LeaveSchema, input);
  assertOwnAccount(user);
  const { userId } = user;
  const membership = isSlug(slug)
    ? await db().member.findFirst({
        where: { userId, workspace: { slug } },
        select: { workspaceId: true },
      })
    : null;
  if (!membership) throw new AppError("not_found");
  const { workspaceId } = membership;
  await changeMembers(workspaceId, async (tx) => {
    const role = await memberRole(tx, { workspaceId }, userId);
    if (role === "owner") await assertAnotherOwner(tx, { workspaceId }, userId);
    await tx.member.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
    await takeBackInvitations(tx, { workspaceId, ownerId: userId, actorId: userId });
    await recordAudit(tx, {
      workspaceId,
      actorId: userId,
      action: "member.left",
      ref: userId,
      detail: { role },
    });
    return { ref: userId, value: null };
  });
}
