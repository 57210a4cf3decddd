/** 1 MiB: what one row of `BlobChunk` holds. */
const CHUNK_BYTES = 1 << 20;

/** Cuts any stream of bytes into pieces of exactly `size`, the last one shorter; holds one piece in memory. */
export async function* inPieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number = CHUNK_BYTES,
): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of chunks) {
    let from = 0;
    while (from < chunk.byteLength) {
      const take = Math.min(size - filled, chunk.byteLength - from);
      piece.set(chunk.subarray(from, from + take), filled);
      filled += take;
      from += take;
      if (filled === size) {
        yield piece;
        piece = new Uint8Array(size);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
