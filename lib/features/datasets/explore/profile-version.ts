import { promisify } from "node:util";
import { gzip } from "node:zlib";
import pg from "pg";
import { putBlob, readBlobBytes } from "#lib/platform/blobs/index.ts";
import { database, db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { ManifestSchema } from "../manifest.ts";
import { loadPanel } from "../panel.ts";
import type { SeriesSummary } from "../profile.ts";
import { ProfileSchema } from "../profile-schema.ts";
import { columnsWith } from "../recipe.ts";
import { RecipeSchema } from "../recipe-schema.ts";
import { profileColumns } from "./columns.ts";
import { type Facts, FactsSchema, factsOf, type PreviousVersion } from "./facts.ts";
import { type ExploredSeries, PROFILE_RULES } from "./figures.ts";
import { sketchOf } from "./sketch.ts";

export interface VersionScope {
  workspaceId: string;
  projectId: string;
  versionId: string;
}

export interface StoredProfile {
  facts: Facts;
  /** Blob with the `ExploredSeries`, gzipped JSON. */
  columnsDigest: string;
}

// Whoever asks while it is being counted waits for the same count.
const underWay = new Map<string, Promise<StoredProfile>>();

/** The profile as it was kept; null when there is none yet, or by rules that are no more. */
export async function findProfile(scope: VersionScope): Promise<StoredProfile | null> {
  const { workspaceId, projectId, versionId } = scope;
  const row = await db().versionProfile.findFirst({
    where: { versionId, workspaceId, projectId, rules: PROFILE_RULES },
    select: { facts: true, columnsDigest: true },
  });
  const facts = FactsSchema.safeParse(row?.facts).data;
  return row && facts ? { facts, columnsDigest: row.columnsDigest } : null;
}

/**
 * The profile of a version, counted from its panel and kept when it was not yet. Doing it twice gives the same.
 * @throws AppError `not_found` when the project has no such version.
 */
export async function ensureProfile(scope: VersionScope): Promise<StoredProfile> {
  const kept = await findProfile(scope);
  if (kept) return kept;
  let counting = underWay.get(scope.versionId);
  if (!counting) {
    counting = oneAtATime(scope, async () => (await findProfile(scope)) ?? countProfile(scope)).finally(() =>
      underWay.delete(scope.versionId),
    );
    underWay.set(scope.versionId, counting);
  }
  return counting;
}

/**
 * Of all processes one counts a version's profile; the others wait, and find it kept. The lock has a connection of its
 * own, so that those who wait take none from those who work, and ends with it.
 */
async function oneAtATime<T>({ versionId }: VersionScope, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database().url });
  // Should it break, the server has let go of the lock; the work goes on, and its result is the same twice.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [`profile:${versionId}`]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}

async function countProfile(scope: VersionScope): Promise<StoredProfile> {
  const { workspaceId, projectId, versionId } = scope;
  const version = await db().datasetVersion.findFirst({
    where: { id: versionId, workspaceId, projectId },
    select: { datasetId: true, number: true, manifest: true, recipe: true },
  });
  if (!version) throw new AppError("not_found");
  const { ids, binCount, low, high, bins } = await readSummary(workspaceId, version.manifest);
  const panel = await loadPanel({ workspaceId, versionId });
  const columns = profileColumns(panel, ids);
  const target = columnsWith(RecipeSchema.parse(version.recipe), "target")[0]?.name ?? "target";
  const facts = factsOf(panel, columns, {
    targetName: target,
    previous: await findPrevious(scope, version),
  });
  const explored: ExploredSeries = { ...columns, pictures: { binCount, low, high, bins } };
  // Packed once here, and sent as it is at every look.
  const packed = await promisify(gzip)(JSON.stringify(explored));
  const blob = await putBlob({ workspaceId, chunks: [packed] });
  const data = { rules: PROFILE_RULES, columnsDigest: blob.digest, facts };
  await db().versionProfile.upsert({
    where: { versionId },
    create: { versionId, workspaceId, projectId, ...data },
    update: data,
  });
  return { facts, columnsDigest: blob.digest };
}

async function readSummary(workspaceId: string, manifest: unknown): Promise<SeriesSummary> {
  const { summary } = ManifestSchema.parse(manifest);
  const bytes = await readBlobBytes({ workspaceId, digest: summary });
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as SeriesSummary;
}

/** The version of the dataset before this one whose data are still there. */
async function findPrevious(
  scope: VersionScope,
  version: { datasetId: string; number: number },
): Promise<PreviousVersion | null> {
  const { workspaceId, projectId } = scope;
  const { datasetId, number } = version;
  const before = await db().datasetVersion.findFirst({
    where: { datasetId, workspaceId, projectId, number: { lt: number }, deletedAt: null },
    orderBy: { number: "desc" },
    select: { id: true, number: true, manifest: true, profile: true },
  });
  if (!before) return null;
  const profile = ProfileSchema.parse(before.profile);
  const kept = await findProfile({ workspaceId, projectId, versionId: before.id });
  const target =
    kept?.facts.targetSketch ?? sketchOf((await loadPanel({ workspaceId, versionId: before.id })).values);
  const { ids } = await readSummary(workspaceId, before.manifest);
  return {
    versionId: before.id,
    number: before.number,
    ids,
    rows: profile.rows,
    lastKnownTime: profile.lastKnownTime,
    target,
  };
}
