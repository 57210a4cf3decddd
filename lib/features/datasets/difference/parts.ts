import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readBlob } from "#lib/platform/blobs/index.ts";

/** Brings a Parquet part onto the disk, chunk by chunk; its digest is checked on the way. */
export async function partFile(input: {
  workspaceId: string;
  digest: string;
  folder: string;
}): Promise<string> {
  const path = join(input.folder, `${input.digest}.parquet`);
  await pipeline(Readable.from(readBlob(input)), createWriteStream(path));
  return path;
}
