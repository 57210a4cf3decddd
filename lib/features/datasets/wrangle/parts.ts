import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { putBlob, readBlob } from "#lib/platform/blobs/index.ts";
import { type DuckDBConnection, hasColumn, literal, rowsOf } from "#lib/platform/parquet/duck.ts";
import type { Part } from "../manifest.ts";
import { type BuiltTable, LISTED_AT_MOST } from "../reading/build.ts";

/** Parts of a version as files of a folder, in their order. */
export async function fetchParts(options: {
  workspaceId: string;
  folder: string;
  parts: readonly Part[];
}): Promise<string[]> {
  const { workspaceId, folder, parts } = options;
  const paths: string[] = [];
  for (const { digest } of parts) {
    const path = join(folder, `${digest}.parquet`);
    await pipeline(readBlob({ workspaceId, digest }), createWriteStream(path));
    paths.push(path);
  }
  return paths;
}

/**
 * SQL for the rows of files of parts: `unique_id`, `place` (by which series stand as their files came), and the columns.
 * Each part counts its series from 0.
 */
export function partsSql(paths: readonly string[]): string {
  return paths
    .map((path, i) => `SELECT *, ${i} * 4294967296 + series AS place FROM read_parquet(${literal(path)})`)
    .join(" UNION ALL ");
}

/** Tables `rows(series, ds, y, today, x…)` and `ids(series, id)` from files of parts. */
export async function loadParts(
  connection: DuckDBConnection,
  paths: readonly string[],
  columns: { covariates: BuiltTable["covariates"]; hasToday: boolean },
): Promise<void> {
  const values = [
    "CAST(y AS DOUBLE) AS y",
    columns.hasToday ? "CAST(today AS DOUBLE) AS today" : "CAST(NULL AS DOUBLE) AS today",
    ...columns.covariates.map((_, i) => `x${i}`),
  ].join(", ");
  if (paths.length === 1) {
    const file = `read_parquet(${literal(paths[0] as string)})`;
    await connection.run(
      `CREATE TABLE ids AS SELECT CAST(series AS INTEGER) AS series, any_value(unique_id) AS id FROM ${file} GROUP BY series`,
    );
    await connection.run(
      `CREATE TABLE rows AS SELECT CAST(series AS INTEGER) AS series, CAST(ds AS BIGINT) AS ds, ${values} FROM ${file}`,
    );
    return;
  }
  await connection.run(`CREATE VIEW parts AS ${partsSql(paths)}`);
  await connection.run(`
    CREATE TABLE ids AS SELECT CAST(row_number() OVER (ORDER BY place) - 1 AS INTEGER) AS series, id
    FROM (SELECT unique_id AS id, min(place) AS place FROM parts GROUP BY unique_id)`);
  await connection.run(`
    CREATE TABLE rows AS SELECT ids.series, CAST(ds AS BIGINT) AS ds, ${values} FROM parts JOIN ids ON ids.id = unique_id`);
  await connection.run("DROP VIEW parts");
}

/** `series, unique_id, ds, y, [today], x0, x1, …` from tables `data` and `ids`, sorted by series and time. */
async function writePart(built: Pick<BuiltTable, "raw" | "hasToday" | "covariates">): Promise<string> {
  const { connection, folder } = built.raw;
  const path = join(folder, "part.parquet");
  const name = await nameSql(connection);
  const fields = [
    "series",
    `${name.sql} AS unique_id`,
    "ds",
    "y",
    ...(built.hasToday ? ["today"] : []),
    ...built.covariates.map((_, i) => `x${i}`),
  ];
  await connection.run(
    `COPY (SELECT ${fields.join(", ")} FROM ${name.from}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  return path;
}

/**
 * SQL for a row's name, and where rows come from so that they keep the order in which the table stands: a join does not.
 * A list in a variable is copied at each two thousand rows; where rows carry their name themselves, it costs half.
 */
async function nameSql(connection: DuckDBConnection): Promise<{ sql: string; from: string }> {
  if (await hasColumn(connection, "data", "name")) return { sql: await ownNameSql(connection), from: "data" };
  const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM ids");
  if (Number(count?.n) > LISTED_AT_MOST)
    return { sql: "id", from: "data JOIN ids USING (series) ORDER BY series, ds" };
  await connection.run("SET VARIABLE names = (SELECT list(id ORDER BY series) FROM ids)");
  return { sql: "list_extract(getvariable('names'), series + 1)", from: "data" };
}

/** DuckDB writes every name of an enumeration with each so many rows, be they in them or not. */
const ROWS_A_GROUP = 122_880;
const MOST_NAME_BYTES = 64_000_000;

async function ownNameSql(connection: DuckDBConnection): Promise<string> {
  const [all] = await rowsOf(
    connection,
    "SELECT CAST(sum(strlen(id)) AS DOUBLE) AS bytes, (SELECT count(*) FROM data) AS n FROM ids",
  );
  const groups = Math.ceil(Number(all?.n) / ROWS_A_GROUP);
  return Number(all?.bytes) * groups > MOST_NAME_BYTES ? "CAST(name AS VARCHAR)" : "name";
}

/** Stores table `data` as a part; null when it has no row. */
export async function storePart(
  built: Pick<BuiltTable, "raw" | "hasToday" | "covariates">,
  workspaceId: string,
): Promise<Part | null> {
  const [count] = await rowsOf(built.raw.connection, "SELECT count(*) AS n FROM data");
  const rows = Number(count?.n);
  if (rows === 0) return null;
  const path = await writePart(built);
  const part = await putBlob({ workspaceId, chunks: createReadStream(path, { highWaterMark: 1 << 20 }) });
  return { digest: part.digest, rows, sizeBytes: part.sizeBytes };
}
