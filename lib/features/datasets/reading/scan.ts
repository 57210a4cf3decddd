import { type DataProblem, DataRefused, ProblemList } from "../problems.ts";
import type { Delimiter, Encoding } from "../recipe.ts";
import { checkEncoding, transcoded, Utf8Watch } from "./decode.ts";
import { detectDelimiter, headerProblems, splitRecord } from "./header.ts";
import { LineMap } from "./lines.ts";

export interface ScanResult {
  delimiter: Delimiter;
  encoding: string;
  header: string[];
  /** Records after the header. */
  rows: number;
  /** The line of the file at which record `index` (0-based, after the header) starts; the header is line 1. */
  lineOf: (index: number) => number;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const MAX_RECORD_BYTES = 1_000_000;
const HEAD_BYTES = 65_536;

/** A text that is not UTF-8, in which nothing else speaks for UTF-8 either: it may be of another encoding. */
export class NotUtf8 extends DataRefused {
  /** Bytes of the line on which it was noticed. */
  readonly sample: Uint8Array;

  constructor(problem: DataProblem, sample: Uint8Array) {
    super([problem]);
    this.sample = sample;
  }
}

/**
 * One strict pass (RFC 4180) over the bytes of a CSV file: finds everything that would make two readers disagree, with
 * its line, and hands on a clean copy (UTF-8, one LF a record, no blank lines) in which DuckDB can make no choice.
 * Holds one chunk in memory.
 * @throws DataRefused with up to twenty problems; NotUtf8 when another encoding may be the only thing that is wrong.
 */
export async function scanCsv(options: {
  bytes: AsyncIterable<Uint8Array>;
  delimiter: Delimiter | null;
  encoding?: Encoding;
  /** Takes the clean copy; the first `whole` bytes of a chunk end with a record's end, what follows is a record begun. */
  write: (chunk: Uint8Array, whole: number) => Promise<void>;
  /** Told once, before the first bytes are written. */
  onHeader?: (header: readonly string[], delimiter: Delimiter) => void;
}): Promise<ScanResult> {
  const head = await takeHead(options.bytes);
  if (head.first.length === 0) {
    throw new DataRefused([
      { row: null, column: null, message: "The file is empty. Choose a CSV file with a header and rows." },
    ]);
  }
  const encoding = checkEncoding(head.first, options.encoding);
  const text = encoding.decoder
    ? transcoded(skipping(head.all, encoding.skip), encoding.decoder)
    : skipping(head.all, encoding.skip);
  const shown = head.first.subarray(encoding.skip);
  const sample = encoding.decoder ? Buffer.from(new TextDecoder(encoding.decoder).decode(shown)) : shown;
  const delimiter = options.delimiter ?? detectDelimiter(sample);
  const scanner = new Scanner(delimiter, encoding.decoder === null ? null : encoding.words);
  const utf8 = new Utf8Watch();
  let isTold = false;
  const tellHeader = () => {
    const { header } = scanner.result();
    if (isTold || header.length === 0) return;
    isTold = true;
    options.onHeader?.(header, delimiter);
  };
  for await (const chunk of text) {
    const bad = utf8.check(chunk);
    const out = scanner.feed(bad < 0 ? chunk : chunk.subarray(0, bad));
    if (bad >= 0) scanner.refuseEncoding(encoding.decoder || utf8.sawWide ? null : lineAround(chunk, bad));
    if (scanner.isHopeless) break;
    tellHeader();
    if (out.length > 0) await options.write(out, scanner.wholeBytes);
  }
  if (utf8.endsOpen()) scanner.refuseEncoding(null);
  const rest = scanner.end();
  tellHeader();
  if (rest.length > 0) await options.write(rest, rest.length);
  return { delimiter, encoding: encoding.words, ...scanner.result() };
}

async function* skipping(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let skip = count;
  for await (const chunk of chunks) {
    yield skip > 0 ? chunk.subarray(skip) : chunk;
    skip = 0;
  }
}

/** The line that a byte stands in, as far as the chunk has it and at most 60 bytes on either side. */
function lineAround(chunk: Uint8Array, at: number): Uint8Array {
  const from = Math.max(chunk.lastIndexOf(LF, at) + 1, at - 60, 0);
  const end = chunk.indexOf(LF, at);
  return chunk.slice(from, Math.min(end < 0 ? chunk.length : end, at + 60));
}

async function takeHead(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    parts.push(next.value);
    size += next.value.byteLength;
  }
  const first = Buffer.concat(parts);
  async function* all(): AsyncGenerator<Uint8Array> {
    if (first.length > 0) yield first;
    for (;;) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { first, all: all() };
}

/** The state between two bytes of a record. */
const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;
type State = typeof START | typeof PLAIN | typeof QUOTED | typeof AFTER_QUOTE;

class Scanner {
  private readonly problems = new ProblemList();
  private readonly delimiterByte: number;
  private state: State = START;
  private line = 1;
  private recordLine = 1;
  private quoteLine = 1;
  private fields = 1;
  private recordBytes = 0;
  private records = 0;
  private wasCr = false;
  private isBad = false;
  private headerBytes: number[] = [];
  private header: string[] = [];
  private readonly lines = new LineMap();
  private readonly delimiter: Delimiter;
  private notUtf8: Uint8Array | null = null;
  private readonly decodedFrom: string | null;
  isHopeless = false;
  /** Of what `feed` gave last: so many bytes up to the end of the last record in it. */
  wholeBytes = 0;
  private plainEnd = -1;

