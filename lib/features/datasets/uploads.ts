import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { putBlob } from "#lib/platform/blobs/index.ts";
import { transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { fetchPublic, type Outside } from "./fetch-public.ts";
import { FetchSchema, FileNameSchema, MAX_UPLOAD_BYTES } from "./input.ts";

export interface ReceivedUpload {
  id: string;
  fileName: string;
  sizeBytes: number;
  digest: string;
}

/**
 * Takes an upload as it streams in, about two megabytes of it in memory. It exists only when it arrived whole: a
 * stream that breaks, is too long, or is not as long as was declared leaves nothing.
 */
export async function receiveUpload(
  actor: ProjectActor,
  input: { fileName: string; declaredBytes: number | null; chunks: AsyncIterable<Uint8Array> },
): Promise<ReceivedUpload> {
  assertMay(actor, "edit_data_and_runs");
  const fileName = parseInput(FileNameSchema, input.fileName);
  const { declaredBytes } = input;
  if (declaredBytes !== null && declaredBytes > MAX_UPLOAD_BYTES) throw tooLarge();
  const stored = await putBlob({
    workspaceId: actor.workspaceId,
    chunks: whole(input.chunks, declaredBytes),
  });
  const upload = await transaction(async (tx) => {
    const row = await tx.upload.create({
      data: {
        workspaceId: actor.workspaceId,
        projectId: actor.projectId,
        fileName,
        declaredBytes: declaredBytes === null ? null : BigInt(declaredBytes),
        receivedBytes: BigInt(stored.sizeBytes),
        digest: stored.digest,
        status: "received",
        createdById: actor.userId,
      },
    });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "upload.received",
      ref: row.id,
      detail: { fileName, sizeBytes: stored.sizeBytes, digest: stored.digest },
    });
    return row;
  });
  return { id: upload.id, fileName, ...stored };
}

/** Takes a file of the public internet as an upload. @throws AppError for addresses within, and for what is no file. */
export async function receiveFromAddress(
  actor: ProjectActor,
  input: unknown,
  options: { signal?: AbortSignal; outside?: Outside } = {},
): Promise<ReceivedUpload> {
  assertMay(actor, "edit_data_and_runs");
  const { url } = parseInput(FetchSchema, input);
  const file = await fetchPublic(url, options);
  return receiveUpload(actor, {
    fileName: file.fileName,
    declaredBytes: file.sizeBytes,
    chunks: file.chunks,
  });
}

export function tooLarge(): AppError {
  return new AppError("too_large", {
    detail: "A file may have at most 2 GB. Compress it with gzip, or split it by series.",
  });
}

async function* whole(
  chunks: AsyncIterable<Uint8Array>,
  declaredBytes: number | null,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.byteLength;
    if (received > MAX_UPLOAD_BYTES) throw tooLarge();
    yield chunk;
  }
  if (declaredBytes !== null && received !== declaredBytes) {
    throw new AppError("invalid_input", {
      detail: `${received.toLocaleString("en")} of ${declaredBytes.toLocaleString("en")} bytes arrived. Nothing was stored. Upload the file again.`,
    });
  }
  if (received === 0) {
    throw new AppError("data_refused", {
      detail: "The file is empty. Nothing was stored. Choose a CSV file with a header and rows.",
    });
  }
}
