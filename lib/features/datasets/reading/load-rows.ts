import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type DuckDBConnection, literal, rowsOf } from "#lib/platform/parquet/duck.ts";
import type { Delimiter } from "../recipe.ts";
import { openFile } from "./clean-file.ts";

/** The name of column `index` in table `raw`: positions, so that no header ever reaches a statement. */
export const rawColumn = (index: number) => `c${index}`;

/** So much text is read by the database at once, while the next is checked. */
const SEGMENT_BYTES = 64 * 1024 ** 2;

export interface RowsLoader {
  onHeader: (header: readonly string[], delimiter: Delimiter) => void;
  /** Clean CSV, the header first; the first `whole` bytes end with a record's end. */
  write: (chunk: Uint8Array, whole: number) => Promise<void>;
  /** A file that is whole and clean, header and all. */
  takeFile: (path: string, clean: { header: readonly string[]; delimiter: Delimiter }) => void;
  /** Settles when every row is in the table; answers how many there are. */
  end: () => Promise<number>;
  /** Takes everything back. */
  drop: () => Promise<void>;
}

/**
 * Loads the clean rows of one file into a table of texts, one column a field, in their order. What has been checked is
 * read by the database while the next is checked, by segments that end with a record's end; none stays on the disk.
 */
export function openRowsLoader(target: {
  connection: DuckDBConnection;
  folder: string;
  table: string;
  segmentBytes?: number;
}): RowsLoader {
  const { connection, folder, table, segmentBytes = SEGMENT_BYTES } = target;
  let shape: { width: number; delimiter: Delimiter } | null = null;
  let loading: Promise<void> = Promise.resolve();
  let segment: { path: string; bytes: number; hasHeader: boolean; out: ReturnType<typeof openFile> } | null =
    null;
  let opened = 0;

  const load = (path: string, hasHeader: boolean) => {
    const { width, delimiter } = shape as NonNullable<typeof shape>;
    const names = Array.from({ length: width }, (_, i) => rawColumn(i));
    loading = loading.then(async () => {
      const fields = names.map((name) => `${name}: 'VARCHAR'`).join(", ");
      const rows = `SELECT COLUMNS(c -> true) FROM read_csv(${literal(path)}, auto_detect = false,
        header = ${hasHeader}, delim = ${literal(delimiter)}, quote = '"', escape = '"', new_line = '\\n', nullstr = '',
        strict_mode = true, max_line_size = 2000000, columns = {${fields}})`;
      await connection.run(hasHeader ? `CREATE TABLE ${table} AS ${rows}` : `INSERT INTO ${table} ${rows}`);
      await rm(path, { force: true });
    });
    // Met at the end; what the check finds wrong is told before what follows from it.
    loading.catch(() => {});
  };
  const open = () => {
    const path = join(folder, `${table}-${opened}.csv`);
    segment = { path, bytes: 0, hasHeader: opened === 0, out: openFile(path) };
    opened += 1;
    return segment;
  };
  const put = async (chunk: Uint8Array) => {
    if (chunk.length === 0) return;
    const to = segment ?? open();
    to.bytes += chunk.length;
    await to.out.write(chunk);
  };
  const close = async () => {
    if (!segment) return;
    const { path, hasHeader, out } = segment;
    segment = null;
    await out.close();
    load(path, hasHeader);
  };
  return {
    onHeader: (header, delimiter) => {
      shape = { width: header.length, delimiter };
    },
    write: async (chunk, whole) => {
      if ((segment?.bytes ?? 0) + whole < segmentBytes || whole === 0) return put(chunk);
      await put(chunk.subarray(0, whole));
      await close();
      await put(chunk.subarray(whole));
    },
    takeFile: (path, { header, delimiter }) => {
      shape = { width: header.length, delimiter };
      load(path, true);
    },
    end: async () => {
      await close();
      await loading;
      const [count] = await rowsOf(connection, `SELECT count(*) AS n FROM ${table}`);
      return Number(count?.n);
    },
    drop: async () => {
      await segment?.out.close().catch(() => {});
      segment = null;
      await loading.catch(() => {});
      await connection.run(`DROP TABLE IF EXISTS ${table}`);
    },
  };
}
