import { totalmem } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, withDuckDb } from "#lib/platform/parquet/duck.ts";
import { DataRefused } from "../problems.ts";
import type { ColumnRole, Delimiter, Encoding } from "../recipe.ts";
import { type CleanResult, cleanFile, type FileFormat } from "./formats.ts";
import { openRowsLoader } from "./load-rows.ts";
import { NotUtf8 } from "./scan.ts";

/** Words for the person who waits, and how much of it is done (0 to 1) where that is known. */
export type OnStage = (stage: string, share?: number) => void;

export interface RawFile {
  name: string;
  sizeBytes: number;
  bytes: () => AsyncIterable<Uint8Array>;
}

/** What a recipe says about the bytes; null is found out. */
export interface ReadOptions {
  delimiter: Delimiter | null;
  encoding: Encoding | null;
  /** Of a workbook; null is its first. */
  sheet: string | null;
}

/** Where record `index` (0-based over all files, after their headers) stands: what a problem says about it. */
export interface Place {
  /** Line of its file, the header being line 1. */
  row: number;
  file?: string;
  /** The file's own column, where the table has it as a row. */
  column?: string;
}

export interface RawTable {
  connection: DuckDBConnection;
  folder: string;
  header: readonly string[];
  rows: number;
  delimiter: Delimiter;
  format: FileFormat;
  /** Sheets of a workbook that people see. */
  sheets: readonly string[];
  /** For each column, whether the format says that its numbers are numbers. */
  isTyped: readonly boolean[];
  /** In words, for people. */
  encoding: string;
  /** Bytes of a line that is not UTF-8, when the encoding was not given: to be asked about. */
  openEncoding: Uint8Array | null;
  placeOf: (index: number) => Place;
}

/** "row 12", or "row 12 of march.csv". */
export function rowWords({ row, file }: Place): string {
  return `row ${row.toLocaleString("en")}${file === undefined ? "" : ` of ${file}`}`;
}

/** Where a record stands, for a problem with one of its columns. */
export function spotOf(
  raw: RawTable,
  column: { name: string; role: ColumnRole },
  index: number,
): Place & { column: string } {
  const { column: own, ...place } = raw.placeOf(index);
  const isOfPeriod = column.role === "time" || column.role === "target";
  return { ...place, column: isOfPeriod ? (own ?? column.name) : column.name };
}

/**
 * Reads files of one header into a DuckDB table `raw` of texts, one column a field, rows in the order of the files
 * (`rowid` is the record's index), and runs `work` on it.
 * @throws DataRefused when a file is no clean table.
 */
export async function readTable<T>(
  options: ReadOptions & { files: readonly RawFile[]; folder: string; onStage: OnStage },
  work: (raw: RawTable) => Promise<T>,
): Promise<T> {
  const { folder, onStage } = options;
  return withDuckDb({ folder, memoryMb: memoryMb() }, async (connection) => {
    const scans: Scanned[] = [];
    for (const file of options.files) {
      const before = scans[0];
      const scan = await scanFile(file, {
        connection,
        path: join(folder, `clean-${scans.length}.csv`),
        table: `raw_${scans.length}`,
        delimiter: before?.delimiter ?? options.delimiter,
        encoding: options.encoding,
        sheet: options.sheet,
        folder,
        onStage,
      }).catch((error: unknown) => {
        throw options.files.length > 1 ? named(error, file.name) : error;
      });
      if (before) compareHeaders(before, scan);
      scans.push(scan);
    }
    await joinFiles(connection, scans.length);
    const first = scans[0] as Scanned;
    const rows = scans.reduce((sum, scan) => sum + scan.rows, 0);
    const isTyped = first.isTyped.map((_, i) => scans.every((scan) => scan.isTyped[i]));
    return work({ ...first, isTyped, connection, folder, rows, placeOf: (index) => placeIn(scans, index) });
  });
}

/** The rows of all files, in the order of the files, as one table `raw`. */
async function joinFiles(connection: DuckDBConnection, count: number): Promise<void> {
  for (let i = 1; i < count; i += 1) {
    await connection.run(`INSERT INTO raw_0 SELECT * FROM raw_${i}`);
    await connection.run(`DROP TABLE raw_${i}`);
  }
  await connection.run("ALTER TABLE raw_0 RENAME TO raw");
}

/**
 * A sixth of what this process may have. The texts of 500 MB take a gigabyte, and to put them on the disk and back is a
 * third of the time; a small machine does so and is slower.
 */
function memoryMb(): number {
  // Zero or beyond the machine's own where nothing constrains the process.
  const constrained = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const mine = Math.min(constrained, totalmem()) / 1e6;
  return Math.round(Math.min(2_000, Math.max(384, mine / 6)));
}

interface Scanned extends CleanResult {
  name: string;
  openEncoding: Uint8Array | null;
}

async function scanFile(
  file: RawFile,
  options: ReadOptions & {
    connection: DuckDBConnection;
    table: string;
    path: string;
    folder: string;
    onStage: OnStage;
  },
): Promise<Scanned> {
  const { encoding, onStage } = options;
  try {
    return { ...(await load(encoding ?? "utf-8")), name: file.name, openEncoding: null };
  } catch (error) {
    if (encoding !== null || !(error instanceof NotUtf8)) throw error;
    return { ...(await load("windows-1252")), name: file.name, openEncoding: error.sample };
  }

  async function load(as: Encoding): Promise<CleanResult> {
    const rows = openRowsLoader(options);
    try {
      const bytes = () => counted(file, (share) => onStage("Checking every row", share));
      const clean = await cleanFile({ ...options, bytes, rows, encoding: as });
      onStage(`Reading ${clean.rows.toLocaleString("en")} rows`);
      const loaded = await rows.end();
      if (loaded !== clean.rows) throw new Error(`Two readers disagree: ${loaded} and ${clean.rows} rows.`);
      return clean;
    } catch (error) {
      await rows.drop();
      throw error;
    }
  }
}

/** Tells now and then how much of a file has been read. */
async function* counted(file: RawFile, tell: (share: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  let told = 0;
  tell(0);
  for await (const chunk of file.bytes()) {
    yield chunk;
    read += chunk.byteLength;
    const share = read / file.sizeBytes;
    if (share - told < 0.02) continue;
    told = share;
    tell(Math.min(1, share));
  }
}

function placeIn(scans: readonly Scanned[], index: number): Place {
  let before = 0;
  for (const scan of scans) {
    if (index < before + scan.rows) {
      const row = scan.lineOf(index - before);
      return scans.length > 1 ? { row, file: scan.name } : { row };
    }
    before += scan.rows;
  }
  throw new RangeError(`There is no record ${index}.`);
}

function compareHeaders(first: Scanned, other: Scanned): void {
  const at = Array.from({ length: Math.max(first.header.length, other.header.length) }, (_, i) => i).find(
    (i) => first.header[i] !== other.header[i],
  );
  if (at === undefined) return;
  const shown = (name: string | undefined) => (name === undefined ? "missing" : `“${name}”`);
  throw new DataRefused([
    {
      row: 1,
      column: other.header[at] ?? null,
      file: other.name,
      message: `Column ${at + 1} is ${shown(other.header[at])} here and ${shown(first.header[at])} in ${first.name}. Files of one dataset have the same columns in the same order.`,
    },
  ]);
}

function named(error: unknown, file: string): unknown {
  if (!(error instanceof DataRefused)) return error;
  return new DataRefused(
    error.problems.map((problem) => ({ ...problem, file })),
    error.total,
  );
}
