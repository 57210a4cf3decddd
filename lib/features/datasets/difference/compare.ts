import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { readBlobBytes } from "#lib/platform/blobs/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { literal, rowsOf, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { OnStage } from "../reading/table.ts";
import { columnsWith } from "../recipe.ts";
import { type DatasetVersionView, getDatasetVersion } from "../versions.ts";
import {
  type ColumnSketch,
  mergeSketches,
  moments,
  populationStability,
  wasserstein,
} from "./distribution.ts";
import { partFile } from "./parts.ts";
import { compareRows, type Side } from "./rows.ts";
import { CompareSchema, type Difference, DifferenceSchema } from "./schema.ts";
import { sketchColumns } from "./sketch.ts";

/** Raise it when the same two versions would give another answer; what was kept under a lower one is made anew. */
const FORMAT = 2;
const SERIES_LISTED = 100;

type Sketches = Record<string, ColumnSketch>;

/**
 * What differs between two versions of a dataset. Versions never change, so an answer is kept under the pair of digests;
 * Parquet parts that both have are not read again, and their distributions are kept by the part.
 * @throws AppError `not_found`; `invalid_input` for versions of two datasets.
 */
export async function compareVersions(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<Difference> {
  assertMay(actor, "read");
  const asked = parseInput(CompareSchema, input);
  const [from, to] = await Promise.all([
    getDatasetVersion(actor, asked.from),
    getDatasetVersion(actor, asked.to),
  ]);
  if (from.datasetId !== to.datasetId)
    throw new AppError("invalid_input", {
      detail: "Only versions of one dataset are compared. Choose another.",
    });
  const { workspaceId } = actor;
  const key = { workspaceId, fromDigest: from.digest, toDigest: to.digest };
  const kept = await db().datasetDifference.findUnique({
    where: { workspaceId_fromDigest_toDigest: key },
  });
  if (kept?.format === FORMAT) return DifferenceSchema.parse(kept.result);
  const result = await computeDifference({ workspaceId, from, to, onStage });
  await db().datasetDifference.upsert({
    where: { workspaceId_fromDigest_toDigest: key },
    create: { ...key, format: FORMAT, result },
    update: { format: FORMAT, result },
  });
  return result;
}

async function computeDifference(input: {
  workspaceId: string;
  from: DatasetVersionView;
  to: DatasetVersionView;
  onStage: OnStage;
}): Promise<Difference> {
  const { workspaceId, from, to, onStage } = input;
  const inTo = new Set(to.manifest.parts.map((part) => part.digest));
  const shared = new Set(from.manifest.parts.map((part) => part.digest).filter((digest) => inTo.has(digest)));
  onStage("Comparing the series");
  const series = await compareSeries(workspaceId, from, to);
  const covariates = matchCovariates(from, to);
  const pairs = covariates.filter((each) => each.state === "both");
  return withFolder(async (folder) => {
    const files = new Map<string, Promise<string>>();
    const fileOf = (digest: string) => {
      const file = files.get(digest) ?? partFile({ workspaceId, digest, folder });
      files.set(digest, file);
      return file;
    };
    const ownFiles = (version: DatasetVersionView) =>
      Promise.all(
        version.manifest.parts
          .filter(({ digest }) => !shared.has(digest))
          .map(({ digest }) => fileOf(digest)),
      );
    onStage("Reading what the versions do not share");
    const [fromFiles, toFiles] = [await ownFiles(from), await ownFiles(to)];
    const rows = await withDuckDb({ folder }, (connection) => {
      onStage("Comparing the rows");
      return compareRows(connection, {
        from: sideOf(
          from,
          fromFiles,
          pairs.map((each) => each.from as string),
        ),
        to: sideOf(
          to,
          toFiles,
          pairs.map((each) => each.to as string),
        ),
        stepSize: (from.profile.lastTime - from.profile.firstTime) / Math.max(1, from.profile.periods - 1),
        newIds: series.newIds,
        goneIds: series.goneIds,
      });
    });
    onStage("Comparing the distributions");
    const sketches = await sketchesOf({
      workspaceId,
      parts: [...from.manifest.parts, ...to.manifest.parts],
      fileOf,
    });
    const inShared = from.manifest.parts.reduce(
      (sum, part) => sum + (shared.has(part.digest) ? part.rows : 0),
      0,
    );
    const { history, covariates: changed, ...counts } = rows;
    return {
      rows: { from: from.profile.rows, to: to.profile.rows, ...counts, same: counts.same + inShared },
      series: {
        from: from.profile.series,
        to: to.profile.series,
        new: series.newIds.length,
        gone: series.goneIds.length,
        newIds: series.newIds.slice(0, SERIES_LISTED),
        goneIds: series.goneIds.slice(0, SERIES_LISTED),
      },
      history,
      covariates: covariates.map((each) => ({
        name: each.name,
        state: each.state,
        changed: each.state === "both" ? (changed[pairs.indexOf(each)] ?? 0) : 0,
      })),
      drift: driftOf({ from, to, covariates: pairs, sketches }),
      frequency: { from: from.profile.frequency, to: to.profile.frequency },
      parts: { from: from.manifest.parts.length, to: to.manifest.parts.length, shared: shared.size },
    };
  });
}

function sideOf(
  { profile }: DatasetVersionView,
  files: readonly string[],
  covariates: readonly string[],
): Side {
  return { files, covariates, firstTime: profile.firstTime, lastTime: profile.lastTime };
}

async function compareSeries(
  workspaceId: string,
  from: DatasetVersionView,
  to: DatasetVersionView,
): Promise<{ newIds: string[]; goneIds: string[] }> {
  if (from.manifest.summary === to.manifest.summary) return { newIds: [], goneIds: [] };
  const idsOf = async (digest: string) => {
    const bytes = await readBlobBytes({ workspaceId, digest });
    return (JSON.parse(Buffer.from(bytes).toString("utf8")) as { ids: string[] }).ids;
  };
  const [before, after] = [await idsOf(from.manifest.summary), await idsOf(to.manifest.summary)];
  const [inBefore, inAfter] = [new Set(before), new Set(after)];
  return {
    newIds: after.filter((id) => !inBefore.has(id)),
    goneIds: before.filter((id) => !inAfter.has(id)),
  };
}

interface MatchedCovariate {
  name: string;
  state: Difference["covariates"][number]["state"];
  from: string | null;
  to: string | null;
  kind: "numeric" | "categorical";
}

/** Covariates of both by their names: a part keeps them by their place. */
function matchCovariates(from: DatasetVersionView, to: DatasetVersionView): MatchedCovariate[] {
  const placed = (version: DatasetVersionView) =>
    new Map(version.profile.covariates.map(({ name, kind }, i) => [name, { column: `x${i}`, kind }]));
  const [before, after] = [placed(from), placed(to)];
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => {
    const [a, b] = [before.get(name), after.get(name)];
    const state = !a ? "new" : !b ? "gone" : a.kind === b.kind ? "both" : "other_kind";
    return { name, state, from: a?.column ?? null, to: b?.column ?? null, kind: (b ?? a)?.kind ?? "numeric" };
  });
}

