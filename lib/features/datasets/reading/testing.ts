import { collectColumns } from "#lib/platform/parquet/columns.ts";
import { rowsOf, withFolder } from "#lib/platform/parquet/duck.ts";
import { DataRefused } from "../problems.ts";
import type { RollUpFacts } from "../profile-schema.ts";
import type { RecipeDraft } from "../recipe.ts";
import { isComplete } from "../recipe.ts";
import { RecipeSchema } from "../recipe-schema.ts";
import type { Question } from "../understanding.ts";
import { buildTable } from "./build.ts";
import { inspect } from "./inspect.ts";
import { type RawTable, readTable } from "./table.ts";

/** What a person who answers each question gets from a file: what is stored, or why nothing is. */
export interface Read {
  questions: Question[];
  recipe: RecipeDraft | null;
  /** `series | time | value`, in the stored order; an integer time as it is, others as ISO 8601. */
  rows: string[];
  refused: DataRefused | null;
  rollUp: RollUpFacts | null;
}

interface Options {
  /** What the person changes in the proposal, answers to questions above all. */
  change?: (proposal: RecipeDraft) => RecipeDraft;
  name?: string;
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** Tests: reads a file as the product does, without a database. */
export function readHostile(file: string | Uint8Array, options: Options = {}): Promise<Read> {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  const read: Read = { questions: [], recipe: null, rows: [], refused: null, rollUp: null };
  const source = { name: options.name ?? "sales.csv", sizeBytes: bytes.length, bytes: () => inPieces(bytes) };
  return withFolder(async (folder) => {
    try {
      const common = { files: [source], folder, onStage: () => {} };
      await readTable({ ...common, delimiter: null, encoding: null, sheet: null }, async (raw) => {
        const found = await inspect(raw);
        read.questions = found.questions;
        read.recipe = options.change?.(found.proposal) ?? found.proposal;
        if (isComplete(read.recipe) && raw.openEncoding === null) await store(raw, read);
      });
      if (read.recipe && isComplete(read.recipe) && read.questions.some((each) => each.about === "encoding"))
        await readTable({ ...common, ...read.recipe }, (raw) => store(raw, read));
    } catch (error) {
      if (!(error instanceof DataRefused)) throw error;
      read.refused = error;
    }
    return read;
  });
}

async function store(raw: RawTable, read: Read): Promise<void> {
  const recipe = RecipeSchema.parse(read.recipe);
  const built = await buildTable(raw, recipe, () => {});
  const { connection } = built.raw;
  read.rollUp = built.rollUp;
  const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM data");
  const data = await collectColumns(
    await connection.stream(
      "SELECT id, CAST(ds AS DOUBLE) AS ds, y FROM data JOIN ids USING (series) ORDER BY series, ds",
    ),
    Number(count?.n),
  );
  const [ids, ds, y] = [data.id as string[], data.ds as Float64Array, data.y as Float64Array];
  read.rows = ids.map(
    (id, i) => `${id} | ${timeText(ds[i] as number, recipe.timeFormat)} | ${valueText(y[i] as number)}`,
  );
}

const timeText = (time: number, format: string) =>
  format === "integer"
    ? String(time)
    : new Date(time).toISOString().replace("T00:00:00.000Z", "").replace(".000Z", "Z");
const valueText = (value: number) =>
  Number.isNaN(value) ? "missing" : Object.is(value, -0) ? "-0" : String(value);
