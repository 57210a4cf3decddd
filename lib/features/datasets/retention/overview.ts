import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { getDataset } from "../list.ts";
import { ManifestSchema } from "../manifest.ts";
import { ProfileSchema } from "../profile-schema.ts";
import { policyWords } from "./apply.ts";
import { expiredVersions } from "./expired.ts";
import type { Keep } from "./schema.ts";
import { isUsed, type Uses, usesInWords, usesOf } from "./uses.ts";
import type { VersionLine } from "./version-line.ts";

export interface DatasetOverview {
  id: string;
  name: string;
  keep: Keep;
  keepWords: string;
  lines: VersionLine[];
  /** Older ones that are not listed. */
  omitted: number;
}

const LISTED = 200;

/** A dataset with all that became of its versions, newest first. @throws `not_found` for one of elsewhere, or deleted. */
export async function getDatasetOverview(
  actor: ProjectActor,
  datasetId: string,
  { now }: { now: number },
): Promise<DatasetOverview> {
  assertMay(actor, "read");
  const { id, name } = await getDataset(actor, datasetId);
  const { workspaceId, projectId } = actor;
  const where = { datasetId: id, workspaceId, projectId };
  const [dataset, rows, total] = await Promise.all([
    db().dataset.findFirstOrThrow({
      where: { id, workspaceId, projectId },
      select: { keepVersions: true, keepDays: true },
    }),
    db().datasetVersion.findMany({ where, orderBy: { number: "desc" }, take: LISTED }),
    db().datasetVersion.count({ where }),
  ]);
  const [uses, people] = await Promise.all([
    usesOf(db(), { workspaceId, projectId, versionIds: rows.map((row) => row.id) }),
    namesOf(
      db(),
      rows.flatMap((row) => [row.createdById, row.deletedById]),
    ),
  ]);
  const nameOf = (person: string | null) => (person === null ? null : (people.get(person) ?? null));
  const none: Uses = { runs: [], running: [], claims: [], decisions: 0 };
  const live = rows.filter((row) => row.deletedAt === null);
  const going = expiredVersions(
    live.map((row) => ({
      id: row.id,
      number: row.number,
      createdAt: row.createdAt.getTime(),
      isUsed: isUsed(uses.get(row.id) ?? none),
    })),
    dataset,
    now,
  );
  return {
    id,
    name,
    keep: dataset,
    keepWords: policyWords(dataset),
    omitted: total - rows.length,
    lines: rows.map((row): VersionLine => {
      const own = uses.get(row.id) ?? none;
      const profile = ProfileSchema.parse(row.profile);
      const { parts } = ManifestSchema.parse(row.manifest);
      return {
        id: row.id,
        number: row.number,
        createdAt: row.createdAt.getTime(),
        createdBy: nameOf(row.createdById),
        series: profile.series,
        rows: profile.rows,
        sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
        deleted: row.deletedAt && {
          at: row.deletedAt.getTime(),
          by: nameOf(row.deletedById),
          reason: row.deletedReason,
        },
        uses: isUsed(own) ? usesInWords(own) : null,
        runs: own.runs,
        isRunning: own.running.length > 0,
        goes: going.some((version) => version.id === row.id),
      };
    }),
  };
}
