import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Sources } from "./input.ts";
import { type Manifest, ManifestSchema } from "./manifest.ts";
import { DataRefused } from "./problems.ts";
import { findUpload, findVersion, type VersionRow } from "./repository.ts";

type RawFiles = Manifest["raw"];

/**
 * The files that a version is, or would be, made of: those of the version that is appended to, then the uploads in the
 * order given.
 * @throws `not_found` for what is not this project's; DataRefused when one file stands there twice, byte for byte.
 */
export async function filesOf(
  actor: ProjectActor,
  sources: Sources,
): Promise<{ files: RawFiles; base: VersionRow | null }> {
  const base = sources.appendTo === null ? null : await findVersion(db(), { ...actor, id: sources.appendTo });
  if (sources.appendTo !== null && !base)
    throw new AppError("not_found", { detail: "There is no such version to append to in this project." });
  const files: RawFiles = base ? [...ManifestSchema.parse(base.manifest).raw] : [];
  for (const id of [sources.uploadId, ...sources.moreUploadIds]) {
    const upload = await findUpload(db(), { ...actor, id });
    if (!upload?.digest) throw new AppError("not_found");
    const twin = files.find((file) => file.digest === upload.digest);
    if (twin) {
      throw new DataRefused([
        {
          row: null,
          column: null,
          file: upload.fileName,
          message: `The file ${upload.fileName} is the same, byte for byte, as ${twin.fileName}, which is there already. Leave it out.`,
        },
      ]);
    }
    files.push({
      digest: upload.digest,
      fileName: upload.fileName,
      sizeBytes: Number(upload.receivedBytes),
    });
  }
  return { files, base };
}
