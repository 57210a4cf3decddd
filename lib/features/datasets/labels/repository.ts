import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { addSteps, type Frequency, parseFrequency } from "#lib/forecast/index.ts";
import { type Db, db, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { type Label, Prisma } from "#lib/platform/prisma/client.ts";
import { ProfileSchema } from "../profile-schema.ts";
import { DETECTOR_KEYS, type Detector } from "./detectors.ts";
import type { LabelView } from "./view.ts";

export interface LabelledDataset {
  id: string;
  name: string;
  /** The newest version, whose periods times are read by. */
  versionId: string;
  frequency: Frequency;
}

/** @throws AppError `not_found` for an unknown or a foreign dataset, or one without a version. */
export async function labelledDataset(
  client: Db,
  scope: Pick<ProjectActor, "workspaceId" | "projectId">,
  datasetId: string,
): Promise<LabelledDataset> {
  const { workspaceId, projectId } = scope;
  const version = await client.datasetVersion.findFirst({
    where: { datasetId, workspaceId, projectId, deletedAt: null, dataset: { deletedAt: null } },
    orderBy: { number: "desc" },
    select: { id: true, profile: true, dataset: { select: { name: true } } },
  });
  if (!version) throw new AppError("not_found", { detail: "There is no such dataset in this project." });
  const { frequency } = ProfileSchema.parse(version.profile);
  return {
    id: datasetId,
    name: version.dataset.name,
    versionId: version.id,
    frequency: parseFrequency(frequency),
  };
}

/** The dataset's row is the lock under which labels are counted, found and written. */
export async function lockDataset(tx: Tx, datasetId: string): Promise<void> {
  await tx.$queryRaw(Prisma.sql`SELECT id FROM "Dataset" WHERE id = ${datasetId} FOR UPDATE`);
}

function isDetector(text: string | null): text is Detector {
  return (DETECTOR_KEYS as readonly (string | null)[]).includes(text);
}

/** Rows with the names of the people, and keys, that made and changed them. */
export async function labelViews(rows: readonly Label[], frequency: Frequency): Promise<LabelView[]> {
  const people = await namesOf(
    db(),
    rows.flatMap((row) => [row.createdById, row.changedById]),
  );
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    seriesId: row.seriesId,
    fromTime: row.fromTime,
    toTime: Math.max(row.fromTime, addSteps(row.untilTime, -1, frequency)),
    untilTime: row.untilTime,
    text: row.text,
    detector: isDetector(row.detector) ? row.detector : null,
    createdBy: nameOf(row.createdById),
    createdAt: row.createdAt.getTime(),
    changedBy: nameOf(row.changedById),
    changedAt: row.changedAt?.getTime() ?? null,
  }));
}
