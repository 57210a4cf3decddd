import { tmpdir } from "node:os";
import type { z } from "zod";
import { parseFrequency } from "#lib/forecast/index.ts";
import { type DuckDBConnection, literal, rowsOf, withDuckDb } from "#lib/platform/parquet/duck.ts";
import { runSteps, StepRefused } from "./run.ts";
import { type StepFacts, type StepSchema, StepsSchema } from "./step-schema.ts";
import type { Work, WorkColumn } from "./work.ts";

type StepInput = z.input<typeof StepSchema>;
/** A step without what every step has. */
export type BareStep = StepInput extends infer S
  ? S extends unknown
    ? Omit<S, "id"> & { id?: string }
    : never
  : never;

export interface Wrangled {
  /** `series | time | y | covariates`, in order; `–` is not known. */
  rows: string[];
  facts: StepFacts[];
  covariates: string[];
  refused: string | null;
}

const ms = (text: string) =>
  /^-?\d+$/.test(text) ? Number(text) : Date.parse(text.includes("T") ? `${text}:00Z` : text);

/**
 * Tests: does steps on rows given as `series time y covariates…`, apart by spaces, `-` for not known. Covariates are
 * given as `name availability kind`.
 */
export async function wrangled(
  lines: readonly string[],
  steps: readonly BareStep[],
  options: { covariates?: readonly string[]; frequency?: string; isWhole?: boolean } = {},
): Promise<Wrangled> {
  const covariates = (options.covariates ?? []).map((text, i): WorkColumn => {
    const [name = "", availability = "past_only", kind = "numeric"] = text.split(" ");
    return { name, availability, kind, at: `x${i}` } as WorkColumn;
  });
  const cells = lines.map((line) => line.split(/\s+/));
  const ids = [...new Set(cells.map(([id]) => id as string))];
  const connection = await sharedConnection();
  const types = covariates.map(({ at, kind }) => `, ${at} ${kind === "numeric" ? "DOUBLE" : "VARCHAR"}`);
  await connection.run(
    `CREATE OR REPLACE TABLE rows (series INTEGER, ds BIGINT, y DOUBLE, today DOUBLE${types.join("")})`,
  );
  const value = (text: string | undefined) => (text === undefined || text === "-" ? "NULL" : literal(text));
  const tuples = cells.map(
    ([id, time, y, ...rest]) =>
      `(${[ids.indexOf(id as string), ms(time as string), value(y), "NULL", ...covariates.map((_, i) => value(rest[i]))].join(", ")})`,
  );
  await connection.run(`INSERT INTO rows VALUES ${tuples.join(", ")}`);
  await connection.run("CREATE OR REPLACE TABLE ids (series INTEGER, id VARCHAR)");
  await connection.run(`INSERT INTO ids VALUES ${ids.map((id, i) => `(${i}, ${literal(id)})`).join(", ")}`);
  const work: Work = {
    connection,
    covariates,
    frequency: parseFrequency(options.frequency ?? "D"),
    isWhole: options.isWhole ?? true,
    nextColumn: covariates.length,
  };
  const parsed = StepsSchema.parse(steps.map((step, i) => ({ id: `step-${i}`, ...step })));
  try {
    const facts = await runSteps(work, parsed, () => {});
    return { rows: await rowsText(work), facts, covariates: work.covariates.map(words), refused: null };
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error;
    return { rows: [], facts: [], covariates: [], refused: error.message };
  } finally {
    await assertClean(connection);
  }
}

// One database a test file: opening one takes longer than any of these tests.
let shared: Promise<DuckDBConnection> | null = null;
function sharedConnection(): Promise<DuckDBConnection> {
  shared ??= new Promise((resolve, reject) => {
    withDuckDb({ folder: tmpdir(), threads: 1 }, (connection) => {
      resolve(connection);
      return new Promise(() => {});
    }).catch(reject);
  });
  return shared;
}

/** A step leaves nothing behind but the two tables, refused or not. */
async function assertClean(connection: DuckDBConnection): Promise<void> {
  const left = await rowsOf(connection, "SELECT table_name AS name FROM information_schema.tables");
  const names = left.map(({ name }) => String(name)).sort();
  for (const name of names) if (name !== "ids" && name !== "rows") await connection.run(`DROP TABLE ${name}`);
  if (names.join() !== "ids,rows") throw new Error(`Tables were left behind: ${names.join(", ")}.`);
}

const words = ({ name, availability, kind }: WorkColumn) => `${name} ${availability} ${kind}`;

async function rowsText(work: Work): Promise<string[]> {
  const fields = work.covariates.map(({ at }) => at);
  const rows = await rowsOf(
    work.connection,
    `SELECT id, ds, y${fields.map((field) => `, ${field}`).join("")} FROM rows JOIN ids USING (series) ORDER BY series, ds`,
  );
  const time = (value: number) =>
    work.frequency.unit === "int"
      ? String(value)
      : new Date(value).toISOString().replace("T00:00:00.000Z", "").slice(0, 16);
  const text = (value: unknown) =>
    value === null ? "–" : typeof value === "number" ? String(Math.round(value * 1e9) / 1e9) : String(value);
  return rows.map((row) =>
    [row.id, time(Number(row.ds)), text(row.y), ...fields.map((field) => text(row[field]))].join(" "),
  );
}
