/** 1 MiB: what one row of `BlobChunk` holds. */
export const CHUNK_BYTES = 1 << 20;

/**
 * Cuts any stream of bytes into pieces of exactly 1 MiB, the last one shorter; holds one piece in memory. `firstBytes`
 * makes the first piece shorter, where it goes on with one that is begun.
 */
export async function* inPieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  firstBytes: number = CHUNK_BYTES,
): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(firstBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    let from = 0;
    while (from < chunk.byteLength) {
      const take = Math.min(piece.byteLength - filled, chunk.byteLength - from);
      piece.set(chunk.subarray(from, from + take), filled);
      filled += take;
      from += take;
      if (filled === piece.byteLength) {
        yield piece;
        piece = new Uint8Array(CHUNK_BYTES);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
