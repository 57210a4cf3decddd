import { database, type Tx } from "../db.ts";
import { Prisma } from "../prisma/client.ts";
import { CHUNK_BYTES } from "./chunks.ts";
import { copyChunks } from "./copy.ts";

/** Pieces of a blob that comes in several requests stand under this key; nothing but their owner removes them. */
const PARTIAL = "part:";

export interface PartialBlob {
  workspaceId: string;
  /** Of whatever row keeps count of the pieces, an upload say. */
  id: string;
}

/** How many more bytes the piece takes that stands, or will stand, at this offset. */
export function roomAt(offset: number): number {
  return CHUNK_BYTES - (offset % CHUNK_BYTES);
}

export function piecesOf(sizeBytes: number): number {
  return Math.ceil(sizeBytes / CHUNK_BYTES);
}

/**
 * Puts bytes at an offset, at most `roomAt(offset)` of them, if `claim` finds its owner to end there: an UPDATE that moves
 * the owner's count on, under its row's lock, and touches no row otherwise. One statement, so that both happen or
 * neither. Says whether they did.
 */
export async function writePiece(
  blob: PartialBlob,
  piece: { offset: number; bytes: Uint8Array },
  claim: { text: string; values: readonly unknown[] },
): Promise<boolean> {
  const { buffer, byteOffset, byteLength } = piece.bytes;
  const own = [
    blob.workspaceId,
    PARTIAL + blob.id,
    Math.floor(piece.offset / CHUNK_BYTES),
    Buffer.from(buffer, byteOffset, byteLength),
  ];
  const [workspaceId, key, index, bytes] = own.map((_, i) => `$${claim.values.length + i + 1}`);
  const written = await database().pool.query(
    `WITH claimed AS (${claim.text} RETURNING 1)
     INSERT INTO "BlobChunk" ("workspaceId", digest, index, bytes)
     SELECT ${workspaceId}::text, ${key}::text, ${index}::int, ${bytes}::bytea FROM claimed
     ON CONFLICT ("workspaceId", digest, index) DO UPDATE SET bytes = "BlobChunk".bytes || EXCLUDED.bytes`,
    [...claim.values, ...own],
  );
  return written.rowCount === 1;
}

/** Reads the pieces back in order, a few ahead of the reader; ends at the first that is not there. */
export function readPieces(blob: PartialBlob): AsyncGenerator<Uint8Array> {
  return copyChunks(blob.workspaceId, PARTIAL + blob.id);
}

/** Makes the pieces the blob that they are, without copying them; equal content that is there already is kept instead. */
export function publishPieces(
  tx: Tx,
  blob: PartialBlob,
  content: { digest: string; sizeBytes: number },
): Promise<void> {
  return publish(tx, { workspaceId: blob.workspaceId, key: PARTIAL + blob.id, ...content });
}

export async function dropPieces(tx: Tx, blob: PartialBlob): Promise<void> {
  await drop(tx, blob.workspaceId, PARTIAL + blob.id);
}

/** Everything of which pieces stand now; its owner says which of them live. */
export async function listPartialBlobs(): Promise<PartialBlob[]> {
  const found = await database().pool.query<PartialBlob>(
    `SELECT DISTINCT "workspaceId", substr(digest, ${PARTIAL.length + 1}) AS id FROM "BlobChunk" WHERE digest LIKE '${PARTIAL}%'`,
  );
  return found.rows;
}

/** Gives chunks their name and writes the `Blob` row, from which moment readers see it. */
export async function publish(
  tx: Tx,
  blob: { workspaceId: string; key: string; digest: string; sizeBytes: number },
): Promise<void> {
  const { workspaceId, key, digest } = blob;
  // Waits for a concurrent put of the same content to commit, and then finds it.
  // Putting it again makes it young: what removes blobs that nobody refers to lets it wait for its reference.
  const [written] = await tx.$queryRaw<{ isNew: boolean }[]>(Prisma.sql`
    INSERT INTO "Blob" ("workspaceId", digest, "sizeBytes")
    VALUES (${workspaceId}, ${digest}, ${BigInt(blob.sizeBytes)})
    ON CONFLICT ("workspaceId", digest) DO UPDATE SET "createdAt" = now() RETURNING xmax = 0 AS "isNew"`);
  if (!written?.isNew) return drop(tx, workspaceId, key);
  // The bytes stand out of line (STORAGE EXTERNAL), so this moves pointers, not megabytes.
  await tx.$executeRaw(Prisma.sql`
    UPDATE "BlobChunk" SET digest = ${digest} WHERE "workspaceId" = ${workspaceId} AND digest = ${key}`);
}

async function drop(tx: Tx, workspaceId: string, key: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "BlobChunk" WHERE "workspaceId" = ${workspaceId} AND digest = ${key}`);
}
