import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import { type ImportInput, ImportSchema } from "./input.ts";
import type { Manifest } from "./manifest.ts";
import { prepareVersion } from "./prepare.ts";
import type { Prepared } from "./prepared.ts";
import type { OnStage } from "./reading/table.ts";
import { canonicalRecipe, type Recipe, roleProblems } from "./recipe.ts";
import { findAnyVersionByDigest, findVersionByDigest, type VersionRow } from "./repository.ts";
import { reviveVersion } from "./retention/revive.ts";
import { filesOf } from "./sources.ts";
import { receiveUpload } from "./uploads.ts";

/** Part of every version's identity: raise it whenever the same file and recipe would give other values. */
const READER_VERSION = 1;

export interface ImportedVersion {
  id: string;
  number: number;
  name: string;
  digest: string;
  /** False when this very version was there already. */
  isNew: boolean;
}

/** SHA-256 over the raw digests, the recipe and the reader's version: equal input is an equal version. */
function versionDigest(rawDigests: readonly string[], recipe: Recipe): string {
  const text = JSON.stringify([READER_VERSION, rawDigests, canonicalRecipe(recipe)]);
  return createHash("sha256").update(text).digest("hex");
}

// Twenty people who press the button at once share one reading of the file.
const underWay = new Map<string, Promise<Prepared>>();

/**
 * Makes an immutable version of an upload, or finds the one that the same file and recipe gave before.
 * @throws DataRefused with row and column; nothing is stored then.
 */
export async function importVersion(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<ImportedVersion> {
  assertMay(actor, "edit_data_and_runs");
  const { name, recipe, ...sources } = parseInput(ImportSchema, input);
  const open = roleProblems(recipe);
  if (open[0])
    throw new AppError("invalid_input", { detail: open.join(" "), fields: { "recipe.columns": open[0] } });
  return makeVersion(actor, { name, recipe, ...(await filesOf(actor, sources)) }, onStage);
}

/**
 * The version that these files and this recipe give: found when it is there already, by its digest alone, and else made.
 * `base` is a version whose files come first; what was read for it need not be read again.
 */
export async function makeVersion(
  actor: ProjectActor,
  wish: { name: string; recipe: Recipe; files: Manifest["raw"]; base: VersionRow | null },
  onStage: OnStage,
): Promise<ImportedVersion> {
  assertMay(actor, "edit_data_and_runs");
  const { name, recipe, files, base } = wish;
  const digest = versionDigest(
    files.map((file) => file.digest),
    recipe,
  );

  const known = await findVersionByDigest(db(), { ...actor, name, digest });
  if (known) return { id: known.id, number: known.number, name, digest, isNew: false };

  const key = `${actor.workspaceId}:${digest}`;
  let preparing = underWay.get(key);
  if (!preparing) {
    preparing = prepareVersion({ workspaceId: actor.workspaceId, files, base, recipe, onStage }).finally(() =>
      underWay.delete(key),
    );
    underWay.set(key, preparing);
  }
  const prepared = await preparing;
  return storeVersion(actor, { name, digest, recipe, ...prepared });
}

function storeVersion(
  actor: ProjectActor,
  version: Prepared & { name: string; digest: string; recipe: Recipe },
): Promise<ImportedVersion> {
  const { workspaceId, projectId } = actor;
  const { name, digest } = version;
  return transaction(async (tx) => {
    await tx.dataset.createMany({ data: [{ workspaceId, projectId, name }], skipDuplicates: true });
    const dataset = await tx.dataset.findUniqueOrThrow({ where: { projectId_name: { projectId, name } } });
    // One at a time gives the numbers of a dataset's versions.
    await tx.$queryRaw(Prisma.sql`SELECT id FROM "Dataset" WHERE id = ${dataset.id} FOR UPDATE`);
    const known = await findAnyVersionByDigest(tx, { workspaceId, projectId, name, digest });
    if (known && !known.deletedAt) return { id: known.id, number: known.number, name, digest, isNew: false };
    if (dataset.deletedAt)
      await tx.dataset.update({ where: { id: dataset.id, workspaceId }, data: { deletedAt: null } });
    if (known) {
      await reviveVersion(tx, actor, { ...known, ...version });
      return { id: known.id, number: known.number, name, digest, isNew: true };
    }
    const last = await tx.datasetVersion.aggregate({
      where: { datasetId: dataset.id, workspaceId },
      _max: { number: true },
    });
    const created = await tx.datasetVersion.create({
      data: {
        workspaceId,
        projectId,
        datasetId: dataset.id,
        number: (last._max.number ?? 0) + 1,
        digest,
        manifest: version.manifest,
        recipe: version.recipe,
        profile: version.profile,
        createdById: actor.userId,
      },
    });
    await recordAudit(tx, {
      workspaceId,
      projectId,
      actorId: actor.userId,
      action: "dataset.version_created",
      ref: created.id,
      detail: { name, number: created.number, digest },
    });
    await appendEvent(tx, { projectId, kind: "dataset.version_created", ref: created.id });
    return { id: created.id, number: created.number, name, digest, isNew: true };
  });
}

/** A file on this machine as a version, through the same doors as a person's upload: for the demo and scripts. */
export async function importFile(
  actor: ProjectActor,
  input: { path: string; fileName?: string; name: string; recipe: ImportInput["recipe"] },
): Promise<ImportedVersion> {
  const bytes = await readFile(input.path);
  const upload = await receiveUpload(actor, {
    fileName: input.fileName ?? basename(input.path),
    declaredBytes: bytes.byteLength,
    chunks: (async function* () {
      yield bytes;
    })(),
  });
  return importVersion(actor, { uploadId: upload.id, name: input.name, recipe: input.recipe });
}
