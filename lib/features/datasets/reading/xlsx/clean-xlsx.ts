import { type DataProblem, DataRefused, ProblemList } from "../../problems.ts";
import { csvRecord, openFile } from "../clean-file.ts";
import { headerProblems } from "../header.ts";
import { LineMap } from "../lines.ts";
import type { TypedResult } from "../typed.ts";
import { rowsOfSheet, type SheetRow } from "./sheet.ts";
import { readWorkbook } from "./workbook.ts";
import { openArchive } from "./zip.ts";

export interface CleanSheet extends TypedResult {
  /** Names of the sheets that people see. */
  sheets: string[];
}

/**
 * Writes one sheet of a workbook as a clean CSV file. The first row with a cell is the header; rows without a cell are
 * passed over. Without a `sheet` the first is taken.
 * @throws DataRefused for a damaged workbook, an unknown sheet, and cells outside the header's columns.
 */
export async function cleanXlsx(input: {
  file: string;
  path: string;
  sheet: string | null;
}): Promise<CleanSheet> {
  const archive = await openArchive(input.file);
  try {
    if (!archive.names.has("xl/workbook.xml"))
      refuse("The file is a ZIP archive without a workbook in it. Unpack it first.");
    const workbook = await readWorkbook(archive);
    const sheets = workbook.sheets.map((each) => each.name);
    const chosen = workbook.sheets.find((each) => input.sheet === null || each.name === input.sheet);
    if (!chosen)
      refuse(
        input.sheet === null
          ? "The workbook has no sheet that people see."
          : `The workbook has no sheet “${input.sheet}”. It has: ${sheets.join(", ")}.`,
      );
    const result = await cleanRows(rowsOfSheet(archive.read(chosen.part), workbook), input.path);
    return { ...result, encoding: `Excel workbook, sheet “${chosen.name}”`, sheets };
  } finally {
    archive.close();
  }
}

async function cleanRows(rows: AsyncIterable<SheetRow>, path: string): Promise<TypedResult> {
  const problems = new ProblemList();
  const map = new LineMap();
  const out = openFile(path);
  let header: string[] | null = null;
  const textColumns = new Set<number>();
  let left = 0;
  let records = 0;
  let expected = 1;
  try {
    for await (const { row, cells, texts } of rows) {
      if (row !== expected) map.shift(records, row - expected);
      expected = row + 1;
      records += 1;
      if (header === null) {
        left = Math.min(...cells.keys());
        const width = Math.max(...cells.keys()) - left + 1;
        header = Array.from({ length: width }, (_, i) => cells.get(left + i) ?? "");
        for (const problem of headerProblems(header, row)) problems.add(problem);
        if (problems.total > 0) break;
        await out.write(csvRecord(header));
        continue;
      }
      for (const column of texts) textColumns.add(column - left);
      const problem = outside(cells, left, header.length, row);
      if (problem) problems.add(problem);
      else await out.write(csvRecord(header.map((_, i) => cells.get(left + i) ?? "")));
    }
  } finally {
    await out.close();
  }
  problems.throwIfAny();
  if (header === null || records < 2) refuse("The sheet has no rows under a header. Choose another sheet.");
  if (header.length < 2) refuse("Only one column was found. A time and a number are needed.");
  return {
    delimiter: ",",
    encoding: "",
    header,
    isTyped: header.map((_, i) => !textColumns.has(i)),
    rows: records - 1,
    lineOf: (index) => map.lineOf(index + 1),
  };
}

function outside(
  cells: ReadonlyMap<number, string>,
  left: number,
  width: number,
  row: number,
): DataProblem | null {
  const column = [...cells.keys()].find((each) => each < left || each >= left + width);
  if (column === undefined) return null;
  return {
    row,
    column: null,
    message: `A cell stands outside the columns that the header names (“${(cells.get(column) ?? "").slice(0, 40)}”). Name its column, or remove it.`,
  };
}

function refuse(message: string): never {
  throw new DataRefused([{ row: null, column: null, message }]);
}
