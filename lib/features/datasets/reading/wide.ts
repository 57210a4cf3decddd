import { literal } from "#lib/platform/parquet/duck.ts";
import { columnsWith, isWide, type Recipe, type RecipeColumn } from "../recipe.ts";
import { textOf } from "./expressions.ts";
import { rawColumn } from "./load-rows.ts";
import type { RawTable } from "./table.ts";

const TIME = "period";
const TARGET = "value";

/**
 * A table with a column a period as rows of a series, a time and a value, with the recipe that reads these; what is
 * found wrong still names the file's own row and column. Other tables stay as they are.
 */
export async function asLong(raw: RawTable, recipe: Recipe): Promise<{ raw: RawTable; recipe: Recipe }> {
  if (!isWide(recipe)) return { raw, recipe };
  const periods = columnsWith(recipe, "period");
  const others = recipe.columns
    .map((column, index) => ({ ...column, index }))
    .filter((column) => column.role !== "period");
  const names = periods.map((column) => literal(column.name)).join(", ");
  const values = periods.map((column) => textOf(column.index)).join(", ");
  const kept = others.map((column, i) => `${rawColumn(column.index)} AS k${i}`);
  await raw.connection.run("ALTER TABLE raw RENAME TO wide");
  await raw.connection.run(`
    CREATE TABLE raw AS SELECT ${[...others.map((_, i) => `k${i} AS ${rawColumn(i)}`), `names[k] AS ${rawColumn(others.length)}`, `nullif(items[k], '') AS ${rawColumn(others.length + 1)}`].join(", ")}
    FROM (SELECT ${[...kept, "rowid AS rec", `[${names}] AS names`, `[${values}] AS items`].join(", ")} FROM wide),
      range(1, ${periods.length + 1}) t(k) ORDER BY rec, k`);
  const column = (name: string, role: "time" | "target"): RecipeColumn => ({
    name,
    role,
    availability: "past_only",
    kind: "numeric",
    unit: role === "target" ? (periods[0]?.unit ?? null) : null,
  });
  const long: Recipe = {
    ...recipe,
    columns: [...others.map(({ index: _, ...own }) => own), column(TIME, "time"), column(TARGET, "target")],
  };
  return {
    recipe: long,
    raw: {
      ...raw,
      header: long.columns.map((each) => each.name),
      rows: raw.rows * periods.length,
      placeOf: (index) => ({
        ...raw.placeOf(Math.floor(index / periods.length)),
        column: periods[index % periods.length]?.name ?? TARGET,
      }),
    },
  };
}
