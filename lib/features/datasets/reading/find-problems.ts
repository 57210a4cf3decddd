import { type Frequency, formatFrequency } from "#lib/forecast/index.ts";
import { appendColumns, collectColumns } from "#lib/platform/parquet/columns.ts";
import { literal, rowsOf } from "#lib/platform/parquet/duck.ts";
import { explainNumber, keepsDigits, quoted } from "../numbers.ts";
import { PROBLEMS_LISTED, type ProblemList } from "../problems.ts";
import { columnsWith, type Recipe } from "../recipe.ts";
import { offsetsOf, placeTime } from "../time-zones.ts";
import { hasOffset, parseTime, TIME_FORMAT_WORDS } from "../times.ts";
import {
  type IndexedColumn,
  isBadNumber,
  isBlank,
  isNotKnown,
  type NumberReading,
  plainOf,
  readingOf,
  seriesOf,
  textOf,
} from "./expressions.ts";
import { rawColumn } from "./load-rows.ts";
import { type RawTable, rowWords, spotOf } from "./table.ts";

export async function readTimes(
  raw: RawTable,
  recipe: Recipe,
  time: IndexedColumn,
  problems: ProblemList,
): Promise<void> {
  const { connection } = raw;
  await connection.run(
    `CREATE TABLE time_texts AS SELECT ${textOf(time.index)} AS text, min(rowid) AS first FROM raw GROUP BY 1`,
  );
  const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM time_texts");
  const columns = await collectColumns(
    await connection.stream("SELECT text, first FROM time_texts ORDER BY first"),
    Number(count?.n),
  );
  const texts = columns.text as string[];
  const firsts = columns.first as Float64Array;
  const ms = Float64Array.from(texts, (text) => parseTime(text, recipe.timeFormat) ?? Number.NaN);
  const isWhole = !ms.some(Number.isNaN);
  // Only what can be read has a place on a clock.
  if (isWhole && recipe.timeZone)
    placeTimes({ raw, recipe, time, texts, firsts, ms }, recipe.timeZone, problems);
  await connection.run("CREATE TABLE times (text VARCHAR, ms DOUBLE)");
  await appendColumns(connection, "times", [texts, ms]);

  const badRows = `FROM raw JOIN times ON times.text = ${textOf(time.index)} WHERE isnan(times.ms)`;
  if (!isWhole) {
    const [bad] = await rowsOf(connection, `SELECT count(*) AS n ${badRows}`);
    const rows = await rowsOf(
      connection,
      `SELECT raw.rowid AS rec, times.text ${badRows} ORDER BY rec LIMIT ${PROBLEMS_LISTED}`,
    );
    const listed = rows.map((row) => ({
      ...spotOf(raw, time, Number(row.rec)),
      message: explainTime(String(row.text), recipe),
    }));
    problems.addSome(listed, Number(bad?.n));
    return;
  }
  if (recipe.timeZone) return;
  const zoned = texts.map(hasOffset);
  const odd = zoned.findIndex((each) => each !== zoned[0]);
  if (odd >= 0) {
    problems.add({
      ...spotOf(raw, time, firsts[odd] as number),
      message: `${quoted(texts[odd] as string)} ${zoned[odd] ? "names an offset from UTC, and others do not" : "names no offset from UTC, and others do"}. Choose the time zone of those without, or write all times one way.`,
    });
  }
}

/** Formats whose times are instants by themselves. */
const INSTANTS: readonly string[] = ["epoch_seconds", "epoch_milliseconds"];

/** Brings times to the zone's clocks, or to UTC; what the clocks skip, or show twice, is told with its row. */
function placeTimes(
  read: {
    raw: RawTable;
    recipe: Recipe;
    time: IndexedColumn;
    texts: readonly string[];
    firsts: Float64Array;
    ms: Float64Array;
  },
  zone: NonNullable<Recipe["timeZone"]>,
  problems: ProblemList,
): void {
  const { raw, recipe, time, texts, firsts, ms } = read;
  const offsetAt = offsetsOf(zone.name);
  const isInstantFormat = INSTANTS.includes(recipe.timeFormat);
  texts.forEach((text, i) => {
    const value = ms[i] as number;
    const isInstant = isInstantFormat || hasOffset(text);
    // A day is a day everywhere: only times of day have a place.
    if (Number.isNaN(value) || recipe.timeFormat === "integer" || (!isInstant && !/\d:\d\d/.test(text)))
      return;
    const placed = placeTime(value, { isInstant, as: zone.as, offsetAt });
    if ("ms" in placed) {
      ms[i] = placed.ms;
      return;
    }
    ms[i] = Number.NaN;
    const message =
      placed.problem === "skipped"
        ? `${quoted(text)} is in the hour that the clocks of ${zone.name} skipped. Correct it, or choose the time zone that it was written in.`
        : `${quoted(text)} came twice on the clocks of ${zone.name}, at ${placed.offsets.join(" and at ")}. Write the offset, or keep times as the clocks show them.`;
    problems.add({ ...spotOf(raw, time, firsts[i] as number), message });
  });
}

