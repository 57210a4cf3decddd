import { DataRefused } from "../../problems.ts";
import type { Workbook } from "./workbook.ts";
import { followXml } from "./xml.ts";

export interface SheetRow {
  /** As the sheet numbers it, from 1. */
  row: number;
  /** Texts by column, from 0. */
  cells: Map<number, string>;
  /** Columns whose cell is a text, though it may read as a number. */
  texts: Set<number>;
}

const MAX_COLUMNS = 16_384;
const EXCEL_EPOCH_DAYS = 25_569;
/** Before March 1900 Excel counts a day that was not. */
const FIRST_SURE_DAY = 61;
const DAY_MS = 86_400_000;

/**
 * The rows of a sheet that have a cell, as they come. Numbers are as the file writes them, dates ISO 8601, errors as
 * Excel shows them (#N/A); of a formula its last value is taken.
 * @throws DataRefused for XML that is no sheet.
 */
export async function* rowsOfSheet(
  bytes: AsyncIterable<Uint8Array>,
  workbook: Workbook,
): AsyncGenerator<SheetRow> {
  const ready: SheetRow[] = [];
  let current: SheetRow | null = null;
  let number = 0;
  let column = -1;
  let type = "n";
  let isDate = false;
  let value = "";
  let inValue = false;
  let inPhonetic = false;
  const handlers = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === "row") {
        number = Number(attributes.r ?? number + 1);
        current = { row: number, cells: new Map(), texts: new Set() };
        column = -1;
      } else if (name === "c") {
        column = attributes.r ? columnOf(attributes.r) : column + 1;
        type = attributes.t ?? "n";
        isDate = workbook.dateStyles[Number(attributes.s ?? 0)] ?? false;
        value = "";
      } else if (name === "v" || name === "t") inValue = true;
      else if (name === "rPh") inPhonetic = true;
    },
    text: (text: string) => {
      if (inValue && !inPhonetic) value += text;
    },
    close: (name: string) => {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") inPhonetic = false;
      else if (name === "c" && value !== "") {
        current?.cells.set(column, textOfCell(value, type, isDate, workbook));
        if (type === "s" || type === "str" || type === "inlineStr") current?.texts.add(column);
      } else if (name === "row") {
        if (current && current.cells.size > 0) ready.push(current);
        current = null;
      }
    },
  };
  for await (const _ of followXml(bytes, handlers)) {
    yield* ready;
    ready.length = 0;
  }
}

function textOfCell(value: string, type: string, isDate: boolean, workbook: Workbook): string {
  if (type === "s") return workbook.texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "1" : "0";
  if (type !== "n") return value;
  return isDate ? dateText(value, workbook.dayShift) : value;
}

/** A date's number as ISO 8601, to the nearest millisecond, of which it is a decimal fraction; a mere time stays a number. */
function dateText(value: string, dayShift: number): string {
  const days = Number(value) + dayShift;
  if (!Number.isFinite(days) || days < FIRST_SURE_DAY || days > 2_958_466) return value;
  const iso = new Date(Math.round((days - EXCEL_EPOCH_DAYS) * DAY_MS)).toISOString();
  return iso.endsWith("T00:00:00.000Z")
    ? iso.slice(0, 10)
    : iso
        .slice(0, -1)
        .replace("T", " ")
        .replace(/\.000$/, "");
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference) {
    if (char < "A" || char > "Z") break;
    column = column * 26 + (char.charCodeAt(0) - 64);
  }
  if (column < 1 || column > MAX_COLUMNS)
    throw new DataRefused([
      {
        row: null,
        column: null,
        message: "The workbook names a cell that no sheet has. Save it again, or as CSV.",
      },
    ]);
  return column - 1;
}
