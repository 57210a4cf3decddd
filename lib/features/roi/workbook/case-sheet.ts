import type { RoiInputs, UnitCosts } from "../inputs.ts";
import { type CellFormat, formula, number, text, type WorkbookCell, type WorkbookSheet } from "./sheet.ts";

const MAX_MONTHS = 120;

export interface WorkbookCase {
  name: string;
  /** As counted: with what was measured in place of what is assumed. */
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  /** What the case still lacks, in words. */
  missing: readonly string[];
  /** "Run 7", or null. */
  measuredBy: string | null;
  /** The monthly rate that solves it, where a spreadsheet begins to look for it. */
  irrGuess: number;
}

/** Where a figure of a case stands on its sheet. */
export type ResultKey =
  | "costOfToday"
  | "saving"
  | "benefit"
  | "once"
  | "costAYear"
  | "npv"
  | "irr"
  | "payback"
  | "breakEven";

/** A sheet with a case's inputs as numbers and all that follows from them as formulas. */
export function caseSheet(
  name: string,
  given: WorkbookCase,
  currency: string,
): { sheet: WorkbookSheet; cells: Record<ResultKey, string> } {
  const { inputs, unitCosts } = given;
  const rows: WorkbookCell[][] = [];
  const at: Record<string, string> = {};
  const add = (key: string, label: string, cell: WorkbookCell, unit: string) => {
    rows.push([text(label), cell, text(unit)]);
    at[key] = `$B$${rows.length}`;
    return `$B$${rows.length}`;
  };
  const title = (words: string) => {
    rows.push([]);
    rows.push([text(words, true)]);
  };
  const input = (
    key: string,
    label: string,
    value: number | null,
    unit: string,
    format: CellFormat = "plain",
  ) => add(key, label, number(value ?? 0, format), unit);
  const a = (key: string) => at[key] ?? "";

  rows.push([text(given.name, true)]);
  rows.push([
    text(
      given.missing.length > 0
        ? `Not whole: ${given.missing.join(", ")}. What is missing counts 0 here.`
        : given.measuredBy
          ? `The saving is measured by ${given.measuredBy}.`
          : "The saving is an assumption. Tax is left out.",
    ),
  ]);
  title("Today");
  const money = `${currency}`;
  const yearly = `${currency} a year`;
  if (inputs.basis === "money") {
    input("errorCost", "Cost of today's errors", inputs.errorCost, yearly, "money");
  } else {
    input("under", "Cost of one unit short", unitCosts?.under ?? 0, money, "money");
    input("over", "Cost of one unit over", unitCosts?.over ?? 0, money, "money");
    if (inputs.basis === "wape") {
      input("units", "Units a year", inputs.unitsAYear, "units");
      input("wape", "WAPE of today's method", inputs.wapePercent, "%");
      input("shortShare", "Of the error, units short", inputs.shortSharePercent, "%");
      add(
        "short",
        "Units short",
        formula(`${a("units")}*${a("wape")}/100*${a("shortShare")}/100`, "plain"),
        "a year",
      );
      add(
        "long",
        "Units over",
        formula(`${a("units")}*${a("wape")}/100*(1-${a("shortShare")}/100)`, "plain"),
        "a year",
      );
    } else {
      input("short", "Units short", inputs.unitsShort, "a year");
      input("long", "Units over", inputs.unitsOver, "a year");
    }
  }
  title("What a better forecast brings");
  input("savingPercent", "Saving on today's cost", inputs.savingPercent, "%");
  input("adoption", "Adoption", inputs.adoptionPercent, "%");
  input("ramp", "Until it is whole", inputs.rampMonths, "months");
  input("labour", "Labour saved", inputs.labourSaved, yearly, "money");
  input("other", "Other benefits", inputs.otherBenefits, yearly, "money");
  input("growth", "Growth", inputs.growthPercent, "% a year");
  title("What it takes");
  const buildCells: string[] = [];
  for (const { role, days, dayRate } of inputs.buildRoles) {
    rows.push([
      text(`Build: ${role}`),
      formula(`D${rows.length + 1}*E${rows.length + 1}`),
      text(`${money}, days, a day`),
      number(days),
      number(dayRate, "money"),
    ]);
    buildCells.push(`$B$${rows.length}`);
  }
  buildCells.push(
    input(
      "build",
      inputs.buildRoles.length > 0 ? "Build, besides the roles" : "Build",
      inputs.buildCost,
      `${currency} once`,
      "money",
    ),
    input("data", "Data", inputs.dataCost, `${currency} once`, "money"),
    input("labelling", "Labelling", inputs.labellingCost, `${currency} once`, "money"),
  );
  const yearlyCells = [
    input("running", "Infrastructure", inputs.runningCost, yearly, "money"),
    input("licences", "Licences", inputs.licenceCost, yearly, "money"),
    input("people", "People in the loop", inputs.peopleCost, yearly, "money"),
    input("retraining", "Retraining", inputs.retrainingCost, yearly, "money"),
    input("monitoring", "Monitoring", inputs.monitoringCost, yearly, "money"),
    input("upkeep", "Other upkeep", inputs.upkeepCost, yearly, "money"),
  ];
  title("Time");
  input("years", "Years", inputs.years, `at most ${MAX_MONTHS / 12}`);
  input("discount", "Discount rate", inputs.discountPercent, "% a year");
  title("Results");
  const costOfToday =
    inputs.basis === "money" ? a("errorCost") : `${a("short")}*${a("under")}+${a("long")}*${a("over")}`;
  add("costOfToday", "Cost of today's errors", formula(costOfToday), yearly);
  add(
    "saving",
    "Saving",
    formula(`${a("costOfToday")}*${a("savingPercent")}/100*${a("adoption")}/100`),
    yearly,
  );
  add("benefit", "Benefit", formula(`${a("saving")}+${a("labour")}+${a("other")}`), yearly);
  add("once", "Build and data", formula(buildCells.join("+")), `${currency} once`);
  add("costAYear", "Running and upkeep", formula(yearlyCells.join("+")), yearly);
  add("monthlyRate", "Discount rate a month", formula(`(1+${a("discount")}/100)^(1/12)-1`, "rate"), "");
  // The months stand below; their place is known now: four results and three rows of heads come between.
  const first = rows.length + 8;
  const last = first + MAX_MONTHS;
  const column = (letter: string) => `$${letter}$${first}:$${letter}$${last}`;
  add("npv", "NPV", formula(`SUMPRODUCT(${column("E")},${column("G")})`), money);
  add(
    "irr",
    "IRR",
    formula(
      `IF(SUM(${column("I")})>1,"none or several",IFERROR((1+IRR(${column("E")},${guessInWords(given.irrGuess)}))^12-1,"none"))`,
      "percent",
    ),
    "a year; text where the flows change sign more than once",
  );
  add(
    "payback",
    "Payback",
    formula(`IF(F${last}<0,"not within the years",MAX(${column("H")}))`, "plain"),
    "months",
  );
  add(
    "breakEven",
    "Break-even saving",
    formula(
      `IFERROR((${a("once")}+${a("costAYear")}/12*SUMPRODUCT(${column("J")},${column("G")})-(${a("labour")}+${a("other")})/12*SUMPRODUCT(${column("B")},${column("G")}))/(${a("costOfToday")}*${a("adoption")}/100/12*SUMPRODUCT(${column("B")},${column("G")})),"none")`,
      "percent",
    ),
    "of today's cost",
  );
  rows.push([]);
  rows.push([text("Months", true)]);
  rows.push(
    [
      "Month",
      "Share of the benefit",
      "Benefit",
      "Cost",
      "Net",
      "Sum so far",
      "Discount factor",
      "Below 0 until",
      "Sign changes",
      "Counted",
    ].map((words) => text(words, true)),
  );
  const months = `${a("years")}*12`;
  for (let month = 0; month <= MAX_MONTHS; month++) {
    const r = rows.length + 1;
    const isFirst = month === 0;
    rows.push([
      number(month),
      isFirst
        ? number(0, "factor")
        : formula(
            `IF(A${r}>${months},0,IF(${a("ramp")}=0,1,IF(A${r}<${a("ramp")},A${r}/${a("ramp")},1))*(1+${a("growth")}/100)^INT((A${r}-1)/12))`,
            "factor",
          ),
      formula(`${a("benefit")}/12*B${r}`),
      isFirst ? formula(a("once")) : formula(`IF(A${r}>${months},0,${a("costAYear")}/12)`),
      formula(`C${r}-D${r}`),
      isFirst ? formula(`E${r}`) : formula(`F${r - 1}+E${r}`),
      formula(`(1+${a("monthlyRate")})^-A${r}`, "factor"),
      formula(`IF(AND(A${r}<=${months},F${r}<0),A${r}+1,0)`, "plain"),
      isFirst ? number(0) : formula(`IF(E${r}*E${r - 1}<0,1,0)`, "plain"),
      isFirst ? number(0) : formula(`IF(A${r}>${months},0,1)`, "plain"),
    ]);
  }
  const keys: ResultKey[] = [
    "costOfToday",
    "saving",
    "benefit",
    "once",
    "costAYear",
    "npv",
    "irr",
    "payback",
    "breakEven",
  ];
  const cells = Object.fromEntries(keys.map((key) => [key, a(key)])) as Record<ResultKey, string>;
  return { sheet: { name, rows }, cells };
}

/** A formula takes no "1e-7". */
function guessInWords(guess: number): string {
  return Number.isFinite(guess) ? guess.toFixed(6) : "0.010000";
}
