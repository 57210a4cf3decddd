import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { formatDate } from "#lib/format/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";

/** The words wherever somebody asks for data that are gone. */
export function deletedVersion(gone: {
  name: string;
  number: number;
  deletedAt: Date | number | null;
  reason: string;
}): AppError {
  const when = gone.deletedAt === null ? "" : ` on ${formatDate(new Date(gone.deletedAt).getTime())}`;
  const why = gone.reason ? ` (${gone.reason})` : "";
  return new AppError("not_found", {
    detail: `The data of version ${gone.number} of ${gone.name} were deleted${when}${why}. What was counted of them and the audit stay. The same files and recipe make the version anew.`,
  });
}

/** What stood here, for pages of what is gone; null where there never was such a version, or it still is there. */
export async function findDeletedVersion(
  actor: ProjectActor,
  id: string,
): Promise<{
  id: string;
  name: string;
  number: number;
  digest: string;
  datasetId: string;
  createdAt: number;
  deletedAt: number;
  deletedById: string | null;
  reason: string;
} | null> {
  const { workspaceId, projectId } = actor;
  const row = await db().datasetVersion.findFirst({
    where: { id, workspaceId, projectId, deletedAt: { not: null } },
    include: { dataset: { select: { name: true } } },
  });
  if (!row?.deletedAt) return null;
  return {
    id: row.id,
    name: row.dataset.name,
    number: row.number,
    digest: row.digest,
    datasetId: row.datasetId,
    createdAt: row.createdAt.getTime(),
    deletedAt: row.deletedAt.getTime(),
    deletedById: row.deletedById,
    reason: row.deletedReason,
  };
}

const IdSchema = z.uuid();

/** The same for a page, with who deleted it. */
export async function getDeletedVersion(
  actor: ProjectActor,
  id: string,
): Promise<
  (NonNullable<Awaited<ReturnType<typeof findDeletedVersion>>> & { deletedBy: string | null }) | null
> {
  const gone = IdSchema.safeParse(id).success ? await findDeletedVersion(actor, id) : null;
  if (!gone) return null;
  const people = await namesOf(db(), [gone.deletedById]);
  return { ...gone, deletedBy: people.get(gone.deletedById ?? "") ?? null };
}
