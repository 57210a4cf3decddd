import type { z } from "zod";
import { parseFrequency } from "#lib/forecast/index.ts";
import { literal, rowsOf, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { runSteps } from "./run.ts";
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
export function wrangled(
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
  return withFolder((folder) =>
    withDuckDb({ folder, threads: 1 }, async (connection) => {
      const types = covariates.map(({ at, kind }) => `, ${at} ${kind === "numeric" ? "DOUBLE" : "VARCHAR"}`);
      await connection.run(
        `CREATE TABLE rows (series INTEGER, ds BIGINT, y DOUBLE, today DOUBLE${types.join("")})`,
      );
      const value = (text: string | undefined) =>
        text === undefined || text === "-" ? "NULL" : literal(text);
      const tuples = cells.map(
        ([id, time, y, ...rest]) =>
          `(${[ids.indexOf(id as string), ms(time as string), value(y), "NULL", ...covariates.map((_, i) => value(rest[i]))].join(", ")})`,
      );
      await connection.run(`INSERT INTO rows VALUES ${tuples.join(", ")}`);
      await connection.run("CREATE TABLE ids (series INTEGER, id VARCHAR)");
      await connection.run(
        `INSERT INTO ids VALUES ${ids.map((id, i) => `(${i}, ${literal(id)})`).join(", ")}`,
      );
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
        if (!(error instanceof Error) || error.name !== "AppError") throw error;
        return { rows: [], facts: [], covariates: [], refused: error.message };
      }
    }),
  );
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
