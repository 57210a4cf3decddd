import { createHash } from "node:crypto";
import { database } from "../db.ts";
import { AppError } from "../errors.ts";
import { copyChunks } from "./copy.ts";

interface BlobKey {
  workspaceId: string;
  digest: string;
}

/**
 * Streams a blob chunk by chunk, a few ahead of the reader. The digest is computed on the way: content that does not
 * match it ends the stream with an error, before a reader could take it for whole.
 * @throws AppError `not_found` when this workspace has no such blob.
 */
export async function* readBlob(blob: BlobKey): AsyncGenerator<Uint8Array> {
  const { pool } = database();
  const found = await pool.query<{ sizeBytes: string }>(
    'SELECT "sizeBytes" FROM "Blob" WHERE "workspaceId" = $1 AND digest = $2',
    [blob.workspaceId, blob.digest],
  );
  const row = found.rows[0];
  if (!row) throw new AppError("not_found");
  const sizeBytes = Number(row.sizeBytes);
  const hash = createHash("sha256");
  let seen = 0;
  for await (const bytes of copyChunks(blob.workspaceId, blob.digest)) {
    seen += bytes.byteLength;
    hash.update(bytes);
    if (seen >= sizeBytes && (seen > sizeBytes || hash.digest("hex") !== blob.digest)) {
      throw new Error(`Blob ${blob.digest} does not match its digest.`);
    }
    yield bytes;
  }
  if (seen < sizeBytes) throw new Error(`Blob ${blob.digest} lacks what comes after its byte ${seen}.`);
}

/** The same, whole in memory: for parts and artifacts, not for uploads. */
export async function readBlobBytes(blob: BlobKey): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBlob(blob)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
