import { db } from "#lib/platform/db.ts";
import type { Actor } from "./scope.ts";

/** Whether the person still belongs to the workspace: asked again while something long, a stream say, stays open. */
export async function isStillMember(actor: Pick<Actor, "userId" | "workspaceId">): Promise<boolean> {
  const { userId, workspaceId } = actor;
  return (await db().member.count({ where: { userId, workspaceId } })) > 0;
}
