import { caseSheet, type ResultKey, type WorkbookCase } from "./case-sheet.ts";
import { type CellFormat, formula, refTo, sheetName, text, type WorkbookSheet } from "./sheet.ts";

const FIGURES: { key: ResultKey; name: string; note: string; format: CellFormat }[] = [
  { key: "costOfToday", name: "Cost of today's errors", note: "a year", format: "money" },
  { key: "saving", name: "Saving", note: "a year, when whole", format: "money" },
  { key: "benefit", name: "Benefit", note: "a year, when whole", format: "money" },
  { key: "once", name: "Build and data", note: "once", format: "money" },
  { key: "costAYear", name: "Running and upkeep", note: "a year", format: "money" },
  { key: "npv", name: "NPV", note: "", format: "money" },
  { key: "irr", name: "IRR", note: "a year", format: "percent" },
  { key: "payback", name: "Payback", note: "months, not discounted", format: "plain" },
  { key: "breakEven", name: "Break-even saving", note: "of today's cost", format: "percent" },
];

/** All cases on one sheet side by side, each read from a sheet of its own. */
export function roiBook(options: {
  projectName: string;
  currency: string;
  cases: readonly WorkbookCase[];
}): WorkbookSheet[] {
  const { projectName, currency, cases } = options;
  const taken = ["Cases"];
  const sheets = cases.map((given, i) => {
    const name = sheetName(given.name, taken, `Case ${i + 1}`);
    taken.push(name);
    return caseSheet(name, given, currency);
  });
  const overview: WorkbookSheet = {
    name: "Cases",
    rows: [
      [text(projectName, true)],
      [
        text(
          `Return on investment, in ${currency}. Tax is left out. Every figure is a formula on the case's own sheet.`,
        ),
      ],
      [],
      [text("Figure", true), text("", true), ...cases.map(({ name }) => text(name, true))],
      ...FIGURES.map(({ key, name, note, format }) => [
        text(name),
        text(note),
        ...sheets.map(({ sheet, cells }) => formula(refTo(sheet.name, cells[key]), format)),
      ]),
    ],
  };
  return [overview, ...sheets.map(({ sheet }) => sheet)];
}
