import { createHash } from "node:crypto";
import { recordAudit } from "#lib/features/audit/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { dropPieces, publishPieces, readPieces } from "#lib/platform/blobs/index.ts";
import { transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Upload } from "#lib/platform/prisma/client.ts";
import { findAnyUpload } from "./repository.ts";

/** A row's lock may be waited for while another with the same content is published. */
const PUBLISH_TIMEOUT_MS = 60_000;

/**
 * Makes the pieces of an upload whose last byte is here the raw file that it is. They are read back and hashed first:
 * what counts is what is stored. Two who finish at once, or one who does it again, get the same answer.
 * @throws AppError `data_refused` when the SHA-256 is not the declared one; nothing is stored then.
 */
export async function finishUpload(actor: ProjectActor, upload: Upload): Promise<Upload> {
  const sizeBytes = Number(upload.declaredBytes);
  const hash = createHash("sha256");
  let read = 0;
  for await (const bytes of readPieces(upload)) {
    hash.update(bytes);
    read += bytes.byteLength;
  }
  const digest = hash.digest("hex");
  const isWhole = read === sizeBytes && (upload.declaredDigest ?? digest) === digest;
  const finished = await transaction(
    async (tx) => {
      // Whoever comes first through here does it; the others find it done.
      const { count } = await tx.upload.updateMany({
        where: { id: upload.id, workspaceId: actor.workspaceId, status: "receiving" },
        data: isWhole ? { status: "received", digest, expiresAt: null } : { status: "failed" },
      });
      if (count > 0) {
        if (isWhole) await publishPieces(tx, upload, { digest, sizeBytes });
        else await dropPieces(tx, upload);
        await recordAudit(tx, {
          workspaceId: actor.workspaceId,
          projectId: actor.projectId,
          actorId: actor.userId,
          action: isWhole ? "upload.received" : "upload.failed",
          ref: upload.id,
          detail: { fileName: upload.fileName, sizeBytes: read, digest },
        });
      }
      return findAnyUpload(tx, { ...actor, id: upload.id });
    },
    { timeoutMs: PUBLISH_TIMEOUT_MS },
  );
  if (!finished) throw new AppError("not_found", { detail: "This upload was given up meanwhile." });
  if (finished.status === "failed") {
    throw new AppError("data_refused", {
      detail: `All bytes arrived, but their SHA-256 is ${digest}, not the declared ${upload.declaredDigest}. Nothing was stored. Look whether the file changed, then upload it again.`,
    });
  }
  return finished;
}
