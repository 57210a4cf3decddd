import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";

export type { DuckDBConnection } from "@duckdb/node-api";

/** Runs `work` with a folder of its own, which is gone afterwards whatever happens. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "forecanvas-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Runs `work` on an in-memory DuckDB of its own. It spills to `folder` rather than grow past `memoryMb`, keeps the
 * order of rows, and loads nothing from the network.
 */
export async function withDuckDb<T>(
  options: { folder: string; memoryMb?: number; threads?: number },
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(options.threads ?? 2),
    memory_limit: `${options.memoryMb ?? 384}MB`,
    temp_directory: join(options.folder, "spill"),
    preserve_insertion_order: "true",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** A string as an SQL literal: paths and values that a statement cannot take as parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** All rows of a query that gives few; bigint becomes number. */
export async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
): Promise<Record<string, DuckDBValue>[]> {
  const result = await connection.run(sql);
  const names = result.deduplicatedColumnNames();
  const rows = await result.getRows();
  return rows.map((row) =>
    Object.fromEntries(
      row.map((value, i) => [names[i] as string, typeof value === "bigint" ? Number(value) : value]),
    ),
  );
}

/** Whether a table or view has a column of this name; neither name comes from outside. */
export async function hasColumn(
  connection: DuckDBConnection,
  table: string,
  column: string,
): Promise<boolean> {
  const found = await rowsOf(
    connection,
    `SELECT 1 AS n FROM information_schema.columns WHERE table_name = ${literal(table)} AND column_name = ${literal(column)}`,
  );
  return found.length > 0;
}
