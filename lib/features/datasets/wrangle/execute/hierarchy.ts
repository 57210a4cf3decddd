import type { z } from "zod";
import { literal, rowsOf } from "#lib/platform/parquet/duck.ts";
import type { HierarchyStep } from "../steps/hierarchy.ts";
import { addTotals } from "../total.ts";
import { covariateOf, DoesNotFit, numberFrom, type Work } from "../work.ts";

type Level = z.output<typeof HierarchyStep>["levels"][number];

/** SQL for pairs of a series and the name of the total that it belongs to. */
function membersSql(work: Work, level: Level): string {
  if (level.of === "total") return `SELECT series, ${literal(level.name)} AS name FROM ids`;
  if (level.of === "name_part") {
    const part = `string_split(id, ${literal(level.separator)})`;
    return `SELECT series, list_extract(${part}, ${level.part}) AS name FROM ids WHERE len(${part}) > 1 AND len(${part}) >= ${level.part}`;
  }
  const column = covariateOf(work, level.column);
  if (column.kind !== "categorical" || column.availability !== "static")
    throw new DoesNotFit(
      `“${level.column}” is not a category that is constant for its series, so it names no groups of series.`,
    );
  return `SELECT series, ${literal(`${level.column} `)} || max(${column.at}) AS name FROM rows GROUP BY series HAVING max(${column.at}) IS NOT NULL`;
}

export async function runHierarchy(work: Work, step: z.output<typeof HierarchyStep>): Promise<number> {
  const { connection } = work;
  const all = step.levels.map(
    (level, i) => `SELECT series, name, ${i} AS level FROM (${membersSql(work, level)})`,
  );
  await connection.run(`CREATE TABLE named AS ${all.join(" UNION ALL ")}`);
  try {
    const [clash] = await rowsOf(
      connection,
      `SELECT name FROM named WHERE name IN (SELECT id FROM ids) LIMIT 1`,
    );
    const [twice] = await rowsOf(
      connection,
      "SELECT name FROM named GROUP BY name HAVING count(DISTINCT level) > 1 LIMIT 1",
    );
    const taken = clash?.name ?? twice?.name;
    if (taken !== undefined)
      throw new DoesNotFit(
        `The total would be named “${String(taken)}”, which another series has. Rename that one first.`,
      );
    const groups = await numberFrom(work, "SELECT count(DISTINCT name) FROM named");
    if (groups === 0) throw new DoesNotFit("No series belongs to any of these levels.");
    const next = await numberFrom(work, "SELECT max(series) + 1 FROM ids");
    await connection.run(`
      CREATE TABLE groups AS SELECT CAST(${next} + row_number() OVER (ORDER BY level, first) - 1 AS INTEGER) AS target, name
      FROM (SELECT level, name, min(series) AS first FROM named GROUP BY level, name)`);
    await connection.run("CREATE TABLE members AS SELECT series, target FROM named JOIN groups USING (name)");
    await connection.run("INSERT INTO ids (series, id) SELECT target, name FROM groups");
    await addTotals(work, {
      aggregation: step.aggregation,
      unknowns: step.unknowns,
      keeps: true,
    });
    if (step.items === "leave_out")
      await connection.run(`DELETE FROM rows WHERE series NOT IN (SELECT target FROM groups)`);
    return 0;
  } finally {
    await connection.run("DROP TABLE IF EXISTS named");
    await connection.run("DROP TABLE IF EXISTS groups");
  }
}