/** The distribution of each column of each part, kept by the part's digest. */
async function sketchesOf(input: {
  workspaceId: string;
  parts: readonly { digest: string }[];
  fileOf: (digest: string) => Promise<string>;
}): Promise<ReadonlyMap<string, Sketches>> {
  const { workspaceId } = input;
  const digests = [...new Set(input.parts.map((part) => part.digest))];
  const kept = await db().partSketch.findMany({
    where: { workspaceId, digest: { in: digests }, format: FORMAT },
  });
  const found = new Map(kept.map((row) => [row.digest, row.sketch as unknown as Sketches]));
  for (const digest of digests) {
    if (found.has(digest)) continue;
    const sketch = await sketchPart(await input.fileOf(digest));
    found.set(digest, sketch);
    const data = { format: FORMAT, sketch: sketch as object };
    await db().partSketch.upsert({
      where: { workspaceId_digest: { workspaceId, digest } },
      create: { workspaceId, digest, ...data },
      update: data,
    });
  }
  return found;
}

function sketchPart(file: string): Promise<Sketches> {
  return withFolder((folder) =>
    withDuckDb({ folder }, async (connection) => {
      const from = `read_parquet(${literal(file)})`;
      const described = await rowsOf(
        connection,
        `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${from})`,
      );
      const columns = described
        .filter(({ name }) => name === "y" || /^x\d+$/.test(String(name)))
        .map(({ name, type }) => ({
          name: String(name),
          sql: String(name),
          kind: type === "VARCHAR" ? ("categorical" as const) : ("numeric" as const),
        }));
      return sketchColumns(connection, from, columns);
    }),
  );
}

function driftOf(input: {
  from: DatasetVersionView;
  to: DatasetVersionView;
  covariates: readonly MatchedCovariate[];
  sketches: ReadonlyMap<string, Sketches>;
}): Difference["drift"] {
  const target = columnsWith(input.to.recipe, "target")[0]?.name ?? "target";
  const columns = [{ name: target, from: "y", to: "y" }, ...input.covariates];
  const whole = (version: DatasetVersionView, column: string | null) =>
    mergeSketches(
      version.manifest.parts.flatMap((part) => input.sketches.get(part.digest)?.[column ?? ""] ?? []),
    );
  return columns.map(({ name, from, to }) => {
    const [before, after] = [whole(input.from, from), whole(input.to, to)];
    const shares = {
      missingShareFrom: before.missing / Math.max(1, input.from.profile.rows),
      missingShareTo: after.missing / Math.max(1, input.to.profile.rows),
    };
    const psi = orNull(populationStability(before, after));
    if (before.kind === "categorical" || after.kind === "categorical") {
      const none = { wasserstein: null, wassersteinShare: null, meanFrom: null, meanTo: null };
      return { column: name, kind: "categorical", psi, ...none, ...shares };
    }
    const distance = wasserstein(before, after);
    const { mean, deviation } = moments(before);
    return {
      column: name,
      kind: "numeric",
      psi,
      wasserstein: orNull(distance),
      wassersteinShare: deviation > 0 ? orNull(distance / deviation) : null,
      meanFrom: orNull(mean),
      meanTo: orNull(moments(after).mean),
      ...shares,
    };
  });
}

const orNull = (value: number) => (Number.isFinite(value) ? value : null);
