import type { Tx } from "#lib/platform/db.ts";

/** Inserts under the first free slug of `slug`, `slug-2`, `slug-3`, …; a race for one of them moves on to the next. */
async function insertUnderFreeSlug<T>(slug: string, insert: (slug: string) => Promise<T | null>): Promise<T> {
  for (let n = 1; n <= 1000; n++) {
    const row = await insert(n === 1 ? slug : `${slug}-${n}`);
    if (row) return row;
  }
  throw new Error(`No free address near ${slug}.`);
}

export function insertWorkspace(
  tx: Tx,
  workspace: { name: string; slug: string },
): Promise<{ id: string; slug: string }> {
  return insertUnderFreeSlug(workspace.slug, async (slug) => {
    const rows = await tx.workspace.createManyAndReturn({
      data: [{ name: workspace.name, slug }],
      skipDuplicates: true,
      select: { id: true, slug: true },
    });
    return rows[0] ?? null;
  });
}

export function insertProject(
  tx: Tx,
  project: { workspaceId: string; slug: string; name: string; summary: string; currency: string },
): Promise<{ id: string; slug: string; createdAt: Date }> {
  return insertUnderFreeSlug(project.slug, async (slug) => {
    const rows = await tx.project.createManyAndReturn({
      data: [{ ...project, slug }],
      skipDuplicates: true,
      select: { id: true, slug: true, createdAt: true },
    });
    return rows[0] ?? null;
  });
}

/** Takes the workspace's row, so that changes to its members happen one after another until the transaction ends. */
export async function lockWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Workspace" WHERE id = ${workspaceId} FOR UPDATE`;
}

/** Takes a person's row: until the transaction ends nothing that refers to them (a membership, a session) is added. */
export async function lockUser(tx: Tx, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${userId} FOR UPDATE`;
}