  constructor(delimiter: Delimiter, decodedFrom: string | null) {
    this.delimiter = delimiter;
    this.decodedFrom = decodedFrom;
    this.delimiterByte = delimiter.charCodeAt(0);
  }

  feed(chunk: Uint8Array): Uint8Array {
    this.wholeBytes = 0;
    let o = 0;
    if (this.isPlain()) {
      o = this.passPlain(chunk, 0);
      this.wholeBytes = Math.max(0, this.plainEnd);
      // Of most files nearly every chunk goes on as it came.
      if (this.isHopeless || o === chunk.length) return chunk.subarray(0, o);
    }
    const out = new Uint8Array(chunk.length + 1);
    out.set(chunk.subarray(0, o));
    const delimiter = this.delimiterByte;
    for (let i = o; i < chunk.length; i += 1) {
      if (this.isPlain()) {
        const end = this.passPlain(chunk, i);
        if (this.plainEnd >= 0) this.wholeBytes = o + this.plainEnd - i;
        out.set(chunk.subarray(i, end), o);
        o += end - i;
        i = end;
        if (this.isHopeless || i === chunk.length) break;
      }
      const byte = chunk[i] as number;
      if (this.state === QUOTED) {
        if (byte === QUOTE) this.state = AFTER_QUOTE;
        else if (byte === LF) this.line += 1;
        else if (byte === 0) this.refuseNul();
        out[o++] = byte;
        this.count(byte);
        if (this.isHopeless) break;
        continue;
      }
      if (byte === LF || byte === CR) {
        if (byte === LF && this.wasCr) {
          this.wasCr = false;
          continue;
        }
        this.wasCr = byte === CR;
        if (this.endRecord()) {
          out[o++] = LF;
          this.wholeBytes = o;
        }
        this.line += 1;
        this.recordLine = this.line;
        continue;
      }
      this.wasCr = false;
      out[o++] = byte;
      this.count(byte);
      if (byte === delimiter) {
        this.fields += 1;
        this.state = START;
      } else if (byte === QUOTE) {
        if (this.state === START) {
          this.state = QUOTED;
          this.quoteLine = this.line;
        } else if (this.state === AFTER_QUOTE) this.state = QUOTED;
        else
          this.refuseRecord(
            "a quote stands in the middle of a field. Put the whole field in quotes and double the quote inside it.",
          );
      } else if (byte === 0) this.refuseNul();
      else if (this.state === AFTER_QUOTE)
        this.refuseRecord("text follows a closing quote. A quote inside a quoted field must be doubled.");
      else this.state = PLAIN;
      if (this.isHopeless) break;
    }
    return out.subarray(0, o);
  }

  private isPlain(): boolean {
    return this.records > 0 && !this.wasCr && (this.state === START || this.state === PLAIN);
  }

