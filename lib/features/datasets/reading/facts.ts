import { literal, rowsOf } from "#lib/platform/parquet/duck.ts";
import { MISSING_WORDS, type NumberStyle, numberPattern, unitOf } from "../numbers.ts";
import { fittingFormats } from "../times.ts";
import type { ColumnFacts } from "../understanding.ts";
import { isBlank, isNumber, textOf } from "./expressions.ts";
import { rawColumn } from "./load-rows.ts";
import { STYLES, type StyleName } from "./styles.ts";
import type { RawTable } from "./table.ts";

const ESTIMATED_FROM = 10_000;
/** A column of numbers may have so many cells that are none, which are then named one by one. */
const NUMBERS_SHARE = 0.9;

/** What the proposals rest on, more than people are shown. */
export interface MeasuredColumn extends ColumnFacts {
  /** How many of its texts each style reads. */
  styles: Record<StyleName, number>;
  /** Texts with a point. */
  points: number;
  isNumeric: boolean;
  /** The format tells its numbers: they have a decimal point. */
  isTyped: boolean;
}

/** What stands in each column, counted over all rows. */
export async function factsOf(raw: RawTable): Promise<MeasuredColumn[]> {
  const samples = await Promise.all(raw.header.map((_, i) => sampleOf(raw, i)));
  const units = samples.map(commonUnit);
  const parts = raw.header.flatMap((_, i) => [
    `count_if(${isBlank(i)}) AS blanks${i}`,
    `approx_count_distinct(${rawColumn(i)}) AS distinct${i}`,
    `count_if(contains(${rawColumn(i)}, '.')) AS points${i}`,
    `count_if(${isNumber(i, { ...STYLES.point, unit: units[i] ?? null })}) AS numbers${i}`,
  ]);
  const [facts] = await rowsOf(raw.connection, `SELECT ${parts.join(", ")} FROM raw`);
  const exact = await exactCounts(raw, facts ?? {});
  const columns: MeasuredColumn[] = [];
  for (const [i, name] of raw.header.entries()) {
    const texts = samples[i] as string[];
    const unit = units[i] ?? null;
    const count = (key: string) => Number(facts?.[`${key}${i}`] ?? 0);
    const filled = raw.rows - count("blanks");
    const styles = await stylesOf(raw, i, { texts, unit, filled, numbers: count("numbers") });
    const most = Math.max(...Object.values(styles.counts));
    columns.push({
      name,
      examples: texts.slice(0, 4),
      blanks: count("blanks"),
      distinct: exact.get(i) ?? count("distinct"),
      pointNumbers: count("numbers"),
      commaNumbers: styles.commas,
      commaExample: styles.commaExample,
      filled,
      timeFormats: fittingFormats(texts),
      unit,
      missingWords: styles.words,
      styles: styles.counts,
      points: count("points"),
      isTyped: raw.isTyped[i] ?? false,
      isNumeric: most > 0 && most >= (filled - styles.wordCount) * NUMBERS_SHARE,
    });
  }
  return columns;
}

/** The first different texts of a column. */
async function sampleOf(raw: RawTable, i: number): Promise<string[]> {
  const rows = await rowsOf(
    raw.connection,
    `SELECT text FROM (SELECT ${textOf(i)} AS text, min(rowid) AS first FROM (SELECT rowid, ${rawColumn(i)} FROM raw LIMIT 20000)
     GROUP BY 1) WHERE trim(text) <> '' ORDER BY first LIMIT 500`,
  );
  return rows.map((row) => String(row.text));
}

/** The unit that nearly all numbers of a sample carry. */
function commonUnit(texts: readonly string[]): string | null {
  const values = texts.filter((text) => !MISSING_WORDS.test(text.trim()));
  const unit = values.map(unitOf).find((each) => each !== null);
  if (!unit) return null;
  return values.filter((text) => unitOf(text) === unit).length >= values.length * NUMBERS_SHARE ? unit : null;
}

interface StyleFacts {
  counts: Record<StyleName, number>;
  commas: number;
  commaExample: string | null;
  words: string[];
  wordCount: number;
}

/** Counts every style only where more than one may fit: most columns are read with a point, or are no numbers. */
async function stylesOf(
  raw: RawTable,
  i: number,
  column: { texts: readonly string[]; unit: string | null; filled: number; numbers: number },
): Promise<StyleFacts> {
  const { texts, unit, filled, numbers } = column;
  const names = Object.keys(STYLES) as StyleName[];
  const fits = (style: NumberStyle, text: string) =>
    new RegExp(`^(${numberPattern({ ...style, unit })})$`).test(text.trim());
  const isSure =
    numbers === filled && !texts.some((text) => text.includes(".") && fits(STYLES.commaGroups, text));
  const isNone = !texts.some((text) => names.some((name) => fits(STYLES[name], text)));
  if (isSure || isNone) {
    const counts = Object.fromEntries(
      names.map((name) => [name, STYLES[name].decimalMark === "point" ? numbers : 0]),
    ) as Record<StyleName, number>;
    return { counts, commas: 0, commaExample: null, words: [], wordCount: 0 };
  }
  const text = `trim(${textOf(i)})`;
  const comma = `contains(${rawColumn(i)}, ',') AND ${isNumber(i, { ...STYLES.comma, unit })}`;
  const word = `regexp_full_match(lower(${text}), ${literal(MISSING_WORDS.source.slice(1, -1))})`;
  const [row] = await rowsOf(
    raw.connection,
    `SELECT ${names.map((name) => `count_if(${isNumber(i, { ...STYLES[name], unit })}) AS ${name}`).join(", ")},
       count_if(${comma}) AS commas, any_value(${text}) FILTER (${comma}) AS example, count_if(${word}) AS words FROM raw`,
  );
  const wordCount = Number(row?.words ?? 0);
  const words =
    wordCount === 0
      ? []
      : await rowsOf(
          raw.connection,
          `SELECT DISTINCT ${text} AS word FROM raw WHERE ${word} ORDER BY 1 LIMIT 20`,
        );
  return {
    counts: Object.fromEntries(names.map((name) => [name, Number(row?.[name] ?? 0)])) as Record<
      StyleName,
      number
    >,
    commas: Number(row?.commas ?? 0),
    commaExample: row?.example ? String(row.example) : null,
    words: words.map((each) => String(each.word)),
    wordCount,
  };
}

/** The estimate is a few per cent off, which looks wrong where a person can count; many values may stay an estimate. */
async function exactCounts(raw: RawTable, facts: Record<string, unknown>): Promise<Map<number, number>> {
  const few = raw.header.map((_, i) => i).filter((i) => Number(facts[`distinct${i}`]) <= ESTIMATED_FROM);
  if (few.length === 0) return new Map();
  const counts = few.map((i) => `count(DISTINCT ${rawColumn(i)}) AS n${i}`).join(", ");
  const [row] = await rowsOf(raw.connection, `SELECT ${counts} FROM raw`);
  return new Map(few.map((i) => [i, Number(row?.[`n${i}`])]));
}
