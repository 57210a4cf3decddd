import type { Availability } from "#lib/forecast/index.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import { DataRefused } from "../problems.ts";
import type { ColumnRole, RecipeDraft } from "../recipe.ts";
import { proposeTimeFormat } from "../times.ts";
import type { Inspection } from "../understanding.ts";
import { textOf } from "./expressions.ts";
import { factsOf } from "./facts.ts";
import { isDateLike } from "./header.ts";
import { constantColumns, periodColumns, proposeRoles, proposeWideRoles } from "./propose-roles.ts";
import { proposeStyle } from "./propose-style.ts";
import {
  encodingQuestion,
  markQuestion,
  salesQuestion,
  sheetQuestion,
  timeQuestion,
  wordsQuestion,
} from "./questions.ts";
import { rolesOfSales, salesSign } from "./sales.ts";
import type { RawTable } from "./table.ts";

/** What the columns hold, and a proposal of roles that the person confirms or changes. */
export async function inspect(
  raw: RawTable,
  asked: { sheet: string | null } = { sheet: null },
): Promise<Omit<Inspection, "file">> {
  const columns = await factsOf(raw);
  const style = proposeStyle(columns);
  const periods = periodColumns(columns);
  const isTable = periods.length > 0;
  if (!isTable && raw.header.some(isDateLike)) refuseDataForHeader();
  const shape = isTable ? proposeWideRoles(columns, periods, raw.rows) : proposeRoles(columns);
  const timeIndex = shape.indexOf("time");
  const texts = isTable
    ? periods.map((i) => raw.header[i] as string)
    : timeIndex < 0
      ? []
      : await distinctTexts(raw, timeIndex);
  const time = proposeTimeFormat(texts);
  const sales = isTable ? null : await salesSign(raw, shape, { format: time.format, texts });
  const roles = sales ? rolesOfSales(shape, columns) : shape;
  const used = columns.filter(
    (column, i) => column.isNumeric && roles[i] !== "ignore" && roles[i] !== "time",
  );
  const words = [...new Set(used.flatMap((column) => column.missingWords))].sort();
  const constant = await constantColumns(raw, roles);
  const proposal: RecipeDraft = {
    formatVersion: 1,
    delimiter: raw.delimiter,
    encoding: raw.openEncoding === null ? "utf-8" : null,
    sheet: asked.sheet,
    decimalMark: style.decimalMark,
    thousandsMark: style.thousandsMark,
    missingWords: [],
    rollUp: null,
    timeZone: null,
    timeFormat: time.format,
    blankTarget: "refuse",
    frequency: null,
    columns: columns.map((column, i) => ({
      name: column.name,
      role: roles[i] as ColumnRole,
      availability: (constant.has(i) || isTable ? "static" : "past_only") satisfies Availability,
      kind: column.isNumeric ? "numeric" : "categorical",
      unit: column.isNumeric ? column.unit : null,
    })),
    steps: [],
  };
  const questions = [
    raw.sheets.length > 1 && asked.sheet === null ? sheetQuestion(raw.sheets) : null,
    raw.openEncoding === null ? null : encodingQuestion(raw.openEncoding),
    time.question === "ambiguous" ? timeQuestion(columns[timeIndex]?.name ?? "", texts, time.choices) : null,
    sales === null ? null : salesQuestion(columns[timeIndex]?.name ?? "", sales),
    style.doubtful === null ? null : markQuestion(style.doubtful),
    words.length === 0 ? null : wordsQuestion(used, words),
  ].filter((question) => question !== null);
  return { columns, proposal, questions };
}

async function distinctTexts(raw: RawTable, index: number): Promise<string[]> {
  const rows = await rowsOf(
    raw.connection,
    `SELECT text FROM (SELECT ${textOf(index)} AS text, min(rowid) AS first FROM raw GROUP BY 1)
     WHERE trim(text) <> '' ORDER BY first LIMIT 200000`,
  );
  return rows.map((row) => String(row.text));
}

function refuseDataForHeader(): never {
  throw new DataRefused([
    {
      row: 1,
      column: null,
      message: "The first row looks like data. Add a header row that names the columns.",
    },
  ]);
}
