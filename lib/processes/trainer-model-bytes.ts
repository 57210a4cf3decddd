import type { RidgeArtifacts } from "#lib/forecast/global/ridge.ts";
import type { TreesArtifacts } from "#lib/forecast/global/trees/trees.ts";
import type { NetworkArtifacts } from "#lib/forecast/neural/index.ts";

/** Bytes of the length that stands first. */
const HEAD = 4;

/**
 * A network's layers artifacts as one piece: the length of the JSON as 32 bits, little-endian; the JSON (plan, topology, specs of the
 * weights); the weights as TensorFlow.js has them.
 */
export function encodeNetwork({ weightData, ...rest }: NetworkArtifacts): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(rest));
  const out = new Uint8Array(HEAD + json.length + weightData.byteLength);
  new DataView(out.buffer).setUint32(0, json.length, true);
  out.set(json, HEAD);
  out.set(new Uint8Array(weightData), HEAD + json.length);
  return out;
}

/** Undoes `encodeNetwork`. */
export function decodeNetwork(bytes: Uint8Array): NetworkArtifacts {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const rest = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD, HEAD + length)));
  return { ...rest, weightData: bytes.slice(HEAD + length).buffer };
}

/** Of a regression or of trees: their artifacts are plain JSON. */
export function encodeJson(artifacts: RidgeArtifacts | TreesArtifacts): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(artifacts));
}

export function decodeRidge(bytes: Uint8Array): RidgeArtifacts {
  return JSON.parse(new TextDecoder().decode(bytes));
}

export function decodeTrees(bytes: Uint8Array): TreesArtifacts {
  return JSON.parse(new TextDecoder().decode(bytes));
}