function explainTime(text: string, recipe: Recipe): string {
  if (text.trim() === "") return "The time is empty. Fill it in or remove the row.";
  return `${quoted(text)} is not a time written as ${TIME_FORMAT_WORDS[recipe.timeFormat]}, or there is no such day. Correct it or choose another format.`;
}

export async function findBlankSeries(raw: RawTable, recipe: Recipe, problems: ProblemList): Promise<void> {
  for (const column of columnsWith(recipe, "series")) {
    await findRows(
      raw,
      isBlank(column.index),
      column,
      problems,
      () => "The name of the series is empty. Fill it in or remove the row.",
    );
  }
}

export async function findBadNumbers(
  raw: RawTable,
  column: IndexedColumn,
  recipe: Recipe,
  isBlankBad: boolean,
  problems: ProblemList,
): Promise<void> {
  const reading = readingOf(recipe, column);
  const bad = isBadNumber(column.index, reading);
  const condition = isBlankBad ? `(${bad} OR ${isNotKnown(column.index, reading)})` : bad;
  await findRows(raw, condition, column, problems, (text) => {
    const word = text.trim();
    if (reading.missingWords.includes(word))
      return `${quoted(word)} means “not known”. Choose that a target may be not known, or give a number.`;
    const message = explainNumber(text, reading);
    return message.charAt(0).toUpperCase() + message.slice(1);
  });
}

/** Numbers with more digits than a double keeps: they would be stored as others than the file says. */
export async function findLostDigits(
  raw: RawTable,
  column: IndexedColumn,
  reading: NumberReading,
  problems: ProblemList,
): Promise<void> {
  const plain = plainOf(column.index, reading);
  const own = rawColumn(column.index);
  // Fifteen digits always are kept, and what DuckDB writes in the same digits is; the rest is looked at one by one.
  const result = await raw.connection.stream(
    `SELECT rec, text FROM (
       SELECT rowid AS rec, ${plain} AS text, TRY_CAST(${plain} AS DOUBLE) AS value FROM raw
       WHERE (strlen(${own}) > 15 OR (contains(${own}, '-') AND (contains(${own}, 'e-') OR contains(${own}, 'E-'))))
         AND NOT ${isNotKnown(column.index, reading)})
     WHERE CAST(value AS VARCHAR) <> text`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const [records, texts] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let i = 0; i < chunk.rowCount; i += 1) {
      const text = String(texts.getItem(i));
      if (keepsDigits(text)) continue;
      problems.add({
        ...spotOf(raw, column, Number(records.getItem(i))),
        message: `${quoted(text)} has more digits than a computer keeps (about 16), and would be stored as ${Number(text)}. Round it, or make the column a category if it is a name.`,
      });
    }
  }
}

async function findRows(
  raw: RawTable,
  condition: string,
  column: IndexedColumn,
  problems: ProblemList,
  say: (text: string) => string,
): Promise<void> {
  const [found] = await rowsOf(raw.connection, `SELECT count_if(${condition}) AS n FROM raw`);
  const total = Number(found?.n);
  if (total === 0) return;
  const rows = await rowsOf(
    raw.connection,
    `SELECT rowid AS rec, ${textOf(column.index)} AS text FROM raw WHERE ${condition} ORDER BY rowid LIMIT ${PROBLEMS_LISTED}`,
  );
  const listed = rows.map((row) => ({
    ...spotOf(raw, column, Number(row.rec)),
    message: say(String(row.text)),
  }));
  problems.addSome(listed, total);
}

/** "a / b" + "c" and "a" + "b / c" would become one series. */
export async function findJoinedTwice(raw: RawTable, recipe: Recipe, problems: ProblemList): Promise<void> {
  const columns = columnsWith(recipe, "series");
  if (columns.length < 2) return;
  const key = columns.map((column) => textOf(column.index)).join(", ");
  const rows = await rowsOf(
    raw.connection,
    `SELECT id, max(first) AS rec FROM (SELECT ${seriesOf(recipe)} AS id, min(rowid) AS first FROM raw GROUP BY 1, ${key})
     GROUP BY id HAVING count(*) > 1 ORDER BY rec LIMIT ${PROBLEMS_LISTED}`,
  );
  for (const row of rows) {
    problems.add({
      ...spotOf(raw, columns[0] as IndexedColumn, Number(row.rec)),
      message: `Two different series would both be named ${quoted(String(row.id))}. Avoid “ / ” in these columns.`,
    });
  }
}

/** One name to the eye: Unicode's composed form, without what cannot be seen, one space for any run of spaces. */
export const LOOK = String.raw`trim(regexp_replace(regexp_replace(nfc_normalize(id), '\p{Cf}', '', 'g'), '[\s\p{Z}]+', ' ', 'g'))`;

