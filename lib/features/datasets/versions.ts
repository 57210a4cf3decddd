import { z } from "zod";
import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { rowAt, seriesRange } from "#lib/forecast/index.ts";
import { readBlob, readBlobBytes } from "#lib/platform/blobs/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { checksOf } from "./checks.ts";
import { type Manifest, ManifestSchema } from "./manifest.ts";
import { loadPanel } from "./panel.ts";
import type { Profile, SeriesSummary } from "./profile.ts";
import { ProfileSchema } from "./profile-schema.ts";
import type { Recipe } from "./recipe.ts";
import { RecipeSchema } from "./recipe-schema.ts";
import { findVersion, listVersions, type VersionRow } from "./repository.ts";
import { deletedVersion, findDeletedVersion } from "./retention/gone.ts";
import type { SeriesValues } from "./understanding.ts";
import { findValidations } from "./validate/repository.ts";

export interface DatasetVersionView {
  id: string;
  datasetId: string;
  name: string;
  number: number;
  digest: string;
  createdAt: number;
  createdBy: string | null;
  manifest: Manifest;
  recipe: Recipe;
  profile: Profile;
}

function toView(row: VersionRow, people: ReadonlyMap<string, string>): DatasetVersionView {
  return {
    id: row.id,
    datasetId: row.datasetId,
    name: row.dataset.name,
    number: row.number,
    digest: row.digest,
    createdAt: row.createdAt.getTime(),
    createdBy: row.createdById ? (people.get(row.createdById) ?? null) : null,
    manifest: ManifestSchema.parse(row.manifest),
    recipe: RecipeSchema.parse(row.recipe),
    profile: ProfileSchema.parse(row.profile),
  };
}

/** Rows with the names of the people, and keys, that made them. */
export async function viewsOf(rows: readonly VersionRow[]): Promise<DatasetVersionView[]> {
  const people = await namesOf(
    db(),
    rows.map((row) => row.createdById),
  );
  return rows.map((row) => toView(row, people));
}

/** All versions of the project's datasets, newest first. */
export async function listDatasetVersions(actor: ProjectActor): Promise<DatasetVersionView[]> {
  return viewsOf(await listVersions(db(), actor));
}

/** The newest version of the project, or null. */
async function latestVersion(actor: ProjectActor): Promise<DatasetVersionView | null> {
  const row = await db().datasetVersion.findFirst({
    where: { workspaceId: actor.workspaceId, projectId: actor.projectId, deletedAt: null },
    include: { dataset: { select: { name: true } } },
    orderBy: { createdAt: "desc" },
  });
  const [view] = row ? await viewsOf([row]) : [];
  return view ?? null;
}

const IdSchema = z.uuid();

/** @throws AppError `not_found` for an unknown or a foreign id. */
export async function getDatasetVersion(actor: ProjectActor, id: string): Promise<DatasetVersionView> {
  // The id stands in an address: what is none (a NUL, say) the database need not judge.
  const row = IdSchema.safeParse(id).success ? await findVersion(db(), { ...actor, id }) : null;
  const [view] = row ? await viewsOf([row]) : [];
  if (!view) throw await absence(actor, id);
  return view;
}

/** What was counted of a version, also of one whose data are gone. @throws AppError `not_found`. */
export async function getCountedProfile(actor: ProjectActor, id: string): Promise<Profile> {
  const { workspaceId, projectId } = actor;
  const row = await db().datasetVersion.findFirst({
    where: { id, workspaceId, projectId },
    select: { profile: true },
  });
  if (!row) throw new AppError("not_found");
  return ProfileSchema.parse(row.profile);
}

/** What was here is said in words; what never was is nothing. */
async function absence(actor: ProjectActor, id: string): Promise<AppError> {
  const gone = IdSchema.safeParse(id).success ? await findDeletedVersion(actor, id) : null;
  return gone ? deletedVersion(gone) : new AppError("not_found");
}

export async function getSeriesSummary(actor: ProjectActor, id: string): Promise<SeriesSummary> {
  const { manifest } = await getDatasetVersion(actor, id);
  const bytes = await readBlobBytes({ workspaceId: actor.workspaceId, digest: manifest.summary });
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as SeriesSummary;
}

/** One series on its grid, null where nothing is known, with its known-ahead covariates beside it. */
export async function getSeriesValues(
  actor: ProjectActor,
  input: { versionId: string; series: number },
): Promise<SeriesValues> {
  const version = await getDatasetVersion(actor, input.versionId);
  const panel = await loadPanel({ workspaceId: actor.workspaceId, versionId: version.id });
  const id = panel.ids[input.series];
  if (id === undefined) throw new AppError("not_found");
  const { from, to, start } = seriesRange(panel, input.series);
  const times: number[] = [];
  const values: (number | null)[] = [];
  for (let position = start; position < start + to - from; position += 1) {
    const value = panel.values[rowAt(panel, input.series, position)] as number;
    times.push(panel.times[position] as number);
    values.push(Number.isNaN(value) ? null : value);
  }
  return { id, times, values };
}

export interface RawFile {
  fileName: string;
  sizeBytes: number;
  digest: string;
  chunks: AsyncIterable<Uint8Array>;
}

/** One of the uploads that a version was made from, byte for byte. */
export async function readRawFile(actor: ProjectActor, id: string, file = 0): Promise<RawFile> {
  const { manifest } = await getDatasetVersion(actor, id);
  const raw = manifest.raw[file];
  if (!raw) throw new AppError("not_found");
  return { ...raw, chunks: readBlob({ workspaceId: actor.workspaceId, digest: raw.digest }) };
}

/** The Data stop of the thread. */
export async function getDataStop(actor: ProjectActor): Promise<Stop> {
  const version = await latestVersion(actor);
  if (!version) {
    return {
      state: "needs_you",
      badge: "no data",
      headline: "No data yet",
      detail: "A CSV file with one row a series and period is enough to start.",
      action: { label: "Add data", path: "data/new" },
    };
  }
  const { profile } = version;
  const action = { label: `Open version ${version.number}`, path: `data/${version.id}` };
  const [validation] = await findValidations(db(), {
    workspaceId: actor.workspaceId,
    projectId: actor.projectId,
    versionIds: [version.id],
  });
  if (validation && validation.errors > 0) {
    return {
      state: "needs_you",
      badge: `v${version.number}`,
      headline: "The newest data fail what is expected",
      detail: `${version.name}, version ${version.number}: ${validation.errors === 1 ? "1 check blocks" : `${validation.errors} checks block`} training`,
      action: { label: "See the checks", path: `data/${version.id}/checks` },
    };
  }
  const warnings = checksOf(profile).filter((check) => check.state === "warn").length;
  const series = profile.series === 1 ? "1 series" : `${profile.series.toLocaleString("en")} series`;
  return {
    state: warnings > 0 ? "warning" : "done",
    badge: `v${version.number}`,
    headline: `${series} × ${profile.periods.toLocaleString("en")} periods`,
    detail:
      warnings > 0
        ? `${version.name}, version ${version.number}: ${warnings === 1 ? "1 check warns" : `${warnings} checks warn`}, none blocks training`
        : `${version.name}, version ${version.number}: all checks pass`,
    action,
  };
}
