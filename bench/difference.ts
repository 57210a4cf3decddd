/**
 * Two versions compared, as the reader does it: `npm run bench difference [series, 10000] [periods, 365]`
 * The second has 28 periods more and one value of a thousand rewritten. Once as two whole parts, once as a version that adds
 * a part to the first's, which is then not read again. Sketches are what is kept of each part.
 */
import { join } from "node:path";
import { compareRows, type Side } from "#lib/features/datasets/difference/rows.ts";
import { sketchColumns } from "#lib/features/datasets/difference/sketch.ts";
import { literal, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { judge } from "./site.ts";

const series = Number(process.argv[2] ?? 10_000);
const periods = Number(process.argv[3] ?? 365);
const MORE = 28;
const DAY = 86_400_000;

await withFolder(async (folder) => {
  const file = (name: string) => join(folder, `${name}.parquet`);
  const write = (name: string, y: string, from: number, to: number) =>
    withDuckDb({ folder }, (connection) =>
      connection.run(`
        COPY (SELECT s AS series, 'item_' || s AS unique_id, t * ${DAY}::BIGINT AS ds, CAST(${y} AS DOUBLE) AS y
          FROM range(${series}) a(s), range(${from}, ${to}) b(t) ORDER BY s, t)
        TO ${literal(file(name))} (FORMAT parquet, COMPRESSION zstd)`),
    );
  const value = "(s * 31 + t * 7) % 97";
  await write("first", value, 0, periods);
  await write("second", `CASE WHEN (s * 17 + t) % 1000 = 0 THEN 500 ELSE ${value} END`, 0, periods + MORE);
  await write("added", value, periods, periods + MORE);
  const side = (...names: string[]): Side => ({
    ...{ files: names.map(file), covariates: [], firstTime: 0, lastTime: (periods - 1) * DAY },
  });
  const timed = async <T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> => {
    const from = performance.now();
    const result = await work();
    return { seconds: (performance.now() - from) / 1000, result };
  };
  const compare = (from: Side, to: Side) =>
    timed(() =>
      withDuckDb({ folder }, (connection) =>
        compareRows(connection, { from, to, stepSize: DAY, newIds: [], goneIds: [] }),
      ),
    );
  const whole = await compare(side("first"), side("second"));
  const shared = await compare(side(), side("added"));
  const sketch = await timed(() =>
    withDuckDb({ folder }, (connection) =>
      sketchColumns(connection, `read_parquet(${literal(file("second"))})`, [
        { name: "y", sql: "y", kind: "numeric" },
      ]),
    ),
  );
  const { history, added } = whole.result;
  console.log(
    `${(series * periods).toLocaleString("en")} rows; ${history.values.toLocaleString("en")} rewritten, ${added.later.toLocaleString("en")} later`,
  );
  judge("two whole parts compared", whole.seconds, { limit: 10, unit: "s" });
  judge("a part added to a shared one", shared.seconds, { limit: 2, unit: "s" });
  judge("a column of the larger sketched", sketch.seconds, { limit: 2, unit: "s" });
  if (shared.result.added.later !== series * MORE) throw new Error("The added rows were miscounted.");
});
