import { literal } from "#lib/platform/parquet/duck.ts";
import { LARGEST_NUMBER, numberPattern } from "../numbers.ts";
import type { DecimalMark, RecipeColumn, RecipeDraft } from "../recipe.ts";
import { columnsWith } from "../recipe.ts";
import { rawColumn } from "./raw.ts";

export type IndexedColumn = RecipeColumn & { index: number };

/** SQL for the text of a raw field; an empty field is the empty text. */
export const textOf = (index: number) => `coalesce(${rawColumn(index)}, '')`;

export const isBlank = (index: number) => `trim(${textOf(index)}) = ''`;

export function isNumber(index: number, mark: DecimalMark): string {
  return `regexp_full_match(trim(${textOf(index)}), ${literal(numberPattern(mark))})`;
}

/** SQL for a DOUBLE; null where the text is no number. DuckDB parses it correctly rounded, as JavaScript does. */
export function numberOf(index: number, mark: DecimalMark): string {
  const text = `trim(${textOf(index)})`;
  const point = mark === "comma" ? `replace(${text}, ',', '.')` : text;
  return `CASE WHEN ${isNumber(index, mark)} THEN TRY_CAST(${point} AS DOUBLE) END`;
}

/** SQL for "has a text, and it is not a number that can be computed with". */
export function isBadNumber(index: number, mark: DecimalMark): string {
  const value = numberOf(index, mark);
  return `(NOT ${isBlank(index)} AND NOT coalesce(abs(${value}) <= ${LARGEST_NUMBER}, false))`;
}

/** SQL for the series of a row: one column, or several joined; a file without such a column is one series. */
export function seriesOf(recipe: RecipeDraft): string {
  const columns = columnsWith(recipe, "series");
  if (columns.length === 0) return "'all'";
  return columns.map((column) => textOf(column.index)).join(" || ' / ' || ");
}
