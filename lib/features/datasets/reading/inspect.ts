import type { Availability } from "#lib/forecast/index.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import type { ColumnRole, DecimalMark, RecipeDraft } from "../recipe.ts";
import { fittingFormats, parseTime, proposeTimeFormat } from "../times.ts";
import type { ColumnFacts, Inspection, Question } from "../understanding.ts";
import { isBlank, isNumber, textOf } from "./expressions.ts";
import { type RawTable, rawColumn } from "./raw.ts";

const NAMES: Record<"series" | "time" | "target" | "today", RegExp> = {
  series:
    /^(unique_?id|id|series|item(_?id)?|sku|product(_?(id|code))?|stock_?code|article|store(_?id)?|key)$/i,
  time: /^(ds|date|day|time|timestamp|datetime|week|month|quarter|year|period|invoice_?date|t)$/i,
  target: /^(y|target|sales|units|quantity|qty|demand|volume|sold|value|cnt|count|turnover|amount|orders)$/i,
  today: /^(today'?s?_?forecast|today|forecast|yhat|plan|planned)$/i,
};

const ESTIMATED_FROM = 10_000;

/** What the columns hold, and a proposal of roles that the person confirms or changes. */
export async function inspect(raw: RawTable): Promise<Omit<Inspection, "file">> {
  const columns = await factsOf(raw);
  const decimalMark = proposeDecimalMark(columns);
  const roles = proposeRoles(columns, decimalMark ?? "comma");
  const timeIndex = roles.indexOf("time");
  const texts = timeIndex < 0 ? [] : await distinctTexts(raw, timeIndex);
  const time = proposeTimeFormat(texts);
  const questions: Question[] = [];
  if (timeIndex >= 0 && time.question === "day_or_month") {
    const example =
      texts.find((text) => parseTime(text, "day_first") !== parseTime(text, "month_first")) ?? texts[0];
    questions.push({
      about: "timeFormat",
      column: columns[timeIndex]?.name ?? "",
      text: `Every time in this column reads both ways, such as “${example}”. Which stands first, the day or the month?`,
      choices: ["day_first", "month_first"],
    });
  }
  if (decimalMark === null) {
    const column = columns.find((each) => each.commaNumbers > 0);
    questions.push({
      about: "decimalMark",
      column: column?.name ?? "",
      text: `Numbers in this column hold a comma, such as “${column?.commaExample ?? ""}”. Is it the decimal mark?`,
      choices: ["comma", "point"],
    });
  }
  const kinds = columns.map((column) =>
    looksNumeric(column, decimalMark ?? "comma") ? "numeric" : "categorical",
  );
  const constant = await constantColumns(raw, roles);
  const proposal: RecipeDraft = {
    formatVersion: 1,
    delimiter: raw.delimiter,
    decimalMark,
    timeFormat: time.format,
    blankTarget: "refuse",
    frequency: null,
    columns: columns.map((column, i) => ({
      name: column.name,
      role: roles[i] as ColumnRole,
      availability: (constant.has(i) ? "static" : "past_only") satisfies Availability,
      kind: kinds[i] as "numeric" | "categorical",
    })),
  };
  return { columns, proposal, questions };
}

async function factsOf(raw: RawTable): Promise<ColumnFacts[]> {
  const parts = raw.header.flatMap((_, i) => [
    `count_if(${isBlank(i)}) AS blanks${i}`,
    `approx_count_distinct(${rawColumn(i)}) AS distinct${i}`,
    `count_if(${isNumber(i, "point")}) AS numbers${i}`,
    `count_if(contains(${rawColumn(i)}, ',') AND ${isNumber(i, "comma")}) AS commas${i}`,
    `any_value(${rawColumn(i)}) FILTER (contains(${rawColumn(i)}, ',') AND ${isNumber(i, "comma")}) AS example${i}`,
  ]);
  const [facts] = await rowsOf(raw.connection, `SELECT ${parts.join(", ")} FROM raw`);
  const exact = await exactCounts(raw, facts ?? {});
  const columns: ColumnFacts[] = [];
  for (const [i, name] of raw.header.entries()) {
    const sample = await rowsOf(
      raw.connection,
      `SELECT text FROM (SELECT ${textOf(i)} AS text, min(rowid) AS first FROM (SELECT rowid, ${rawColumn(i)} FROM raw LIMIT 20000)
       GROUP BY 1) WHERE trim(text) <> '' ORDER BY first LIMIT 500`,
    );
    const texts = sample.map((row) => String(row.text));
    columns.push({
      name,
      examples: texts.slice(0, 4),
      blanks: Number(facts?.[`blanks${i}`] ?? 0),
      distinct: exact.get(i) ?? Number(facts?.[`distinct${i}`] ?? 0),
      pointNumbers: Number(facts?.[`numbers${i}`] ?? 0),
      commaNumbers: Number(facts?.[`commas${i}`] ?? 0),
      commaExample: facts?.[`example${i}`] ? String(facts[`example${i}`]) : null,
      filled: raw.rows - Number(facts?.[`blanks${i}`] ?? 0),
      timeFormats: fittingFormats(texts),
    });
  }
  return columns;
}

/** The estimate is a few per cent off, which looks wrong where a person can count; many values may stay an estimate. */
async function exactCounts(raw: RawTable, facts: Record<string, unknown>): Promise<Map<number, number>> {
  const few = raw.header.map((_, i) => i).filter((i) => Number(facts[`distinct${i}`]) <= ESTIMATED_FROM);
  if (few.length === 0) return new Map();
  const counts = few.map((i) => `count(DISTINCT ${rawColumn(i)}) AS n${i}`).join(", ");
  const [row] = await rowsOf(raw.connection, `SELECT ${counts} FROM raw`);
  return new Map(few.map((i) => [i, Number(row?.[`n${i}`])]));
}

function looksNumeric(column: ColumnFacts, mark: DecimalMark): boolean {
  const numbers = column.pointNumbers + (mark === "comma" ? column.commaNumbers : 0);
  return column.filled > 0 && numbers >= column.filled * 0.9;
}

/** A comma in numbers is never guessed: it may be a decimal mark or a separator of thousands. */
function proposeDecimalMark(columns: readonly ColumnFacts[]): DecimalMark | null {
  return columns.some((column) => column.commaNumbers > 0) ? null : "point";
}

function proposeRoles(columns: readonly ColumnFacts[], mark: DecimalMark): ColumnRole[] {
  const roles = columns.map((): ColumnRole | null => null);
  const free = (i: number) => roles[i] === null;
  const pick = (role: ColumnRole, tests: readonly ((column: ColumnFacts) => boolean)[]) => {
    for (const test of tests) {
      const index = columns.findIndex((column, i) => free(i) && test(column));
      if (index >= 0) {
        roles[index] = role;
        return;
      }
    }
  };
  const isDate = (column: ColumnFacts) =>
    column.timeFormats.some((format) => format !== "integer" && format !== "year");
  pick("time", [
    (column) => NAMES.time.test(column.name) && column.timeFormats.length > 0,
    isDate,
    (column) => column.timeFormats.includes("year"),
    (column) => NAMES.time.test(column.name),
  ]);
  const numeric = (column: ColumnFacts) => looksNumeric(column, mark);
  pick("target", [
    (column) => NAMES.target.test(column.name),
    (column) => numeric(column) && !NAMES.series.test(column.name) && !NAMES.today.test(column.name),
  ]);
  pick("series", [
    (column) => NAMES.series.test(column.name),
    (column) =>
      !numeric(column) && !isDate(column) && column.distinct > 1 && column.distinct <= column.filled / 2,
  ]);
  pick("today", [(column) => NAMES.today.test(column.name) && numeric(column)]);
  return roles.map((role, i): ColumnRole => {
    const column = columns[i] as ColumnFacts;
    if (role) return role;
    if (column.filled === 0 || isDate(column)) return "ignore";
    return numeric(column) || column.distinct <= 200 ? "covariate" : "ignore";
  });
}

async function distinctTexts(raw: RawTable, index: number): Promise<string[]> {
  const rows = await rowsOf(
    raw.connection,
    `SELECT text FROM (SELECT ${textOf(index)} AS text, min(rowid) AS first FROM raw GROUP BY 1)
     WHERE trim(text) <> '' ORDER BY first LIMIT 200000`,
  );
  return rows.map((row) => String(row.text));
}

/** Covariates that never change within a series. */
async function constantColumns(raw: RawTable, roles: readonly ColumnRole[]): Promise<Set<number>> {
  const covariates = roles.flatMap((role, i) => (role === "covariate" ? [i] : []));
  const series = roles.flatMap((role, i) => (role === "series" ? [i] : []));
  if (covariates.length === 0 || series.length === 0) return new Set();
  const changes = covariates
    .map((i) => `max(CASE WHEN lo${i} = hi${i} THEN 0 ELSE 1 END) AS m${i}`)
    .join(", ");
  const bounds = covariates.map((i) => `min(${textOf(i)}) AS lo${i}, max(${textOf(i)}) AS hi${i}`).join(", ");
  const key = series.map(textOf).join(", ");
  const [row] = await rowsOf(
    raw.connection,
    `SELECT count(*) AS n, ${changes} FROM (SELECT ${bounds} FROM raw GROUP BY ${key})`,
  );
  // With one row a series everything is constant, and with one series a constant tells nothing.
  if (Number(row?.n) < 2 || Number(row?.n) > raw.rows / 2) return new Set();
  return new Set(covariates.filter((i) => row?.[`m${i}`] === 0));
}
