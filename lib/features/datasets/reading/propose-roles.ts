import { rowsOf } from "#lib/platform/parquet/duck.ts";
import type { ColumnRole } from "../recipe.ts";
import { parseTime, TIME_FORMATS } from "../times.ts";
import { textOf } from "./expressions.ts";
import type { MeasuredColumn } from "./facts.ts";
import type { RawTable } from "./table.ts";

const NAMES: Record<"series" | "time" | "target" | "today", RegExp> = {
  series:
    /^(unique_?id|id|series|item(_?id)?|sku|product(_?(id|code))?|stock_?code|article|store(_?id)?|key)$/i,
  time: /^(ds|date|day|time|timestamp|datetime|week|month|quarter|year|period|invoice_?date|t)$/i,
  target: /^(y|target|sales|units|quantity|qty|demand|volume|sold|value|cnt|count|turnover|amount|orders)$/i,
  today: /^(today'?s?_?forecast|today|forecast|yhat|plan|planned)$/i,
};

/** Formats in which the header of a table with a column a period may be written; bare numbers are no times there. */
const HEADER_FORMATS = TIME_FORMATS.filter(
  (format) => !["integer", "epoch_seconds", "epoch_milliseconds", "excel_serial"].includes(format),
);
const FEWEST_PERIODS = 3;

/** Columns of numbers whose names are different times, written one way: a column a period. Empty for other tables. */
export function periodColumns(columns: readonly MeasuredColumn[]): number[] {
  let most: number[] = [];
  for (const format of HEADER_FORMATS) {
    const times = columns.map(({ name }) =>
      format === "year" && !/^(19|20)\d\d$/.test(name.trim()) ? null : parseTime(name, format),
    );
    const found = columns.flatMap((column, i) =>
      times[i] !== null && (column.isNumeric || column.filled === 0) ? [i] : [],
    );
    const isClear = new Set(found.map((i) => times[i])).size === found.length;
    if (isClear && found.length >= FEWEST_PERIODS && found.length > most.length) most = found;
  }
  return most;
}

/** Roles of a table with a column a period: texts name the series, or are constant beside what does. */
export function proposeWideRoles(
  columns: readonly MeasuredColumn[],
  periods: readonly number[],
  rows: number,
): ColumnRole[] {
  const texts = columns.flatMap((column, i) => (!periods.includes(i) && !column.isNumeric ? [i] : []));
  const named = columns.findIndex((column, i) => !periods.includes(i) && NAMES.series.test(column.name));
  const key = named >= 0 ? named : texts[0];
  const isEnough = key !== undefined && columns[key]?.distinct === rows;
  return columns.map((column, i): ColumnRole => {
    if (periods.includes(i)) return "period";
    if (i === key || (!isEnough && texts.includes(i))) return "series";
    return texts.includes(i) && column.distinct <= 200 ? "covariate" : "ignore";
  });
}

export function proposeRoles(columns: readonly MeasuredColumn[]): ColumnRole[] {
  const roles = columns.map((): ColumnRole | null => null);
  const free = (i: number) => roles[i] === null;
  const pick = (role: ColumnRole, tests: readonly ((column: MeasuredColumn) => boolean)[]) => {
    for (const test of tests) {
      const index = columns.findIndex((column, i) => free(i) && test(column));
      if (index >= 0) {
        roles[index] = role;
        return;
      }
    }
  };
  // Numbers that happen to look like times (a year, a count) are times only where the name says so.
  const isDate = (column: MeasuredColumn) =>
    column.timeFormats.some(
      (format) => format !== "integer" && format !== "year" && format !== "excel_serial",
    );
  pick("time", [
    (column) => NAMES.time.test(column.name) && column.timeFormats.length > 0,
    isDate,
    (column) => column.timeFormats.includes("year"),
    (column) => NAMES.time.test(column.name),
  ]);
  pick("target", [
    (column) => NAMES.target.test(column.name),
    (column) => column.isNumeric && !NAMES.series.test(column.name) && !NAMES.today.test(column.name),
  ]);
  pick("series", [
    (column) => NAMES.series.test(column.name),
    (column) =>
      !column.isNumeric && !isDate(column) && column.distinct > 1 && column.distinct <= column.filled / 2,
  ]);
  pick("today", [(column) => NAMES.today.test(column.name) && column.isNumeric]);
  return roles.map((role, i): ColumnRole => {
    const column = columns[i] as MeasuredColumn;
    if (role) return role;
    if (column.filled === 0 || isDate(column)) return "ignore";
    return column.isNumeric || column.distinct <= 200 ? "covariate" : "ignore";
  });
}

/** Covariates that never change within a series. */
export async function constantColumns(raw: RawTable, roles: readonly ColumnRole[]): Promise<Set<number>> {
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