/** "A" and "A ", or é in its two spellings, would be two series where a person sees one. */
export async function findLookAlikes(raw: RawTable, recipe: Recipe, problems: ProblemList): Promise<void> {
  const columns = columnsWith(recipe, "series");
  if (columns.length === 0) return;
  const pairs = await rowsOf(
    raw.connection,
    `WITH looks AS (SELECT id, series, first_value(id) OVER (PARTITION BY ${LOOK} ORDER BY series) AS other FROM ids)
     SELECT id, count(*) OVER () AS n FROM looks WHERE id <> other ORDER BY series LIMIT ${PROBLEMS_LISTED}`,
  );
  const listed = [];
  for (const { id } of pairs) {
    const [row] = await rowsOf(
      raw.connection,
      `SELECT min(rowid) AS rec FROM raw WHERE ${seriesOf(recipe)} = ${literal(String(id))}`,
    );
    listed.push({
      ...spotOf(raw, columns[0] as IndexedColumn, Number(row?.rec)),
      message: `Series ${quoted(String(id))} looks like one of an earlier row and differs only in spaces, invisible characters or the spelling of an accent. Write both one way.`,
    });
  }
  problems.addSome(listed, Number(pairs[0]?.n ?? 0));
}

export async function findRepeats(
  raw: RawTable,
  time: IndexedColumn,
  target: IndexedColumn,
  problems: ProblemList,
): Promise<void> {
  const repeats = `SELECT series, ds, count(*) AS n, min(rec) AS a, max(rec) AS b,
    count(DISTINCT coalesce(CAST(y AS VARCHAR), '')) AS different FROM unsorted GROUP BY series, ds HAVING count(*) > 1`;
  const [found] = await rowsOf(
    raw.connection,
    "SELECT CAST(coalesce(sum(n - 1), 0) AS BIGINT) AS n FROM (SELECT count(*) AS n FROM unsorted GROUP BY series, ds)",
  );
  if (Number(found?.n) === 0) return;
  const rows = await rowsOf(
    raw.connection,
    `SELECT r.*, ids.id FROM (${repeats} ORDER BY min(rec) LIMIT ${PROBLEMS_LISTED}) r JOIN ids USING (series) ORDER BY a`,
  );
  const listed = rows.map((row) => {
    const first = rowWords(raw.placeOf(Number(row.a)));
    const values =
      Number(row.different) > 1 ? `different values of ${target.name}` : `the same ${target.name}`;
    return {
      ...spotOf(raw, time, Number(row.b)),
      message: `Series ${quoted(String(row.id))} has this time already in ${first}, with ${values}. Keep one row a series and time, or add the column that tells them apart to the series.`,
    };
  });
  problems.addSome(listed, Number(found?.n));
}

export async function findChangingConstants(
  raw: RawTable,
  covariates: readonly IndexedColumn[],
  problems: ProblemList,
): Promise<void> {
  for (const [i, column] of covariates.entries()) {
    if (column.availability !== "static") continue;
    const rows = await rowsOf(
      raw.connection,
      `WITH firsts AS (SELECT series, arg_min(x${i}, rec) AS first FROM unsorted WHERE x${i} IS NOT NULL GROUP BY series)
       SELECT ids.id, min(rec) AS rec, arg_min(CAST(x${i} AS VARCHAR), rec) AS text, CAST(any_value(first) AS VARCHAR) AS first
       FROM unsorted JOIN firsts USING (series) JOIN ids USING (series) WHERE x${i} <> first GROUP BY ids.id ORDER BY rec`,
    );
    const listed = rows.slice(0, PROBLEMS_LISTED).map((row) => ({
      ...spotOf(raw, column, Number(row.rec)),
      message: `Series ${quoted(String(row.id))} changes from ${quoted(String(row.first))} to ${quoted(String(row.text))}, so the column is not constant. Choose “past only” or “known ahead”.`,
    }));
    problems.addSome(listed, rows.length);
  }
}

export async function findTwoInOnePeriod(
  raw: RawTable,
  time: IndexedColumn,
  frequency: Frequency,
  problems: ProblemList,
): Promise<void> {
  const rows = await rowsOf(
    raw.connection,
    `SELECT ids.id, min(rec) AS a, max(rec) AS b FROM data JOIN ids USING (series) GROUP BY ids.id, pos HAVING count(*) > 1
     ORDER BY a LIMIT ${PROBLEMS_LISTED}`,
  );
  for (const row of rows) {
    problems.add({
      ...spotOf(raw, time, Number(row.b)),
      message: `Series ${quoted(String(row.id))} has two rows in one period of ${formatFrequency(frequency)}; the other is ${rowWords(raw.placeOf(Number(row.a)))}. Choose a finer frequency or add them up.`,
    });
  }
}
