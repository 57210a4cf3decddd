import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { database, transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import { inPieces } from "./chunks.ts";
import { publish } from "./pieces.ts";

export interface StoredBlob {
  /** SHA-256 of the content, hex. */
  digest: string;
  sizeBytes: number;
}

/** Chunks on their way stand under this key, which no reader asks for, until the `Blob` row is written. */
const TEMPORARY = "tmp:";
/** A put lasts as long as its upload, so a day without an end means that its process is gone. */
const DEAD_AFTER_MS = 86_400_000;

/**
 * Stores bytes under their SHA-256, once a workspace, holding at most about two chunks in memory. Readers see the
 * blob whole or not at all: chunks get their name in the transaction that writes the `Blob` row. Equal content that
 * is put twice, also at the same time, is kept once. When `chunks` throws, nothing stays and the error goes on.
 * @throws AppError `too_large` past `maxBytes`.
 */
export async function putBlob(options: {
  workspaceId: string;
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  maxBytes?: number;
}): Promise<StoredBlob> {
  const { workspaceId } = options;
  const maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
  const { pool } = database();
  const key = `${TEMPORARY}${Date.now()}:${randomUUID()}`;
  const hash = createHash("sha256");
  let sizeBytes = 0;
  let index = 0;
  // One insert is under way while the next piece is read and hashed.
  let writing: Promise<unknown> = Promise.resolve();
  try {
    for await (const piece of inPieces(options.chunks)) {
      sizeBytes += piece.byteLength;
      if (sizeBytes > maxBytes) {
        throw new AppError("too_large", {
          detail: `This takes at most ${maxBytes.toLocaleString("en")} bytes.`,
        });
      }
      hash.update(piece);
      await writing;
      writing = pool.query(
        'INSERT INTO "BlobChunk" ("workspaceId", digest, index, bytes) VALUES ($1, $2, $3, $4)',
        [workspaceId, key, index, Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)],
      );
      // The failure is met at the next await; without this Node would end the process before.
      writing.catch(() => {});
      index += 1;
    }
    await writing;
    const digest = hash.digest("hex");
    await transaction((tx) => publish(tx, { workspaceId, key, digest, sizeBytes }), { timeoutMs: 60_000 });
    return { digest, sizeBytes };
  } catch (error) {
    await writing.catch(() => {});
    await dropChunks(pool, workspaceId, key).catch(() => {});
    throw error;
  }
}

async function dropChunks(pool: pg.Pool, workspaceId: string, key: string): Promise<void> {
  await pool.query('DELETE FROM "BlobChunk" WHERE "workspaceId" = $1 AND digest = $2', [workspaceId, key]);
}

/** Removes the chunks of puts whose process died. Returns how many chunks went. Safe at any time, from any process. */
export async function sweepDeadPuts(options: { now: number; deadAfterMs?: number }): Promise<number> {
  const before = options.now - (options.deadAfterMs ?? DEAD_AFTER_MS);
  const swept = await database().pool.query(
    `DELETE FROM "BlobChunk" WHERE digest LIKE '${TEMPORARY}%' AND split_part(digest, ':', 2)::bigint < $1`,
    [Math.floor(before)],
  );
  return swept.rowCount ?? 0;
}
