import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { monthlyRate } from "../cash.ts";
import { computeRoi } from "../compute.ts";
import { EMPTY_ROI, type RoiInputs } from "../inputs.ts";
import { roiBook } from "./book.ts";
import type { WorkbookCase } from "./case-sheet.ts";
import { writeWorkbook } from "./export.ts";
import { sheetName } from "./sheet.ts";
import { recompute } from "./testing/recompute.ts";

const COSTS = { under: 0.54, over: 0.18 };
const BASE: RoiInputs = {
  ...EMPTY_ROI,
  unitsAYear: 144_000,
  wapePercent: 90,
  savingPercent: 25,
  adoptionPercent: 90,
  labourSaved: 4200,
  otherBenefits: 350.5,
  growthPercent: 4,
  buildRoles: [
    { role: "Data scientist", days: 12.5, dayRate: 610 },
    { role: `=cmd|'/C calc'!A0`, days: 3, dayRate: 500 },
  ],
  buildCost: 900,
  dataCost: 700,
  labellingCost: 1800,
  runningCost: 1200,
  licenceCost: 340,
  peopleCost: 2600,
  upkeepCost: 400,
  retrainingCost: 900,
  monitoringCost: 300,
};
const HOSTILE = `=cmd|'/C calc'!A0`;

const wrapped = (name: string, inputs: RoiInputs, unitCosts: typeof COSTS | null = COSTS): WorkbookCase => {
  const rate = computeRoi(inputs, unitCosts)!.irr.rate;
  return {
    name,
    inputs,
    unitCosts,
    missing: [],
    measuredBy: null,
    irrGuess: rate === null ? 0.01 : monthlyRate(rate),
  };
};
const CASES = [
  wrapped("Expected", BASE),
  wrapped(HOSTILE, { ...BASE, savingPercent: 3, years: 10, rampMonths: 0, growthPercent: -5 }),
  wrapped("Units: short/over", {
    ...BASE,
    basis: "units",
    unitsShort: 31_607,
    unitsOver: 90_000.25,
    years: 1,
  }),
  wrapped("+Money", { ...BASE, basis: "money", errorCost: 51_922, savingPercent: 41 }, null),
  wrapped("Nothing to win", { ...BASE, wapePercent: 0, labourSaved: 0, otherBenefits: 0 }),
];
const SHEETS = roiBook({ projectName: "=1+1", currency: "EUR", cases: CASES });
const FIRST_ROW = 5;
/** Where the flows change sign more than once the sheet does not look for a rate. */
const NO_RATE = "none or several";

/** What the page says, in the order of the overview. */
function expected({ inputs, unitCosts }: WorkbookCase): (number | string)[] {
  const result = computeRoi(inputs, unitCosts)!;
  return [
    result.costOfTodayAYear,
    result.savingAYear,
    result.benefitAYear,
    result.costOnce,
    result.costAYear,
    result.npv,
    result.irr.rate ?? NO_RATE,
    result.paybackMonths ?? "not within the years",
    result.breakEvenSaving ?? "none",
  ];
}

function compare(found: unknown, wanted: number | string): void {
  const tolerance = 1e-9 * Math.max(1, Math.abs(Number(wanted)));
  const isSame =
    wanted === NO_RATE
      ? found === "none" || found === NO_RATE
      : typeof wanted === "string"
        ? found === wanted
        : Math.abs(Number(found) - wanted) <= tolerance;
  expect(isSame, `${found} for ${wanted}`).toBe(true);
}

it("computed by a formula library the workbook gives the page's numbers to 1e-9", () => {
  const valueAt = recompute(SHEETS);
  CASES.forEach((given, i) => {
    expected(given).forEach((wanted, row) => {
      compare(valueAt({ sheet: "Cases", row: FIRST_ROW + row, col: 3 + i }), wanted);
    });
  });
});

it("changing an input in the sheet changes the result as on the page", () => {
  const sheets = structuredClone(SHEETS);
  const row = sheets[1]!.rows.find(([label]) => label?.kind === "text" && label.text === "Years")!;
  row[1] = { kind: "number", value: 5, format: "plain" };
  const { npv } = computeRoi({ ...BASE, years: 5 }, COSTS)!;
  compare(recompute(sheets)({ sheet: "Cases", row: FIRST_ROW + 5, col: 3 }), npv);
});

describe("what a person typed", () => {
  it("is never part of a formula", () => {
    for (const cell of SHEETS.flatMap(({ rows }) => rows.flat())) {
      // A sheet's name stands in quotes, and has letters, digits, spaces and _ . - alone.
      if (cell?.kind === "formula") expect(cell.formula.replace(/'[\w .-]+'!/, "")).not.toMatch(/cmd|calc|'/);
    }
    expect(SHEETS.map(({ name }) => name)).toEqual([
      "Cases",
      "Expected",
      "cmd C calc A0",
      "Units short over",
      "Money",
      "Nothing to win",
    ]);
  });
  it.each([
    ["History", "Case 1"],
    ["cases", "Case 1"],
    ["'[]:*?/\\", "Case 1"],
    ["", "Case 1"],
    ["a".repeat(60), "a".repeat(31)],
    ["Plan\u0000 B", "Plan B"],
  ])("%j as a sheet is called %j", (name, sheet) => {
    expect(sheetName(name, ["Cases"], "Case 1")).toBe(sheet);
  });
});

/** LibreOffice writes a cell in percent with its sign. */
const unformatted = (value: string) => (value.endsWith("%") ? Number(value.slice(0, -1)) / 100 : value);

/** The command, where somebody wants the proof by the program itself: LIBREOFFICE=soffice. It takes a while to start. */
const OFFICE = process.env.LIBREOFFICE;

// Without it the formula library above says the same.
it.skipIf(!OFFICE)(
  "opened by LibreOffice the file gives the same, and text stays text",
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "roi-workbook-"));
    try {
      writeFileSync(path.join(folder, "roi.xlsx"), await writeWorkbook(SHEETS));
      // Separator, quote, UTF-8, from line 1, values unformatted, no formulas, the first sheet alone.
      const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1";
      const args = [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", filter];
      execFileSync(OFFICE as string, [...args, "--outdir", folder, path.join(folder, "roi.xlsx")], {
        stdio: "ignore",
        env: { ...process.env, HOME: folder },
      });
      const lines = readFileSync(path.join(folder, "roi-Cases.csv"), "utf8").split("\n");
      const table = lines.map((line) =>
        [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""),
      );
      expect(lines[0]).toContain("=1+1");
      expect(table[FIRST_ROW - 2]?.[3]).toBe(HOSTILE);
      CASES.forEach((given, i) => {
        expected(given).forEach((wanted, row) => {
          compare(unformatted(table[FIRST_ROW - 1 + row]?.[2 + i] ?? ""), wanted);
        });
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
