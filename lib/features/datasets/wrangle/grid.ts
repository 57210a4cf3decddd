import { addSteps, type Frequency, stepsBetween } from "#lib/forecast/index.ts";
import { appendColumns, collectColumns } from "#lib/platform/parquet/columns.ts";
import { positionSql } from "../reading/grid.ts";
import { DoesNotFit, numberFrom, type Work } from "./work.ts";

export interface WorkGrid {
  frequency: Frequency;
  firstTime: number;
  lastTime: number;
  periods: number;
  emptyPeriods: number;
}

/** The regular grid that the rows stand on now. */
export async function gridOf(work: Work): Promise<WorkGrid> {
  const times = await timesOf(work);
  if (times.length < 2)
    throw new DoesNotFit(
      times.length === 0
        ? "No row is left. Leave a step out, or change it."
        : "All rows that are left stand at one time. A forecast needs a history of several periods.",
    );
  const [firstTime, lastTime] = [times[0] as number, times.at(-1) as number];
  const { frequency } = work;
  const span = stepsBetween(firstTime, lastTime, frequency);
  if (span === null) throw new DoesNotFit("The times that are left stand on no regular grid.");
  return { frequency, firstTime, lastTime, periods: span + 1, emptyPeriods: span + 1 - times.length };
}

async function timesOf(work: Work): Promise<Float64Array> {
  const count = await numberFrom(work, "SELECT count(DISTINCT ds) FROM rows");
  const { ds } = await collectColumns(
    await work.connection.stream("SELECT DISTINCT ds FROM rows ORDER BY ds"),
    count,
  );
  return ds as Float64Array;
}

/** SQL for the grid position of `ds`. */
export function placeSql(grid: WorkGrid): string {
  return `CAST(${positionSql(grid.frequency, grid.firstTime)} AS INTEGER)`;
}

/** A table `periods(pos, ds, is_empty)`: every period of the grid, and whether no series has a row in it. */
export async function makePeriods(work: Work, grid: WorkGrid): Promise<void> {
  const { connection } = work;
  const ds = BigInt64Array.from({ length: grid.periods }, (_, i) =>
    BigInt(addSteps(grid.firstTime, i, grid.frequency)),
  );
  await connection.run("CREATE TABLE steps (pos INTEGER, ds BIGINT)");
  await appendColumns(connection, "steps", [Int32Array.from({ length: grid.periods }, (_, i) => i), ds]);
  // Days of a month may stand where they like: the time that a row has is its period's.
  await connection.run(`
    CREATE TABLE periods AS SELECT steps.pos, coalesce(own.ds, steps.ds) AS ds, own.ds IS NULL AS is_empty
    FROM steps LEFT JOIN (SELECT ${placeSql(grid)} AS pos, min(ds) AS ds FROM rows GROUP BY 1) own USING (pos)`);
  await connection.run("DROP TABLE steps");
}
