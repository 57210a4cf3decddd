import { literal } from "#lib/platform/parquet/duck.ts";
import { groupMarks, LARGEST_NUMBER, type NumberStyle, numberPattern } from "../numbers.ts";
import type { RecipeColumn, RecipeDraft } from "../recipe.ts";
import { columnsWith } from "../recipe.ts";
import { rawColumn } from "./load-rows.ts";

export type IndexedColumn = RecipeColumn & { index: number };

/** How the numbers of one column are written, and which texts mean “not known”. */
export interface NumberReading extends NumberStyle {
  missingWords: readonly string[];
}

export function readingOf(recipe: RecipeDraft, column: { unit: string | null }): NumberReading {
  const { thousandsMark, missingWords } = recipe;
  return { decimalMark: recipe.decimalMark ?? "point", thousandsMark, unit: column.unit, missingWords };
}

/** SQL for the text of a raw field; an empty field is the empty text. */
export const textOf = (index: number) => `coalesce(${rawColumn(index)}, '')`;

export const isBlank = (index: number) => `trim(${textOf(index)}) = ''`;

/** SQL for "says no number": empty, or one of the words for it. */
export function isNotKnown(index: number, reading: NumberReading): string {
  const words = ["", ...reading.missingWords].map(literal);
  return words.length === 1 ? isBlank(index) : `trim(${textOf(index)}) IN (${words.join(", ")})`;
}

export function isNumber(index: number, style: NumberStyle): string {
  return `regexp_full_match(trim(${textOf(index)}), ${literal(numberPattern(style))})`;
}

/** SQL for a number's text with a decimal point, without groups and unit; of texts that are numbers. */
export function plainOf(index: number, style: NumberStyle): string {
  let sql = `trim(${textOf(index)})`;
  if (style.unit)
    sql = `regexp_replace(replace(${sql}, ${literal(style.unit)}, ''), '[ \u00a0\u202f\u2009]', '', 'g')`;
  const groups = groupMarks(style);
  if (groups) sql = `regexp_replace(${sql}, ${literal(`[${groups}]`)}, '', 'g')`;
  return style.decimalMark === "comma" ? `replace(${sql}, ',', '.')` : sql;
}

/** SQL for a DOUBLE; null where the text is no number. DuckDB parses it correctly rounded, as JavaScript does. */
export function numberOf(index: number, reading: NumberReading): string {
  // A word for “not known” may itself be a number, such as -999.
  const known = reading.missingWords.length === 0 ? "" : `NOT ${isNotKnown(index, reading)} AND `;
  const asWritten = `WHEN ${known}${isNumber(index, reading)} THEN TRY_CAST(${plainOf(index, reading)} AS DOUBLE)`;
  const isPlain = known === "" && !reading.unit && !groupMarks(reading) && reading.decimalMark === "point";
  // Nearly every number is written without a space around it, and to look for one takes as long as to read it.
  const column = rawColumn(index);
  const bare = `WHEN regexp_full_match(${column}, ${literal(numberPattern(reading))}) THEN TRY_CAST(${column} AS DOUBLE)`;
  return `CASE ${isPlain ? `${bare} ` : ""}${asWritten} END`;
}

/** SQL for "has a text, and it is not a number that can be computed with". */
export function isBadNumber(index: number, reading: NumberReading): string {
  const value = numberOf(index, reading);
  return `(NOT ${isNotKnown(index, reading)} AND NOT coalesce(abs(${value}) <= ${LARGEST_NUMBER}, false))`;
}

/** SQL for the series of a row: one column, or several joined; a file without such a column is one series. */
export function seriesOf(recipe: RecipeDraft): string {
  const columns = columnsWith(recipe, "series");
  if (columns.length === 0) return "'all'";
  return columns.map((column) => textOf(column.index)).join(" || ' / ' || ");
}
