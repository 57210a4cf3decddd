import type { Readable } from "node:stream";
import { to as copyTo } from "pg-copy-streams";
import { database } from "../db.ts";

/** 4 MiB at a time: enough that a round trip does not count, little enough that a slow reader keeps little waiting. */
const CHUNKS_AT_ONCE = 4;

/** PGCOPY\n\377\r\n\0, flags, and the length of an extension that PostgreSQL has never had. */
const HEADER_BYTES = 19;
/** Two bytes for the number of fields (-1 after the last row), four for the length of the one field. */
const TUPLE_BYTES = 6;

/**
 * The chunks under a key in their order, one batch ahead of the reader; ends at the first that is not there. Binary COPY:
 * as the result of a query a chunk would come as twice as many hexadecimal digits, and to read these took five times as
 * long. No connection is held while the reader works.
 */
export async function* copyChunks(workspaceId: string, key: string): AsyncGenerator<Uint8Array> {
  const batch = (index: number) => copyBatch({ workspaceId, key, from: index });
  let next = batch(0);
  for (let index = CHUNKS_AT_ONCE; ; index += CHUNKS_AT_ONCE) {
    const chunks = await next;
    const isLast = chunks.length < CHUNKS_AT_ONCE;
    if (!isLast) {
      next = batch(index);
      // The failure is met at the next turn; without this Node would end the process before.
      next.catch(() => {});
    }
    yield* chunks;
    if (isLast) return;
  }
}

async function copyBatch(wanted: { workspaceId: string; key: string; from: number }): Promise<Buffer[]> {
  const client = await database().pool.connect();
  let isWhole = false;
  // A connection that is lost says so to its client; the stream may just stand still.
  let fail: (error: Error) => void = () => {};
  const lost = new Promise<never>((_, reject) => {
    fail = reject;
  });
  lost.catch(() => {});
  client.on("error", fail);
  const onEnd = () => fail(new Error("The connection to the database ended."));
  client.on("end", onEnd);
  try {
    // COPY takes no parameters.
    const [workspaceId, key] = [wanted.workspaceId, wanted.key].map((text) => client.escapeLiteral(text));
    const rows = client.query(
      copyTo(`COPY (
        SELECT bytes FROM "BlobChunk"
        WHERE "workspaceId" = ${workspaceId} AND digest = ${key}
          AND index >= ${wanted.from} AND index < ${wanted.from + CHUNKS_AT_ONCE}
        ORDER BY index
      ) TO STDOUT (FORMAT binary)`),
    );
    const chunks = await Promise.race([readTuples(rows), lost]);
    isWhole = true;
    return chunks;
  } finally {
    client.off("error", fail);
    client.off("end", onEnd);
    // A connection in the middle of a copy can be used for nothing else.
    client.release(!isWhole);
  }
}

/** The one field of each row of a binary copy: PostgreSQL's manual, "COPY", file formats. */
async function readTuples(stream: Readable): Promise<Buffer[]> {
  const rows: Buffer[] = [];
  const head = Buffer.alloc(HEADER_BYTES);
  let headBytes = HEADER_BYTES;
  let headFilled = 0;
  let field: Buffer | null = null;
  let filled = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    let at = 0;
    while (at < part.length) {
      if (field === null) {
        const take = Math.min(headBytes - headFilled, part.length - at);
        part.copy(head, headFilled, at, at + take);
        at += take;
        headFilled += take;
        if (headFilled < headBytes) continue;
        headFilled = 0;
        if (headBytes === TUPLE_BYTES) field = Buffer.allocUnsafe(head.readInt32BE(2));
        headBytes = TUPLE_BYTES;
        filled = 0;
      } else {
        const take = Math.min(field.length - filled, part.length - at);
        part.copy(field, filled, at, at + take);
        at += take;
        filled += take;
      }
      if (field !== null && filled === field.length) {
        rows.push(field);
        field = null;
      }
    }
  }
  const hasEnd = field === null && headFilled === 2 && head.readInt16BE(0) === -1;
  if (!hasEnd) throw new Error("A copy of a blob's chunks broke off.");
  return rows;
}
