import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { deletedVersion } from "./retention/gone.ts";
import { type DatasetVersionView, viewsOf } from "./versions.ts";

/** Times are milliseconds since 1970 UTC. */
export interface DatasetView {
  id: string;
  name: string;
  createdAt: number;
  versions: number;
  latest: { id: string; number: number; createdAt: number } | null;
}

const SELECT = {
  id: true,
  name: true,
  createdAt: true,
  _count: { select: { versions: { where: { deletedAt: null } } } },
  versions: {
    where: { deletedAt: null },
    orderBy: { number: "desc" },
    take: 1,
    select: { id: true, number: true, createdAt: true },
  },
} as const;

interface Row {
  id: string;
  name: string;
  createdAt: Date;
  _count: { versions: number };
  versions: { id: string; number: number; createdAt: Date }[];
}

function toView({ id, name, createdAt, _count, versions: [latest] }: Row): DatasetView {
  return {
    id,
    name,
    createdAt: createdAt.getTime(),
    versions: _count.versions,
    latest: latest ? { ...latest, createdAt: latest.createdAt.getTime() } : null,
  };
}

/** Newest first; `before` is the id that a page before ended with: ids grow with time. */
export async function listDatasets(
  actor: ProjectActor,
  options: { limit: number; before: string | null },
): Promise<DatasetView[]> {
  assertMay(actor, "read");
  const { workspaceId, projectId } = actor;
  const rows = await db().dataset.findMany({
    where: {
      workspaceId,
      projectId,
      deletedAt: null,
      ...(options.before === null ? {} : { id: { lt: options.before } }),
    },
    orderBy: { id: "desc" },
    take: options.limit,
    select: SELECT,
  });
  return rows.map(toView);
}

const IdSchema = z.uuid();

function noDataset(): AppError {
  return new AppError("not_found", { detail: "There is no such dataset in this project." });
}

/** @throws AppError `not_found` for an unknown or a foreign id. */
export async function getDataset(actor: ProjectActor, id: string): Promise<DatasetView> {
  assertMay(actor, "read");
  const { workspaceId, projectId } = actor;
  const row = IdSchema.safeParse(id).success
    ? await db().dataset.findFirst({ where: { id, workspaceId, projectId, deletedAt: null }, select: SELECT })
    : null;
  if (!row) throw noDataset();
  return toView(row);
}

/** A dataset's versions, newest first; `before` is the number that a page before ended with. */
export async function listVersionsOf(
  actor: ProjectActor,
  options: { datasetId: string; limit: number; before: number | null },
): Promise<DatasetVersionView[]> {
  const { id } = await getDataset(actor, options.datasetId);
  const { workspaceId, projectId } = actor;
  const rows = await db().datasetVersion.findMany({
    where: {
      datasetId: id,
      workspaceId,
      projectId,
      deletedAt: null,
      ...(options.before === null ? {} : { number: { lt: options.before } }),
    },
    include: { dataset: { select: { name: true } } },
    orderBy: { number: "desc" },
    take: options.limit,
  });
  return viewsOf(rows);
}

/** The version of a dataset that an address names by its number or its id. @throws AppError `not_found`. */
export async function getVersionAt(
  actor: ProjectActor,
  address: { datasetId: string; version: string },
): Promise<DatasetVersionView> {
  const { datasetId, version } = address;
  await getDataset(actor, datasetId);
  const { workspaceId, projectId } = actor;
  const isNumber = /^[1-9]\d{0,8}$/.test(version);
  const where = isNumber ? { number: Number(version) } : { id: version };
  const row =
    isNumber || IdSchema.safeParse(version).success
      ? await db().datasetVersion.findFirst({
          where: { ...where, datasetId, workspaceId, projectId },
          include: { dataset: { select: { name: true } } },
        })
      : null;
  if (row?.deletedAt) throw deletedVersion({ ...row, name: row.dataset.name, reason: row.deletedReason });
  const [view] = row ? await viewsOf([row]) : [];
  if (!view) throw new AppError("not_found", { detail: "There is no such version of this dataset." });
  return view;
}
