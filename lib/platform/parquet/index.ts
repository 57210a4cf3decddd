import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appendColumns, type Columns, collectColumns, typeOf } from "./columns.ts";
import { identifier, literal, rowsOf, withDuckDb, withFolder } from "./duck.ts";

export type { Columns, ColumnValues } from "./columns.ts";

/**
 * Columns as one Parquet file (zstd), in the order given. Float64Array → DOUBLE, Float32Array → FLOAT,
 * Int32Array → INTEGER, BigInt64Array → BIGINT, strings → VARCHAR. NaN stays NaN. Equal columns give equal bytes.
 */
export function writeParquet(columns: Columns): Promise<Uint8Array> {
  return withFolder((folder) =>
    withDuckDb({ folder, threads: 1 }, async (connection) => {
      const entries = Object.entries(columns);
      const fields = entries.map(([name, values]) => `${identifier(name)} ${typeOf(values)}`);
      await connection.run(`CREATE TABLE t (${fields.join(", ")})`);
      await appendColumns(
        connection,
        "t",
        entries.map(([, values]) => values),
      );
      const path = join(folder, "out.parquet");
      await connection.run(`COPY t TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`);
      return readFile(path);
    }),
  );
}

/**
 * A Parquet file as columns, rows in file order: DOUBLE and BIGINT → Float64Array, FLOAT → Float32Array,
 * INTEGER → Int32Array, VARCHAR → strings. `columns` limits what is read; `where` is a trusted SQL condition.
 */
export function readParquet(
  bytes: Uint8Array,
  options: { columns?: readonly string[]; where?: string } = {},
): Promise<Columns> {
  return withFolder(async (folder) => {
    const path = join(folder, "in.parquet");
    await writeFile(path, bytes);
    return withDuckDb({ folder, threads: 1 }, async (connection) => {
      const from = `FROM read_parquet(${literal(path)}) ${options.where ? `WHERE ${options.where}` : ""}`;
      const [count] = await rowsOf(connection, `SELECT count(*) AS n ${from}`);
      const list = options.columns?.map(identifier).join(", ") ?? "*";
      return collectColumns(await connection.stream(`SELECT ${list} ${from}`), Number(count?.n));
    });
  });
}
