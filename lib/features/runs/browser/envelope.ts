/**
 * The bytes in which panels and results travel: little endian, `u32` magic and version, `u32` length of the header, the
 * header as UTF-8 JSON, then the arrays that it lists, each on a multiple of eight. Pure, for both sides.
 */

/** "FCB" and the version of this layout, 1. */
const MAGIC = 0x01_42_43_46;
const HEAD_BYTES = 8;
const MOST_ARRAYS = 1_000;

const TYPES = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;
export type ArrayType = keyof typeof TYPES;
export type AnyArray = Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** `scale` and `exact` say how numbers were packed; see `numbers.ts`. */
export interface EnvelopeArray {
  name: string;
  type: ArrayType;
  data: AnyArray;
  scale: number;
  exact: boolean;
}

/** Bytes that are not an envelope, or one that does not fit itself. The sentence says where. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

const padded = (length: number) => Math.ceil(length / 8) * 8;

export function arrayOf(name: string, data: AnyArray): EnvelopeArray {
  const type = (Object.keys(TYPES) as ArrayType[]).find((key) => data instanceof TYPES[key]);
  if (!type) throw new TypeError(`Array ${name} has a type that does not travel.`);
  return { name, type, data, scale: 0, exact: true };
}

export function packEnvelope(head: object, arrays: readonly EnvelopeArray[]): Uint8Array<ArrayBuffer> {
  const list = arrays.map(({ name, type, data, scale, exact }) => ({
    name,
    type,
    length: data.length,
    scale,
    exact,
  }));
  const header = new TextEncoder().encode(JSON.stringify({ head, arrays: list }));
  const start = padded(HEAD_BYTES + header.byteLength);
  const bytes = new Uint8Array(arrays.reduce((sum, { data }) => sum + padded(data.byteLength), start));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, header.byteLength, true);
  bytes.set(header, HEAD_BYTES);
  let at = start;
  for (const { data } of arrays) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += padded(data.byteLength);
  }
  return bytes;
}

/**
 * The inverse. Nothing is allocated beyond the size of what came, and not before all lengths have been found to fit.
 * @throws EnvelopeError for anything else than the bytes of one whole envelope.
 */
export function openEnvelope(
  bytes: Uint8Array,
  options: { maxHeaderBytes?: number } = {},
): { head: unknown; arrays: Map<string, EnvelopeArray> } {
  const refuse = (detail: string): never => {
    throw new EnvelopeError(detail);
  };
  if (bytes.byteLength < HEAD_BYTES) refuse(`An envelope has at least ${HEAD_BYTES} bytes.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) refuse("These bytes are no envelope of this version.");
  const headerLength = view.getUint32(4, true);
  if (headerLength > Math.min(options.maxHeaderBytes ?? Infinity, bytes.byteLength - HEAD_BYTES)) {
    refuse(`A header of ${headerLength} bytes is longer than this place takes.`);
  }
  const header = parseHeader(bytes.subarray(HEAD_BYTES, HEAD_BYTES + headerLength));
  let at = padded(HEAD_BYTES + headerLength);
  const places = header.arrays.map((entry, i) => {
    const { name, type, length, scale, exact } = readEntry(entry, i);
    const from = at;
    at += padded(length * TYPES[type].BYTES_PER_ELEMENT);
    if (at > bytes.byteLength) refuse(`Array "${name}" ends after the bytes do.`);
    return { name, type, length, scale, exact, from };
  });
  if (at !== bytes.byteLength) refuse(`There are ${bytes.byteLength - at} bytes after the last array.`);
  const arrays = new Map<string, EnvelopeArray>();
  for (const { from, length, ...place } of places) {
    if (arrays.has(place.name)) refuse(`There are two arrays named "${place.name}".`);
    const Type = TYPES[place.type];
    // A copy of its own: what came may stand anywhere in a shared buffer.
    const own = new Uint8Array(bytes.subarray(from, from + length * Type.BYTES_PER_ELEMENT));
    arrays.set(place.name, { ...place, data: new Type(own.buffer) });
  }
  return { head: header.head, arrays };
}

function parseHeader(bytes: Uint8Array): { head: unknown; arrays: readonly unknown[] } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new EnvelopeError("The header is not JSON in UTF-8.");
  }
  if (!isRecord(value) || !Array.isArray(value.arrays) || value.arrays.length > MOST_ARRAYS) {
    throw new EnvelopeError("The header does not list its arrays.");
  }
  return { head: value.head, arrays: value.arrays };
}

function readEntry(entry: unknown, i: number): Omit<EnvelopeArray, "data"> & { length: number } {
  const { name, type, length, scale, exact } = isRecord(entry) ? entry : {};
  const isSound =
    typeof name === "string" &&
    name.length <= 200 &&
    typeof type === "string" &&
    Object.hasOwn(TYPES, type) &&
    isWhole(length, 0x7f_ff_ff_ff) &&
    isWhole(scale, 6) &&
    typeof exact === "boolean";
  if (!isSound) throw new EnvelopeError(`Array ${i} is not described as it should be.`);
  return { name, type: type as ArrayType, length, scale, exact };
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
