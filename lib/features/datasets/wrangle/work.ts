import type { Frequency } from "#lib/forecast/index.ts";
import { type DuckDBConnection, literal, rowsOf } from "#lib/platform/parquet/duck.ts";
import type { AVAILABILITIES } from "../recipe-words.ts";

/** A covariate; the table has it as `x` and its number. */
export interface WorkColumn {
  name: string;
  availability: (typeof AVAILABILITIES)[number];
  kind: "numeric" | "categorical";
  at: string;
}

/**
 * What steps work on: tables `rows(series, ds, y, today, x…)`, one row a series and time, and `ids(series, id)`. A value
 * that is not known is null. Series have numbers in the order in which they are shown, with gaps where some were left out.
 */
export interface Work {
  connection: DuckDBConnection;
  covariates: WorkColumn[];
  frequency: Frequency;
  /** False where only the rows of some of the version's files are here: then a name may stand elsewhere. */
  isWhole: boolean;
  /** The next free number of a covariate's column. */
  nextColumn: number;
}

/** A step that cannot be done with this data, in a sentence with a way out; the runner adds the step's name. */
export class DoesNotFit extends Error {}

/** The table's column of a covariate, or of the target for null. */
export function columnAt(work: Work, name: string | null): string {
  return name === null ? "y" : covariateOf(work, name).at;
}

export function covariateOf(work: Work, name: string): WorkColumn {
  const found = work.covariates.find((column) => column.name === name);
  if (found) return found;
  const known = work.covariates.map((column) => `“${column.name}”`).join(", ");
  throw new DoesNotFit(
    `There is no covariate “${name}” at this step. ${known ? `There are ${known}.` : "There are none."}`,
  );
}

/** The same for a column that must hold numbers. */
export function numericAt(work: Work, name: string | null): string {
  if (name !== null && covariateOf(work, name).kind !== "numeric")
    throw new DoesNotFit(`“${name}” is a category, not a number. Cast it to a number first.`);
  return columnAt(work, name);
}

/** Room for one more covariate. `sql` gives its values over `rows`, in a table `from` that has all columns of it. */
export async function addCovariate(
  work: Work,
  column: Omit<WorkColumn, "at">,
  sql: string,
  from = "rows",
): Promise<void> {
  assertFree(work, column.name);
  const at = `x${work.nextColumn}`;
  await replaceRows(
    work,
    `SELECT ${from === "rows" ? "*" : `${from}.*`}, CAST(${sql} AS ${column.kind === "numeric" ? "DOUBLE" : "VARCHAR"}) AS ${at} FROM ${from}`,
  );
  work.nextColumn += 1;
  work.covariates.push({ ...column, at });
}

export function assertFree(work: Work, name: string): void {
  if (work.covariates.some((column) => column.name === name))
    throw new DoesNotFit(`There is a covariate “${name}” already. Give this one another name.`);
}

export async function replaceRows(work: Work, select: string): Promise<void> {
  const { connection } = work;
  await connection.run(`CREATE TABLE next AS ${select}`);
  await connection.run("DROP TABLE rows");
  await connection.run("ALTER TABLE next RENAME TO rows");
}

/** A single number that a query gives, 0 for none. */
export async function numberFrom(work: Work, sql: string): Promise<number> {
  const [row] = await rowsOf(work.connection, sql);
  return Number(Object.values(row ?? {})[0] ?? 0);
}

/** The numbers of series that are named; one that is nowhere is refused. */
export async function seriesNamed(work: Work, names: readonly string[]): Promise<number[]> {
  const list = names.map(literal).join(", ");
  const found = await rowsOf(work.connection, `SELECT series, id FROM ids WHERE id IN (${list})`);
  const absent = names.find((name) => !found.some((row) => row.id === name));
  if (absent !== undefined && work.isWhole)
    throw new DoesNotFit(`There is no series “${absent}” at this step. Names are taken letter by letter.`);
  return found.map((row) => Number(row.series));
}

export const quotedList = (texts: readonly string[]) => texts.map(literal).join(", ");

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** SQL for "this time lies within": both ends are included, a day with all its hours. Null is open. */
export function withinSql(work: Work, range: { from: string | null; to: string | null }): string {
  const parts = [
    ...(range.from === null ? [] : [`ds >= ${timeOf(work, range.from)}`]),
    ...(range.to === null ? [] : [`ds < ${timeOf(work, range.to) + lengthOf(range.to)}`]),
  ];
  return parts.length === 0 ? "true" : `(${parts.join(" AND ")})`;
}

const isPosition = (text: string) => /^-?\d+$/.test(text);
const lengthOf = (text: string) => (isPosition(text) ? 1 : text.includes("T") ? MINUTE_MS : DAY_MS);

function timeOf(work: Work, text: string): number {
  const isInt = work.frequency.unit === "int";
  if (isInt !== isPosition(text))
    throw new DoesNotFit(
      isInt
        ? `The times of this data are positions. Give a whole number instead of ${text}.`
        : `The times of this data are dates. Give a day such as 2024-01-31 instead of ${text}.`,
    );
  if (isInt) return Number(text);
  const ms = Date.parse(text.includes("T") ? `${text}:00Z` : `${text}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new DoesNotFit(`There is no day ${text}.`);
  return ms;
}
