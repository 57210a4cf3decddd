import { AppError } from "#lib/platform/errors.ts";
import {
  type DuckDBConnection,
  identifier,
  literal,
  rowsOf,
  withDuckDb,
} from "#lib/platform/parquet/duck.ts";
import { DataRefused } from "../problems.ts";
import { headerProblems } from "./header.ts";
import type { TypedResult } from "./typed.ts";

/** A few bytes of Parquet may stand for any number of equal rows. */
const MAX_ROWS = 100_000_000;
const MAX_TEXT_BYTES = 4 * 1024 ** 3;

/**
 * Writes a Parquet file as a clean CSV file: numbers in the shortest digits that give them back, times as ISO 8601 (with
 * an offset as UTC), true and false as 1 and 0, lists and structures as texts. Row 1 is the first row.
 * @throws DataRefused when it is damaged; `too_large` when it unpacks to more than is taken.
 */
export function cleanParquet(input: { file: string; path: string; folder: string }): Promise<TypedResult> {
  const from = `read_parquet(${literal(input.file)})`;
  return withDuckDb({ folder: input.folder }, async (connection) => {
    const columns = await columnsOf(connection, from).catch(refuseDamaged);
    const header = columns.map((column) => column.name);
    const problems = headerProblems(header, 1).map((problem) => ({ ...problem, row: null }));
    if (problems.length > 0) throw new DataRefused(problems);
    if (header.length < 2) refuse("The file has only one column. A time and a number are needed.");
    const texts = columns.map(({ name, type }) => textSql(identifier(name), type));
    const rows = await measure(connection, from, texts).catch(refuseDamaged);
    if (rows === 0) refuse("The file has columns and no rows.");
    const fields = texts.map((sql, i) => `${sql} AS c${i}`).join(", ");
    await connection
      .run(
        `COPY (SELECT ${fields} FROM ${from}) TO ${literal(input.path)}
         (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '')`,
      )
      .catch(refuseDamaged);
    const isTyped = columns.map((column) => column.type !== "VARCHAR");
    return { delimiter: ",", encoding: "Parquet", header, isTyped, rows, lineOf: (index) => index + 1 };
  });
}

async function columnsOf(
  connection: DuckDBConnection,
  from: string,
): Promise<{ name: string; type: string }[]> {
  const rows = await rowsOf(
    connection,
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${from})`,
  );
  return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}

/** SQL for a column as a text that says what the file says. */
function textSql(column: string, type: string): string {
  if (type === "BOOLEAN") return `CAST(CAST(${column} AS INTEGER) AS VARCHAR)`;
  if (type === "TIMESTAMP WITH TIME ZONE") return `CAST(${column} AT TIME ZONE 'UTC' AS VARCHAR) || 'Z'`;
  return `CAST(${column} AS VARCHAR)`;
}

async function measure(
  connection: DuckDBConnection,
  from: string,
  texts: readonly string[],
): Promise<number> {
  const [count] = await rowsOf(connection, `SELECT count(*) AS n FROM ${from}`);
  const rows = Number(count?.n);
  if (rows > MAX_ROWS) throw tooLarge(`has ${rows.toLocaleString("en")} rows`);
  const sizes = texts.map((sql) => `coalesce(sum(strlen(${sql})), 0)`).join(" + ");
  const [size] = await rowsOf(connection, `SELECT CAST(${sizes} AS DOUBLE) AS n FROM ${from}`);
  if (Number(size?.n) > MAX_TEXT_BYTES) throw tooLarge("unpacks to more than 4 GB of text");
  return rows;
}

function tooLarge(what: string): AppError {
  return new AppError("too_large", { detail: `The file ${what}, more than is taken. Split it by series.` });
}

function refuse(message: string): never {
  throw new DataRefused([{ row: null, column: null, message }]);
}

function refuseDamaged(error: unknown): never {
  if (error instanceof AppError) throw error;
  return refuse(
    "The Parquet file is damaged, or of a kind that is not read here. Export it again, or as CSV.",
  );
}
