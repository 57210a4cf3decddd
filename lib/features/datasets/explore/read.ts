import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { readBlobBytes } from "#lib/platform/blobs/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { profileOfVersion } from "../reader.ts";
import { getDatasetVersion } from "../versions.ts";
import type { Facts } from "./facts.ts";

/** What the profile says of the version as a whole; counted at the first look. @throws AppError `not_found`. */
export async function getFacts(actor: ProjectActor, versionId: string): Promise<Facts> {
  const { id } = await getDatasetVersion(actor, versionId);
  return (await profileOfVersion(actor, id)).facts;
}

/** The figures and pictures of every series as they are kept, `ExploredSeries` in gzipped JSON. @throws AppError `not_found`. */
export async function readColumns(actor: ProjectActor, versionId: string): Promise<Uint8Array> {
  const { id } = await getDatasetVersion(actor, versionId);
  const { columnsDigest } = await profileOfVersion(actor, id);
  try {
    return await readBlobBytes({ workspaceId: actor.workspaceId, digest: columnsDigest });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("unavailable", { detail: "The profile could not be read. Load the page again." });
  }
}