  /**
   * Passes over bytes that are to be written as they are: fields without quotes, and ends of records that have as many
   * fields as the header. Answers where something else begins, and notes where the last record in it ended; most files
   * are nothing but this.
   */
  private passPlain(chunk: Uint8Array, from: number): number {
    const delimiter = this.delimiterByte;
    const width = this.header.length;
    let fields = this.fields;
    let start = from - this.recordBytes;
    let ended = 0;
    let at = from;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte > QUOTE && byte !== delimiter) continue;
      if (byte === delimiter) fields += 1;
      else if (byte === LF) {
        if (at === start || fields !== width || this.isBad) break;
        // A record of several lines shifts those after it.
        if (ended === 0 && this.line !== this.recordLine) break;
        fields = 1;
        start = at + 1;
        ended += 1;
      } else if (byte === CR || byte === QUOTE || byte === 0) break;
    }
    this.fields = fields;
    this.records += ended;
    this.line += ended;
    if (ended > 0) this.recordLine = this.line;
    this.recordBytes = at - start;
    this.plainEnd = ended > 0 ? start : -1;
    if (at > from) this.state = at === start || chunk[at - 1] === delimiter ? START : PLAIN;
    this.checkSize();
    return at;
  }

  private count(byte: number): void {
    this.recordBytes += 1;
    if (this.records === 0) this.headerBytes.push(byte);
    this.checkSize();
  }

  private checkSize(): void {
    if (this.recordBytes <= MAX_RECORD_BYTES) return;
    if (this.state === QUOTED) this.refuseOpenQuote();
    else {
      this.problems.add({
        row: this.recordLine,
        column: null,
        message: "The row is longer than 1 MB. Is this a CSV file with one record a line?",
      });
      this.isHopeless = true;
    }
  }

  /** True when the record is to be written; blank lines are not. */
  private endRecord(): boolean {
    if (this.recordBytes === 0) {
      this.lines.shift(this.records, 1);
      return false;
    }
    const lines = this.line - this.recordLine;
    if (this.records === 0) this.readHeader();
    else if (this.fields !== this.header.length && !this.isBad) {
      const fields = this.fields === 1 ? "1 field" : `${this.fields} fields`;
      this.problems.add({
        row: this.recordLine,
        column: null,
        message: `The row has ${fields}, the header has ${this.header.length}. Check for a missing or an unquoted delimiter.`,
      });
    }
    this.records += 1;
    if (lines > 0) this.lines.shift(this.records, lines);
    this.fields = 1;
    this.recordBytes = 0;
    this.state = START;
    this.isBad = false;
    return true;
  }

  private readHeader(): void {
    const text = new TextDecoder().decode(Uint8Array.from(this.headerBytes));
    this.headerBytes = [];
    this.header = splitRecord(text, this.delimiter);
    for (const problem of headerProblems(this.header, this.recordLine)) this.problems.add(problem);
  }

  private refuseRecord(message: string): void {
    if (!this.isBad) this.problems.add({ row: this.line, column: null, message: sentence(message) });
    this.isBad = true;
    this.state = PLAIN;
  }

  private refuseNul(): void {
    if (!this.isBad) {
      this.problems.add({
        row: this.line,
        column: this.header[this.fields - 1] ?? null,
        message: "The row holds a NUL byte, so the file is damaged or no text. Export it again.",
      });
    }
    this.isBad = true;
  }

  private refuseOpenQuote(): void {
    this.problems.add({
      row: this.quoteLine,
      column: this.header[this.fields - 1] ?? null,
      message: "A quote is opened here and never closed. Close it, or double it if it belongs to the text.",
    });
    this.isHopeless = true;
  }

  /** `sample` holds bytes of the line when another encoding may be all that is wrong. */
  refuseEncoding(sample: Uint8Array | null): void {
    if (this.problems.total === 0) this.notUtf8 = sample;
    const message =
      this.decodedFrom === null
        ? "The row is not UTF-8 text (it may be Windows-1252 or Latin-1). Choose its encoding, or save the file as “CSV UTF-8”."
        : `The row holds bytes that are no text in ${this.decodedFrom}. Save the file as “CSV UTF-8”.`;
    this.problems.add({ row: this.line, column: this.header[this.fields - 1] ?? null, message });
    this.isHopeless = true;
  }

  end(): Uint8Array {
    let out = new Uint8Array(0);
    if (!this.isHopeless) {
      if (this.state === QUOTED) this.refuseOpenQuote();
      else if (this.recordBytes > 0 && this.endRecord()) out = Uint8Array.of(LF);
    }
    const [first] = this.problems.listed;
    if (this.notUtf8 && first) throw new NotUtf8(first, this.notUtf8);
    this.problems.throwIfAny();
    const refuse = (row: number | null, message: string): never => {
      throw new DataRefused([{ row, column: null, message }]);
    };
    if (this.records === 0)
      refuse(null, "The file holds only blank lines. Choose a CSV file with a header and rows.");
    if (this.records === 1)
      refuse(
        1,
        "There is only this one row. If it is the header, rows are missing; if it is data, a header is missing.",
      );
    if (this.header.length < 2) {
      refuse(1, "Only one column was found. Separate columns by a comma, semicolon, tab or bar.");
    }
    return out;
  }

  result(): Pick<ScanResult, "header" | "rows" | "lineOf"> {
    const { lines } = this;
    return { header: this.header, rows: this.records - 1, lineOf: (index) => lines.lineOf(index + 1) };
  }
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
