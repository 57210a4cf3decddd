import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "#lib/platform/errors.ts";
import { DataRefused } from "../problems.ts";

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
  words: "UTF-8" | "UTF-8 with byte order mark";
}

/** Judges the first bytes of a text. @throws DataRefused for UTF-16, UTF-32, and files that are no text at all. */
export function checkEncoding(head: Uint8Array): EncodingCheck {
  const refuse = (message: string): never => {
    throw new DataRefused([{ row: null, column: null, message }]);
  };
  const [a, b, c, d] = head;
  const wide =
    (a === 0xff && b === 0xfe) ||
    (a === 0xfe && b === 0xff) ||
    (a === 0 && b === 0 && c === 0xfe && d === 0xff);
  const sample = head.subarray(0, 1024);
  const zeros = (parity: number) =>
    sample.reduce((n, byte, i) => n + (byte === 0 && i % 2 === parity ? 1 : 0), 0);
  const half = sample.length / 2;
  if (wide || (half >= 4 && (zeros(0) > half * 0.6 || zeros(1) > half * 0.6))) {
    refuse("The file is UTF-16 or UTF-32 text. Save it as “CSV UTF-8” and upload it again.");
  }
  if (a === 0x50 && b === 0x4b)
    refuse("The file is a ZIP archive or an Excel workbook. Save the sheet as CSV (UTF-8).");
  if (a === 0x50 && b === 0x41 && c === 0x52 && d === 0x31)
    refuse("The file is Parquet. Export it as CSV for now.");
  if (a === 0x25 && b === 0x50 && c === 0x44) refuse("The file is a PDF. Export the table as CSV (UTF-8).");
  const marked = a === 0xef && b === 0xbb && c === 0xbf;
  return marked ? { skip: 3, words: "UTF-8 with byte order mark" } : { skip: 0, words: "UTF-8" };
}

/** Follows a stream and finds the first byte that is not UTF-8, across the borders of its chunks. */
export class Utf8Watch {
  private carry: Uint8Array = new Uint8Array(0);

  /** The offset in `chunk` near which it stops being UTF-8 (at least 0), or -1. */
  check(chunk: Uint8Array): number {
    const joined = this.carry.length > 0 ? Buffer.concat([this.carry, chunk]) : chunk;
    const cut = joined.length - incompleteTail(joined);
    const whole = joined.subarray(0, cut);
    if (isUtf8(whole)) {
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
