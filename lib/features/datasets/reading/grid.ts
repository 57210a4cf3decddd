import {
  addSteps,
  type Frequency,
  formatFrequency,
  inferFrequency,
  parseFrequency,
  stepsBetween,
} from "#lib/forecast/index.ts";
import { collectColumns } from "#lib/platform/parquet/columns.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import type { ProblemList } from "../problems.ts";
import type { Recipe } from "../recipe.ts";
import type { IndexedColumn } from "./expressions.ts";
import { type RawTable, spotOf } from "./table.ts";

export interface Grid {
  frequency: Frequency;
  firstTime: number;
  lastTime: number;
  periods: number;
  emptyPeriods: number;
}

export async function findGrid(
  raw: RawTable,
  asked: string | null,
  { recipe, time }: { recipe: Recipe; time: IndexedColumn },
  problems: ProblemList,
): Promise<Grid> {
  const [count] = await rowsOf(raw.connection, "SELECT count(DISTINCT ds) AS n FROM unsorted");
  const { ds } = await collectColumns(
    await raw.connection.stream("SELECT DISTINCT ds FROM unsorted ORDER BY ds"),
    Number(count?.n),
  );
  const times = ds as Float64Array;
  const firstTime = times[0] as number;
  const lastTime = times[times.length - 1] as number;
  const nothing = {
    frequency: { unit: "D", multiple: 1 } as Frequency,
    firstTime,
    lastTime,
    periods: 0,
    emptyPeriods: 0,
  };
  if (times.length < 2) {
    problems.add({
      ...spotOf(raw, time, 0),
      message: "All rows stand at one time. A forecast needs a history of several periods.",
    });
    return nothing;
  }
  const frequency = chooseFrequency(asked, recipe, times);
  if (!frequency) {
    problems.add({
      row: null,
      column: time.name,
      message:
        "The times follow no regular rhythm. Choose the frequency, or bring the data to one row a period.",
    });
    return nothing;
  }
  for (const value of times) {
    if (stepsBetween(firstTime, value, frequency) !== null) continue;
    const [row] = await rowsOf(raw.connection, `SELECT min(rec) AS rec FROM unsorted WHERE ds = ${value}`);
    problems.add({
      ...spotOf(raw, time, Number(row?.rec)),
      message: `This time is off the grid of ${formatFrequency(frequency)} that starts at ${timeText(firstTime, frequency)}. Choose another frequency or correct the time.`,
    });
  }
  const span = stepsBetween(firstTime, lastTime, frequency);
  const periods = span === null ? 0 : span + 1;
  if (periods > 5_000_000) {
    problems.add({
      row: null,
      column: time.name,
      message: `The times span ${periods.toLocaleString("en")} periods of ${formatFrequency(frequency)}; at most 5,000,000 are taken. Check the first and the last time.`,
    });
  }
  return { frequency, firstTime, lastTime, periods, emptyPeriods: Math.max(0, periods - times.length) };
}

/** The same for rows that come after others: on those rows' grid, however few they are. */
export async function continueGrid(
  raw: RawTable,
  { frequency, firstTime }: { frequency: Frequency; firstTime: number },
  time: IndexedColumn,
  problems: ProblemList,
): Promise<Grid> {
  const rows = await rowsOf(
    raw.connection,
    "SELECT ds, min(rec) AS rec FROM unsorted GROUP BY ds ORDER BY ds",
  );
  for (const row of rows) {
    if (stepsBetween(firstTime, Number(row.ds), frequency) !== null) continue;
    problems.add({
      ...spotOf(raw, time, Number(row.rec)),
      message: "This time is off the grid of the rows before.",
    });
  }
  const lastTime = Number(rows.at(-1)?.ds);
  return { frequency, firstTime, lastTime, periods: 0, emptyPeriods: 0 };
}

export function chooseFrequency(asked: string | null, recipe: Recipe, times: Float64Array): Frequency | null {
  if (asked !== null) return parseFrequency(asked);
  if (recipe.timeFormat !== "integer") return inferFrequency(times)?.frequency ?? null;
  let step = 0;
  for (let i = 1; i < times.length; i += 1) {
    let [a, b] = [step, (times[i] as number) - (times[i - 1] as number)];
    while (b > 0) [a, b] = [b, a % b];
    step = a;
  }
  return { unit: "int", multiple: step };
}

function timeText(time: number, frequency: Frequency): string {
  return frequency.unit === "int" ? String(time) : new Date(time).toISOString().replace("T00:00:00.000Z", "");
}

/** SQL for the grid position of `ds`; months match by their calendar month, as in the engine. */
export function positionSql(frequency: Frequency, firstTime: number): string {
  const months = { M: 1, Q: 3, Y: 12 }[frequency.unit as "M" | "Q" | "Y"];
  if (months === undefined) return `(ds - ${firstTime}) // ${addSteps(0, 1, frequency)}`;
  const month = (sql: string) =>
    `(year(epoch_ms(CAST(${sql} AS BIGINT))) * 12 + month(epoch_ms(CAST(${sql} AS BIGINT))))`;
  return `(${month("ds")} - ${month(String(firstTime))}) // ${months * frequency.multiple}`;
}
