import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { log } from "#lib/platform/log.ts";
import type { ImportedVersion } from "../import.ts";
import { ProfileSchema } from "../profile-schema.ts";
import type { OnStage } from "../reading/table.ts";
import { ensureValidation } from "./validate.ts";

/** Of more rows nobody waits for the profile: it goes on behind the answer, and the first look waits for what is left. */
const WAITED_FOR_ROWS = 2_000_000;

/**
 * Profiles and judges a version that was just stored. The version stands whatever becomes of this: the first look at it,
 * or the first run, does what is missing.
 */
export async function judgeNewVersion(
  actor: ProjectActor,
  version: ImportedVersion,
  onStage: OnStage,
): Promise<ImportedVersion> {
  const { workspaceId, projectId } = actor;
  const row = await db().datasetVersion.findFirst({
    where: { id: version.id, workspaceId, projectId },
    select: { profile: true },
  });
  const judging = ensureValidation({ workspaceId, projectId, versionId: version.id }).then(
    () => {},
    (error: unknown) =>
      log("warn", "a new version could not be profiled", { versionId: version.id, error: String(error) }),
  );
  const rows = ProfileSchema.safeParse(row?.profile).data?.rows ?? 0;
  if (rows <= WAITED_FOR_ROWS) {
    onStage("Checking what is expected of it");
    await judging;
  }
  return version;
}
