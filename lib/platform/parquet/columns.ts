import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBVector,
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
      const memory = memoryOf(vector);
      if (memory && !isTexts(column) && memory.items.constructor === column.constructor) {
        memory.items.set(column.subarray(from, from + count) as never);
      } else {
        for (let i = 0; i < count; i += 1) vector.setItem(i, column[from + i] ?? null);
      }
      vector.flush();
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

type NumberColumn = Float64Array | Float32Array | Int32Array;

const isTexts = (column: ColumnValues): column is readonly (string | null)[] => Array.isArray(column);

/**
 * The memory that a vector of numbers stands on, and one bit an item that says whether it is there (null: all are).
 * DuckDB's package keeps both to itself and hands out single items, which is ten times slower for a column of millions;
 * where they are not found as they are known to be, null, and items are taken one by one.
 */
function memoryOf(
  vector: DuckDBVector,
): { items: NumberColumn | BigInt64Array; present: BigUint64Array | null } | null {
  const items: unknown = Reflect.get(vector, "items");
  const validity: unknown = Reflect.get(vector, "validity");
  const isKnown =
    items instanceof Float64Array ||
    items instanceof Float32Array ||
    items instanceof Int32Array ||
    items instanceof BigInt64Array;
  if (!isKnown || typeof validity !== "object" || validity === null) return null;
  const present: unknown = Reflect.get(validity, "data");
  if (present !== null && !(present instanceof BigUint64Array)) return null;
  return Reflect.get(validity, "offset") === 0 ? { items, present } : null;
}

const ALL_PRESENT = 0xff_ff_ff_ff_ff_ff_ff_ffn;

/** Puts a vector's items at `at…` of the column; answers whether one was missing. */
function copyVector(vector: DuckDBVector, target: NumberColumn | (string | null)[], at: number): boolean {
  const count = vector.itemCount;
  const memory = memoryOf(vector);
  if (!memory || Array.isArray(target) || memory.items.constructor !== target.constructor) {
    return copyItems(vector, target, at);
  }
  const { items, present } = memory;
  target.set(items as NumberColumn, at);
  let missing = false;
  for (let word = 0; present && word * 64 < count; word += 1) {
    const bits = present[word] as bigint;
    if (bits === ALL_PRESENT) continue;
    for (let i = word * 64; i < Math.min(count, word * 64 + 64); i += 1) {
      if ((bits >> BigInt(i % 64)) & 1n) continue;
      target[at + i] = Number.NaN;
      missing = true;
    }
  }
  return missing;
}

function copyItems(vector: DuckDBVector, target: NumberColumn | (string | null)[], at: number): boolean {
  let missing = false;
  for (let i = 0; i < vector.itemCount; i += 1) {
    const item = vector.getItem(i);
    if (Array.isArray(target)) target[at + i] = item as string | null;
    else if (item !== null) target[at + i] = Number(item);
    else {
      target[at + i] = Number.NaN;
      missing = true;
    }
  }
  return missing;
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
      const target = out[c] as NumberColumn | (string | null)[];
      const missing = copyVector(chunk.getColumnVector(c), target, at);
      if (missing && target instanceof Int32Array)
        throw new TypeError(`Column ${names[c]} has an empty integer.`);
    }
    at += count;
  }
  if (at !== rowsExpected) throw new RangeError(`Expected ${rowsExpected} rows and read ${at}.`);
  return Object.fromEntries(names.map((name, c) => [name, out[c] as ColumnValues]));
}

function emptyColumn(name: string, type: DuckDBTypeId, rows: number): NumberColumn | (string | null)[] {
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
