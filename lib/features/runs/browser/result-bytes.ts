import { arrayOf, EnvelopeError, openEnvelope, packEnvelope } from "./envelope.ts";
import type { ResultHead } from "./protocol.ts";

/** A result's header is small: notes, runtime, a thinned curve. */
export const MAX_HEADER_BYTES = 200_000;

/** What a browser computed for one task: [series of the task] × [step] × [level], as in `FoldForecast.quantiles`. */
export interface BrowserResult extends ResultHead {
  quantiles: Float32Array;
}

export function packResult({ quantiles, ...head }: BrowserResult): Uint8Array<ArrayBuffer> {
  return packEnvelope(head, [arrayOf("quantiles", quantiles)]);
}

/**
 * Opens what a browser sent, and believes nothing of it: `head` is still to be parsed.
 * @throws EnvelopeError when the bytes are not a result.
 */
export function unpackResult(bytes: Uint8Array): { head: unknown; quantiles: Float32Array } {
  const { head, arrays } = openEnvelope(bytes, { maxHeaderBytes: MAX_HEADER_BYTES });
  const quantiles = arrays.get("quantiles")?.data;
  if (arrays.size !== 1 || !(quantiles instanceof Float32Array)) {
    throw new EnvelopeError("A result holds one array, its quantiles in single precision.");
  }
  return { head, quantiles };
}
