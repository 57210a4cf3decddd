import type { Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";

/** Under this lock changes of one project's lists follow each other: no limit is passed, no name taken twice. Throws `not_found`. */
export async function lockProject(
  tx: Tx,
  { workspaceId, projectId }: { workspaceId: string; projectId: string },
): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT id FROM "Project" WHERE id = ${projectId} AND "workspaceId" = ${workspaceId} FOR UPDATE`);
  if (rows.length === 0) throw new AppError("not_found");
}
