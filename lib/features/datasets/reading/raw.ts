import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { readBlob } from "#lib/platform/blobs/index.ts";
import {
  type DuckDBConnection,
  literal,
  rowsOf,
  withDuckDb,
  withFolder,
} from "#lib/platform/parquet/duck.ts";
import type { Delimiter } from "../recipe.ts";
import { decompressed } from "./decode.ts";
import { type ScanResult, scanCsv } from "./scan.ts";

/** Words for the person who waits. */
export type OnStage = (stage: string) => void;

export interface RawTable extends ScanResult {
  connection: DuckDBConnection;
  folder: string;
}

/** The name of column `index` in table `raw`: positions, so that no header ever reaches a statement. */
export const rawColumn = (index: number) => `c${index}`;

/**
 * Reads an upload into a DuckDB table `raw` of texts, one column a field, rows in file order (`rowid` is the record's
 * index), and runs `work` on it. Folder and database are gone afterwards.
 * @throws DataRefused when the file is no clean CSV.
 */
export async function withRawTable<T>(
  options: { workspaceId: string; digest: string; delimiter: Delimiter | null; onStage: OnStage },
  work: (raw: RawTable) => Promise<T>,
): Promise<T> {
  const before = lastReading;
  let done = () => {};
  lastReading = new Promise((resolve) => {
    done = resolve;
  });
  if (waiting > 0) options.onStage("Waiting for another file to be read");
  waiting += 1;
  try {
    await before;
    return await readRaw(options, work);
  } finally {
    waiting -= 1;
    done();
  }
}

// One file at a time a process: a reading may take some hundred megabytes and both cores.
let lastReading: Promise<void> = Promise.resolve();
let waiting = 0;

function readRaw<T>(
  options: { workspaceId: string; digest: string; delimiter: Delimiter | null; onStage: OnStage },
  work: (raw: RawTable) => Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    const path = join(folder, "clean.csv");
    options.onStage("Checking every row");
    const file = createWriteStream(path, { highWaterMark: 1 << 20 });
    const failed = once(file, "error").then(([error]) => Promise.reject(error));
    failed.catch(() => {});
    let scan: ScanResult;
    try {
      scan = await scanCsv({
        bytes: decompressed(readBlob(options)),
        delimiter: options.delimiter,
        write: async (chunk) => {
          if (!file.write(chunk)) await Promise.race([once(file, "drain"), failed]);
        },
      });
    } finally {
      await new Promise<void>((resolve) => file.end(() => resolve()));
    }
    return withDuckDb({ folder }, async (connection) => {
      options.onStage(`Reading ${scan.rows.toLocaleString("en")} rows`);
      const fields = scan.header.map((_, i) => `${rawColumn(i)}: 'VARCHAR'`).join(", ");
      await connection.run(`
        CREATE TABLE raw AS SELECT COLUMNS(c -> true) FROM read_csv(${literal(path)}, auto_detect = false, header = true,
          delim = ${literal(scan.delimiter)}, quote = '"', escape = '"', new_line = '\\n', nullstr = '',
          strict_mode = true, max_line_size = 2000000, columns = {${fields}})`);
      const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM raw");
      if (count?.n !== scan.rows)
        throw new Error(`Two readers disagree: ${String(count?.n)} and ${scan.rows} rows.`);
      return work({ ...scan, connection, folder });
    });
  });
}
