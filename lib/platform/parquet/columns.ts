import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBType,
  DuckDBTypeId,
  FLOAT,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";

/** One column as it travels: numbers as typed arrays, texts as strings. A missing number is NaN, a missing text null. */
export type ColumnValues =
  | Float64Array
  | Float32Array
  | Int32Array
  | BigInt64Array
  | readonly (string | null)[];

/** Name → values, all of one length. Names are kept in their order. */
export type Columns = Record<string, ColumnValues>;

const VECTOR_ROWS = 2048;

export function typeOf(values: ColumnValues): DuckDBType {
  if (values instanceof Float64Array) return DOUBLE;
  if (values instanceof Float32Array) return FLOAT;
  if (values instanceof Int32Array) return INTEGER;
  if (values instanceof BigInt64Array) return BIGINT;
  return VARCHAR;
}

/** Appends columns to an existing table whose columns have the same order and types. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ColumnValues[],
): Promise<void> {
  const length = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== length))
    throw new RangeError("The columns differ in length.");
  const types = columns.map(typeOf);
  const appender = await connection.createAppender(table);
  for (let from = 0; from < length; from += VECTOR_ROWS) {
    const count = Math.min(VECTOR_ROWS, length - from);
    const chunk = DuckDBDataChunk.create(types, count);
    columns.forEach((column, c) => {
      const vector = chunk.getColumnVector(c);
      for (let i = 0; i < count; i += 1) vector.setItem(i, column[from + i] ?? null);
      vector.flush();
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/**
 * Reads a whole result into columns: DOUBLE, FLOAT and INTEGER become typed arrays, BIGINT a Float64Array (exact to
 * 2^53), VARCHAR strings. A null number is NaN (an INTEGER null is refused: there is no missing Int32).
 */
export async function collectColumns(result: DuckDBResult, rowsExpected: number): Promise<Columns> {
  const names = result.deduplicatedColumnNames();
  const out = names.map((name, c) => emptyColumn(name, result.columnTypeId(c), rowsExpected));
  let at = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const count = chunk.rowCount;
    for (let c = 0; c < out.length; c += 1) {
      const vector = chunk.getColumnVector(c);
      const target = out[c] as Float64Array | Float32Array | Int32Array | (string | null)[];
      for (let i = 0; i < count; i += 1) {
        const item = vector.getItem(i);
        if (Array.isArray(target)) target[at + i] = item as string | null;
        else if (item !== null) target[at + i] = Number(item);
        else if (target instanceof Int32Array)
          throw new TypeError(`Column ${names[c]} has an empty integer.`);
        else target[at + i] = Number.NaN;
      }
    }
    at += count;
  }
  if (at !== rowsExpected) throw new RangeError(`Expected ${rowsExpected} rows and read ${at}.`);
  return Object.fromEntries(names.map((name, c) => [name, out[c] as ColumnValues]));
}

function emptyColumn(
  name: string,
  type: DuckDBTypeId,
  rows: number,
): Float64Array | Float32Array | Int32Array | (string | null)[] {
  switch (type) {
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.BIGINT:
      return new Float64Array(rows);
    case DuckDBTypeId.FLOAT:
      return new Float32Array(rows);
    case DuckDBTypeId.INTEGER:
      return new Int32Array(rows);
    case DuckDBTypeId.VARCHAR:
      return new Array<string | null>(rows).fill(null);
    default:
      throw new TypeError(`Column ${name} has a type that is not read here (${type}).`);
  }
}
