import writeXlsxFile from "write-excel-file/node";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { monthlyRate } from "../cash.ts";
import { computeRoi } from "../compute.ts";
import { missingInputs } from "../inputs.ts";
import { effectiveOf, listRoiCases, type RoiCase } from "../read.ts";
import { roiBook } from "./book.ts";
import type { WorkbookCase } from "./case-sheet.ts";
import type { CellFormat, WorkbookCell, WorkbookSheet } from "./sheet.ts";

const FORMATS: Record<CellFormat, string> = {
  money: "#,##0.00;-#,##0.00",
  percent: "0.0%",
  rate: "0.000000%",
  factor: "0.000000",
  plain: "#,##0.###",
};

export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The project's cases as a workbook whose formulas give the page's numbers. */
export async function exportRoiWorkbook(
  actor: ProjectActor,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; fileName: string; contentType: string }> {
  const cases = await listRoiCases(actor);
  const sheets = roiBook({
    projectName: actor.projectName,
    currency: actor.currency,
    cases: cases.map(workbookCase),
  });
  return {
    bytes: await writeWorkbook(sheets),
    fileName: `${actor.projectSlug}-roi.xlsx`,
    contentType: XLSX_TYPE,
  };
}

function workbookCase(found: RoiCase): WorkbookCase {
  const { inputs, unitCosts } = effectiveOf(found);
  const rate = computeRoi(inputs, unitCosts)?.irr.rate ?? null;
  return {
    name: found.name,
    inputs,
    unitCosts,
    missing: missingInputs(inputs, unitCosts),
    measuredBy: found.measured ? `run ${found.measured.run}` : null,
    irrGuess: rate === null ? 0.01 : monthlyRate(rate),
  };
}

/** The sheets as an XLSX file. Text is written as text: a name of `=cmd|…` is never a formula. */
export async function writeWorkbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await writeXlsxFile(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: rows.map((row) => row.map(cellOf)),
      columns: [{ width: 30 }, ...Array.from({ length: 9 }, () => ({ width: 18 }))],
    })),
  ).toBuffer();
  return new Uint8Array(buffer);
}

function cellOf(cell: WorkbookCell) {
  if (cell === null) return null;
  if (cell.kind === "text") {
    return { value: cell.text, type: String, ...(cell.isBold && { fontWeight: "bold" as const }) };
  }
  const format = FORMATS[cell.format];
  return cell.kind === "number"
    ? { value: cell.value, type: Number, format }
    : { value: cell.formula, type: "Formula" as const, format };
}
