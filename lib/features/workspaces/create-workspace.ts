import { recordAudit } from "#lib/features/audit/server.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { assertOwnAccount } from "./account.ts";
import { takeOrRefuse, workspacesPerPerson } from "./limits.ts";
import { WorkspaceInputSchema } from "./people.ts";
import { slugFrom } from "./projects.ts";
import { insertWorkspace } from "./repository.ts";
import type { CurrentUser } from "./sessions.ts";

/** A workspace of the person's own, of which they are the owner. */
export async function createWorkspace(
  user: CurrentUser,
  input: unknown,
  now: Date,
): Promise<{ slug: string }> {
  const { name } = parseInput(WorkspaceInputSchema, input);
  assertOwnAccount(user);
  await takeOrRefuse(workspacesPerPerson(user.userId), now);
  return transaction((tx) => insertOwned(tx, { name, userId: user.userId }));
}

export async function insertOwned(
  tx: Tx,
  { name, userId }: { name: string; userId: string },
): Promise<{ slug: string }> {
  const workspace = await insertWorkspace(tx, { name, slug: slugFrom(name, "workspace") });
  await tx.member.create({ data: { workspaceId: workspace.id, userId, role: "owner" } });
  await recordAudit(tx, {
    workspaceId: workspace.id,
    actorId: userId,
    action: "workspace.created",
    ref: workspace.id,
    detail: { name },
  });
  return { slug: workspace.slug };
}
