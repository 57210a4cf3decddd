import { type Frequency, parseFrequency } from "#lib/forecast/index.ts";
import { collectColumns } from "#lib/platform/parquet/columns.ts";
import { type DuckDBConnection, rowsOf } from "#lib/platform/parquet/duck.ts";
import { chooseFrequency } from "../reading/grid.ts";
import type { Recipe } from "../recipe.ts";

/** The frequency that reading found, again: from the recipe, or from the times of a table with `ds`. */
export async function readFrequency(
  connection: DuckDBConnection,
  recipe: Recipe,
  table = "rows",
): Promise<Frequency> {
  if (recipe.rollUp) return parseFrequency(recipe.rollUp.frequency);
  const [count] = await rowsOf(connection, `SELECT count(DISTINCT ds) AS n FROM ${table}`);
  const { ds } = await collectColumns(
    await connection.stream(`SELECT DISTINCT ds FROM ${table} ORDER BY ds`),
    Number(count?.n),
  );
  const found = chooseFrequency(recipe.frequency, recipe, ds as Float64Array);
  if (!found) throw new Error("The times of a stored version follow no rhythm.");
  return found;
}
