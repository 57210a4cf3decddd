import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { dropPieces, inPieces, roomAt } from "#lib/platform/blobs/index.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Upload } from "#lib/platform/prisma/client.ts";
import { MAX_UPLOAD_BYTES, OpenUploadSchema } from "./input.ts";
import { appendPiece, findAnyUpload } from "./repository.ts";
import { tooLarge } from "./uploads.ts";
import { finishUpload } from "./uploads-finish.ts";

/** An upload that nobody adds to for so long is forgotten. */
const UPLOAD_LIFETIME_MS = 24 * 3_600_000;

/** Times are milliseconds since 1970 UTC. */
export interface UploadView {
  id: string;
  fileName: string;
  sizeBytes: number;
  /** How many bytes have arrived: where the next ones belong. */
  offset: number;
  status: Upload["status"];
  /** SHA-256 of the whole, once it is there. */
  sha256: string | null;
  /** When it is forgotten if nothing more comes; null once it is whole. */
  expiresAt: number | null;
  createdAt: number;
}

function viewOfUpload(row: Upload): UploadView {
  return {
    id: row.id,
    fileName: row.fileName,
    sizeBytes: Number(row.declaredBytes ?? row.receivedBytes),
    offset: Number(row.receivedBytes),
    status: row.status,
    sha256: row.digest,
    expiresAt: row.status === "received" ? null : (row.expiresAt?.getTime() ?? null),
    createdAt: row.createdAt.getTime(),
  };
}

/** Opens an upload that may come in several requests; it says where it stands, and outlives a cut line by a day. */
export async function openUpload(actor: ProjectActor, input: unknown): Promise<UploadView> {
  const { fileName, sizeBytes, sha256 } = parseInput(OpenUploadSchema, input);
  assertMay(actor, "edit_data_and_runs");
  if (sizeBytes > MAX_UPLOAD_BYTES) throw tooLarge();
  const { workspaceId, projectId, userId } = actor;
  return transaction(async (tx) => {
    const row = await tx.upload.create({
      data: {
        workspaceId,
        projectId,
        fileName,
        declaredBytes: BigInt(sizeBytes),
        declaredDigest: sha256,
        expiresAt: new Date(Date.now() + UPLOAD_LIFETIME_MS),
        createdById: userId,
      },
    });
    await recordAudit(tx, {
      workspaceId,
      projectId,
      actorId: userId,
      action: "upload.opened",
      ref: row.id,
      detail: { fileName, sizeBytes },
    });
    return viewOfUpload(row);
  });
}

const IdSchema = z.uuid();

async function getRow(actor: ProjectActor, id: string): Promise<Upload> {
  const row = IdSchema.safeParse(id).success ? await findAnyUpload(db(), { ...actor, id }) : null;
  if (!row) throw new AppError("not_found", { detail: "There is no such upload here." });
  if (row.status === "receiving" && row.expiresAt !== null && row.expiresAt.getTime() <= Date.now()) {
    throw new AppError("not_found", {
      detail:
        "Nothing was added to this upload for a day, so it was forgotten. Open another and send the file.",
    });
  }
  return row;
}

/** Where an upload stands. @throws AppError `not_found` for a foreign, an unknown or a forgotten one. */
export async function getUpload(actor: ProjectActor, id: string): Promise<UploadView> {
  assertMay(actor, "read");
  return viewOfUpload(await getRow(actor, id));
}

/**
 * Adds bytes at an offset, about a megabyte of them in memory. Each whole piece of 1 MiB is kept as it comes, so that a
 * cut line loses less than one. Of two who add at the same offset one is told `conflict`, and the true offset. The last
 * byte finishes the upload; so does an empty addition at its end, when finishing was cut.
 * @throws AppError `conflict`; `invalid_input` for more bytes than the file has; `data_refused` when the whole is not
 * what was declared.
 */
export async function appendToUpload(
  actor: ProjectActor,
  input: { id: string; offset: number; contentLength: number | null; chunks: AsyncIterable<Uint8Array> },
): Promise<UploadView> {
  assertMay(actor, "edit_data_and_runs");
  const upload = await getRow(actor, input.id);
  const sizeBytes = Number(upload.declaredBytes);
  if (upload.status === "failed") throw notTheFile();
  if (input.offset !== Number(upload.receivedBytes)) throw wrongOffset(upload);
  if (input.offset + (input.contentLength ?? 0) > sizeBytes) throw tooMany(upload);
  let offset = input.offset;
  // One piece is being stored while the next comes in.
  let storing = Promise.resolve(true);
  const stored = async () => {
    if (!(await storing)) throw wrongOffset(await getRow(actor, upload.id));
  };
  try {
    for await (const bytes of inPieces(input.chunks, roomAt(offset))) {
      await stored();
      if (offset + bytes.byteLength > sizeBytes) throw tooMany(upload);
      const expiresAt = new Date(Date.now() + UPLOAD_LIFETIME_MS);
      storing = appendPiece({ ...actor, id: upload.id, offset, bytes, expiresAt });
      // The failure is met at the next await; without this Node would end the process before.
      storing.catch(() => {});
      offset += bytes.byteLength;
    }
    await stored();
  } finally {
    // Also when the line is cut: the answer to “where does it stand?” must not be overtaken.
    await storing.catch(() => {});
  }
  const now = await getRow(actor, upload.id);
  if (now.status !== "receiving" || Number(now.receivedBytes) < sizeBytes) return viewOfUpload(now);
  return viewOfUpload(await finishUpload(actor, now));
}

/** Forgets an upload that is under way or has failed; one that arrived whole stays, since a version may rest on it. */
export async function abortUpload(actor: ProjectActor, id: string): Promise<void> {
  assertMay(actor, "edit_data_and_runs");
  const upload = await getRow(actor, id);
  const { workspaceId, projectId } = actor;
  await transaction(async (tx) => {
    const { count } = await tx.upload.deleteMany({
      where: { id: upload.id, workspaceId, projectId, status: { in: ["receiving", "failed"] } },
    });
    if (count === 0) {
      throw new AppError("conflict", {
        detail: "This upload has arrived whole and is kept. There is nothing to stop.",
      });
    }
    await dropPieces(tx, upload);
    await recordAudit(tx, {
      workspaceId,
      projectId,
      actorId: actor.userId,
      action: "upload.aborted",
      ref: upload.id,
      detail: { fileName: upload.fileName },
    });
  });
}

const n = (bytes: number | bigint | null) => Number(bytes).toLocaleString("en");

function wrongOffset(upload: Upload): AppError {
  const offset = Number(upload.receivedBytes);
  return new AppError("conflict", {
    detail: `${n(offset)} of ${n(upload.declaredBytes)} bytes are here. Go on at offset ${offset}.`,
    offset,
  });
}

function tooMany(upload: Upload): AppError {
  return new AppError("invalid_input", {
    detail: `This upload was opened for ${n(upload.declaredBytes)} bytes, and more came. Open another with the file's true size.`,
  });
}

function notTheFile(): AppError {
  return new AppError("conflict", {
    detail: "This upload failed: what arrived was not the file that was declared. Open another.",
  });
}
