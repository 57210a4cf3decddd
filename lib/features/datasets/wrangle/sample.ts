import { type DuckDBConnection, rowsOf } from "#lib/platform/parquet/duck.ts";
import type { StepsPreview } from "./preview-types.ts";
import type { Step } from "./step-schema.ts";
import { quotedList } from "./work.ts";

/** Past so many rows the steps are tried on some of the series only, which is said. */
const ROWS_AT_MOST = 2_000_000;

/** Series that steps name: a sample must have them. */
export function namesIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.kind === "merge" || step.kind === "mask") return step.series;
    if (step.kind === "rename") return step.what === "series" ? [step.from] : [];
    return step.kind === "filter" && step.where.of === "series" && step.where.how === "is_one_of"
      ? step.where.texts
      : [];
  });
}

/** Leaves so many series in `rows` and `ids` that the rows are few enough: the named ones first, then from the front. */
export async function takeSample(
  connection: DuckDBConnection,
  names: readonly string[],
  rowsAtMost = ROWS_AT_MOST,
): Promise<StepsPreview["sample"]> {
  const [count] = await rowsOf(
    connection,
    "SELECT count(*) AS rows, (SELECT count(*) FROM ids) AS series FROM rows",
  );
  if (Number(count?.rows) <= rowsAtMost) return null;
  const wanted = names.length === 0 ? "false" : `id IN (${quotedList(names)})`;
  await connection.run(`
    CREATE TABLE kept AS WITH sizes AS (SELECT series, count(*) AS n FROM rows GROUP BY series),
      running AS (SELECT ids.series, id, sum(n) OVER (ORDER BY NOT (${wanted}), ids.series) AS total FROM sizes JOIN ids USING (series))
    SELECT series, id FROM running WHERE total <= ${rowsAtMost} OR ${wanted}`);
  await connection.run(
    "CREATE TABLE sampled AS SELECT * FROM rows WHERE series IN (SELECT series FROM kept)",
  );
  for (const table of ["rows", "ids"]) await connection.run(`DROP TABLE ${table}`);
  await connection.run("ALTER TABLE sampled RENAME TO rows");
  await connection.run("ALTER TABLE kept RENAME TO ids");
  const [kept] = await rowsOf(connection, "SELECT count(*) AS n FROM ids");
  return { series: Number(kept?.n), of: Number(count?.series) };
}
