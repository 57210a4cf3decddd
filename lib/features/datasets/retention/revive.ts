import { recordAudit } from "#lib/features/audit/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { Tx } from "#lib/platform/db.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import type { Manifest } from "../manifest.ts";
import type { Profile } from "../profile.ts";

/** The same files and recipe give the same version: one whose data were deleted gets them back, under its number. */
export async function reviveVersion(
  tx: Tx,
  actor: ProjectActor,
  version: { id: string; number: number; name: string; digest: string; manifest: Manifest; profile: Profile },
): Promise<void> {
  const { workspaceId, projectId } = actor;
  const { id, number, name, digest, manifest, profile } = version;
  await tx.datasetVersion.update({
    where: { id, workspaceId, projectId },
    data: { manifest, profile, deletedAt: null, deletedById: null, deletedReason: "" },
  });
  await recordAudit(tx, {
    ...{ workspaceId, projectId, actorId: actor.userId, action: "dataset.version_restored", ref: id },
    detail: { name, number, digest },
  });
  await appendEvent(tx, { projectId, kind: "dataset.version_created", ref: id });
}
