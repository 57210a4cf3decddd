import { isAscii, isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "#lib/platform/errors.ts";
import { DataRefused } from "../problems.ts";
import type { Encoding } from "../recipe-words.ts";

/** What a file may hold once unpacked. */
const MAX_TEXT_BYTES = 4 * 1024 ** 3;
/** Sales tables shrink 5 to 40 times; text that shrinks this much more is a bomb or one value repeated. */
const MAX_RATIO = 300;
const RATIO_CHECK_FROM = 64 * 1024 ** 2;

const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

/** The text bytes of an upload: unpacks gzip (known by its first bytes), with a guard against bombs. */
export async function* decompressed(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = raw[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  let taken = 0;
  async function* whole(): AsyncGenerator<Uint8Array> {
    taken += (first.value as Uint8Array).byteLength;
    yield first.value as Uint8Array;
    for (;;) {
      const next = await iterator.next();
      if (next.done) return;
      taken += next.value.byteLength;
      yield next.value;
    }
  }
  if (!isGzip(first.value)) {
    yield* whole();
    return;
  }
  const source = Readable.from(whole(), { objectMode: false });
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let given = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      given += chunk.byteLength;
      if (given > MAX_TEXT_BYTES) {
        throw new AppError("too_large", {
          detail: "The unpacked file is larger than 4 GB. Split it by series.",
        });
      }
      if (given > RATIO_CHECK_FROM && given > taken * MAX_RATIO) {
        throw new AppError("too_large", {
          detail: `The file unpacks to more than ${MAX_RATIO} times its size, which a table of sales does not. Upload it unpacked.`,
        });
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && /^Z_/.test(String((error as { code?: unknown }).code))) {
      throw new DataRefused([
        {
          row: null,
          column: null,
          message: "The gzip file is damaged or cut off. Pack it again and upload it anew.",
        },
      ]);
    }
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

export interface EncodingCheck {
  /** Bytes at the head that are a mark and no text. */
  skip: number;
  words: string;
  /** What the bytes are to be decoded from; null when they are UTF-8 already. */
  decoder: "utf-16le" | "utf-16be" | Exclude<Encoding, "utf-8"> | null;
}

/** First bytes that name a kind of file, as the Unix command `file` knows them, and what to do instead. */
const NO_TEXTS: readonly [magic: string, message: string][] = [
  ["%PDF", "The file is a PDF. Export the table as CSV (UTF-8)."],
  ["\x89PNG", "The file is a PNG picture, whatever its name says. Choose a table."],
  ["\xff\xd8\xff", "The file is a JPEG picture, whatever its name says. Choose a table."],
  ["GIF8", "The file is a GIF picture, whatever its name says. Choose a table."],
  ["\xd0\xcf\x11\xe0", "The file is an old Excel workbook (.xls). Save it as .xlsx or as CSV (UTF-8)."],
  ["7z\xbc\xaf", "The file is a 7-Zip archive. Unpack it, or compress it with gzip."],
  ["Rar!", "The file is a RAR archive. Unpack it, or compress it with gzip."],
  ["BZh", "The file is compressed with bzip2. Unpack it, or compress it with gzip."],
  ["\xfd7zXZ", "The file is compressed with xz. Unpack it, or compress it with gzip."],
  ["\x28\xb5\x2f\xfd", "The file is compressed with zstd. Unpack it, or compress it with gzip."],
  ["SQLite format 3", "The file is an SQLite database. Export the table as CSV (UTF-8)."],
  ["PK\x03\x04", "The file is a ZIP archive without a workbook in it. Unpack it first."],
  ["PAR1", "The file begins like Parquet and is none. Export it again."],
];

/**
 * Judges the first bytes of a text. A byte order mark, or zeros in every second byte, tell UTF-16; anything else is taken
 * as `encoding`. @throws DataRefused for UTF-32 and files that are no text at all.
 */
export function checkEncoding(head: Uint8Array, encoding: Encoding = "utf-8"): EncodingCheck {
  const refuse = (message: string): never => {
    throw new DataRefused([{ row: null, column: null, message }]);
  };
  const start = Buffer.from(head.subarray(0, 16)).toString("latin1");
  if (start.startsWith("\xff\xfe\0\0") || start.startsWith("\0\0\xfe\xff")) {
    refuse("The file is UTF-32 text. Save it as “CSV UTF-8” and upload it again.");
  }
  if (start.startsWith("\xff\xfe")) return { skip: 2, words: "UTF-16 (little endian)", decoder: "utf-16le" };
  if (start.startsWith("\xfe\xff")) return { skip: 2, words: "UTF-16 (big endian)", decoder: "utf-16be" };
  const magic = NO_TEXTS.find(([bytes]) => start.startsWith(bytes));
  if (magic) refuse(magic[1]);
  const sample = head.subarray(0, 1024);
  const zeros = (parity: number) =>
    sample.reduce((n, byte, i) => n + (byte === 0 && i % 2 === parity ? 1 : 0), 0);
  const half = sample.length / 2;
  if (half >= 4 && zeros(1) > half * 0.6 && zeros(0) < half * 0.1)
    return { skip: 0, words: "UTF-16 (little endian)", decoder: "utf-16le" };
  if (half >= 4 && zeros(0) > half * 0.6 && zeros(1) < half * 0.1)
    return { skip: 0, words: "UTF-16 (big endian)", decoder: "utf-16be" };
  if (start.startsWith("\xef\xbb\xbf"))
    return { skip: 3, words: "UTF-8 with byte order mark", decoder: null };
  if (encoding !== "utf-8") {
    return { skip: 0, words: encoding.replace("windows", "Windows"), decoder: encoding };
  }
  return { skip: 0, words: "UTF-8", decoder: null };
}

/**
 * The same text as UTF-8. What cannot be decoded (half a surrogate pair, a cut end) becomes a byte that is no UTF-8
 * either, so that the one who reads on says where it stands.
 */
export async function* transcoded(
  chunks: AsyncIterable<Uint8Array>,
  label: NonNullable<EncodingCheck["decoder"]>,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  const encoded = function* (text: string) {
    const parts = text.split("\ufffd");
    for (const [i, part] of parts.entries()) {
      if (i > 0) yield Uint8Array.of(0xff);
      if (part.length > 0) yield Buffer.from(part, "utf8");
    }
  };
  for await (const chunk of chunks) yield* encoded(decoder.decode(chunk, { stream: true }));
  yield* encoded(decoder.decode());
}

/** Follows a stream and finds the first byte that is not UTF-8, across the borders of its chunks. */
export class Utf8Watch {
  private carry: Uint8Array = new Uint8Array(0);
  /** Characters past ASCII were read: the text is UTF-8 as far as it goes. */
  sawWide = false;

  /** The offset in `chunk` near which it stops being UTF-8 (at least 0), or -1. */
  check(chunk: Uint8Array): number {
    const joined = this.carry.length > 0 ? Buffer.concat([this.carry, chunk]) : chunk;
    const cut = joined.length - incompleteTail(joined);
    const whole = joined.subarray(0, cut);
    if (isUtf8(whole)) {
      this.sawWide ||= !isAscii(whole);
      this.carry = joined.slice(cut);
      return -1;
    }
    let low = 0;
    let high = whole.length;
    // The longest prefix that is valid up to an unfinished last character.
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const prefix = whole.subarray(0, middle);
      if (isUtf8(prefix.subarray(0, middle - incompleteTail(prefix)))) low = middle;
      else high = middle - 1;
    }
    this.sawWide ||= !isAscii(whole.subarray(0, low - incompleteTail(whole.subarray(0, low))));
    return Math.max(0, low - this.carry.length);
  }

  /** True when the stream ends inside a character. */
  endsOpen(): boolean {
    return this.carry.length > 0;
  }
}

/** How many bytes at the end begin a character that is not finished yet (0 to 3). */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? back : 0;
  }
  return 0;
}
