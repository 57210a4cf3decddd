import { createHash } from "node:crypto";
import { database } from "../db.ts";
import { AppError } from "../errors.ts";

interface BlobKey {
  workspaceId: string;
  digest: string;
}

/**
 * Streams a blob chunk by chunk, one ahead of the reader. The digest is computed on the way: content that does not
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
  const chunk = async (index: number): Promise<Buffer | undefined> => {
    const result = await pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM "BlobChunk" WHERE "workspaceId" = $1 AND digest = $2 AND index = $3',
      [blob.workspaceId, blob.digest, index],
    );
    return result.rows[0]?.bytes;
  };
  const hash = createHash("sha256");
  let seen = 0;
  let next = sizeBytes > 0 ? chunk(0) : undefined;
  for (let index = 0; seen < sizeBytes; index += 1) {
    const bytes = await next;
    if (!bytes || bytes.byteLength === 0) throw new Error(`Blob ${blob.digest} lacks its chunk ${index}.`);
    seen += bytes.byteLength;
    hash.update(bytes);
    if (seen < sizeBytes) {
      next = chunk(index + 1);
      next.catch(() => {});
    }
    if (seen >= sizeBytes && (seen > sizeBytes || hash.digest("hex") !== blob.digest)) {
      throw new Error(`Blob ${blob.digest} does not match its digest.`);
    }
    yield bytes;
  }
}

/** The same, whole in memory: for parts and artifacts, not for uploads. */
export async function readBlobBytes(blob: BlobKey): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBlob(blob)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
