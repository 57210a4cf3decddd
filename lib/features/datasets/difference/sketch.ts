import { type DuckDBConnection, rowsOf } from "#lib/platform/parquet/duck.ts";
import { CATEGORIES_KEPT, type ColumnSketch, codeSql } from "./distribution.ts";

export interface SketchedColumn {
  name: string;
  sql: string;
  kind: "numeric" | "categorical";
}

/** Sketches columns of a table or a `read_parquet`, each in one pass over that column alone. */
export async function sketchColumns(
  connection: DuckDBConnection,
  from: string,
  columns: readonly SketchedColumn[],
): Promise<Record<string, ColumnSketch>> {
  const out: [string, ColumnSketch][] = [];
  for (const { name, sql, kind } of columns)
    out.push([name, await (kind === "numeric" ? ofNumbers : ofNames)(connection, from, sql)]);
  return Object.fromEntries(out);
}

async function ofNumbers(connection: DuckDBConnection, from: string, column: string): Promise<ColumnSketch> {
  const rows = await rowsOf(
    connection,
    `SELECT code, count(*) AS n, sum(v) AS s, sum(v * v) AS q
     FROM (SELECT ${column} AS v, ${codeSql(column)} AS code FROM ${from}) GROUP BY code ORDER BY code`,
  );
  const isKnown = (row: (typeof rows)[number]) => row.code !== null;
  return {
    kind: "numeric",
    missing: Number(rows.find((row) => !isKnown(row))?.n ?? 0),
    bins: rows.filter(isKnown).map((row) => [Number(row.code), Number(row.n), Number(row.s), Number(row.q)]),
  };
}

async function ofNames(connection: DuckDBConnection, from: string, column: string): Promise<ColumnSketch> {
  const [all] = await rowsOf(connection, `SELECT count(*) AS n, count(${column}) AS known FROM ${from}`);
  const rows = await rowsOf(
    connection,
    `SELECT ${column} AS v, count(*) AS n FROM ${from} WHERE ${column} IS NOT NULL GROUP BY v ORDER BY n DESC, v LIMIT ${CATEGORIES_KEPT}`,
  );
  const counts = rows.map((row): [string, number] => [String(row.v), Number(row.n)]);
  const listed = counts.reduce((sum, [, n]) => sum + n, 0);
  const known = Number(all?.known);
  return { kind: "categorical", missing: Number(all?.n) - known, counts, rest: known - listed };
}
