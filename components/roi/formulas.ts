import {
  buildTotal,
  costTotals,
  irrByDays,
  irrInWords,
  npvByDays,
  paybackInWords,
  type RoiInputs,
  type RoiResult,
  rateInWords,
  type UnitCosts,
} from "#lib/features/roi/index.ts";
import { formatMoney, formatNumber, formatPercent, formatSignedMoney } from "#lib/format/index.ts";

export interface ResultRow {
  name: string;
  note: string;
  value: string;
  tone: "ok" | "bad" | null;
  /** The formula in words, then with the case's numbers put in. */
  formula: string;
  numbers: string;
}

const trim = (value: number | null) => formatNumber(value, Number.isInteger(value) ? 0 : 1);

/** What the results table shows, and the formula behind each with the numbers put in. */
export function resultRows(options: {
  result: RoiResult;
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  currency: string;
}): ResultRow[] {
  const { result, inputs, unitCosts, currency } = options;
  const money = (value: number | null) => formatMoney(value, currency);
  const share = (percent: number | null) => `${trim(percent)} %`;
  const whole = (value: number) => formatMoney(value, currency, 0);
  const { running, upkeep } = costTotals(inputs);
  const build = buildTotal(inputs);
  const months = inputs.years * 12;
  return [
    {
      name: "Cost of today's errors",
      note: "a year",
      value: whole(result.costOfTodayAYear),
      tone: null,
      ...todayFormula(options),
    },
    {
      name: "Saving",
      note: "a year, when whole",
      value: whole(result.savingAYear),
      tone: null,
      formula: "cost of today's errors × saving × adoption",
      numbers: `${money(result.costOfTodayAYear)} × ${share(inputs.savingPercent)} × ${share(inputs.adoptionPercent)} = ${money(result.savingAYear)}`,
    },
    ...sidesOf(),
    {
      name: "Benefit",
      note: "a year, when whole",
      value: whole(result.benefitAYear),
      tone: null,
      formula: `saving + labour saved + other benefits; in month m of the ramp the share m / ${inputs.rampMonths} of it; growth of ${share(inputs.growthPercent)} from the second year on`,
      numbers: `${money(result.savingAYear)} + ${money(inputs.labourSaved)} + ${money(inputs.otherBenefits)} = ${money(result.benefitAYear)}`,
    },
    {
      name: "Build and data",
      note: "once, at the start",
      value: whole(result.costOnce),
      tone: null,
      formula: "Σ days × day rate of the roles and what the build costs besides, + data + labelling",
      numbers: `${money(build)} + ${money(inputs.dataCost)} + ${money(inputs.labellingCost)} = ${money(result.costOnce)}`,
    },
    {
      name: "Running and upkeep",
      note: "a year",
      value: whole(result.costAYear),
      tone: null,
      formula: "infrastructure, licences and people in the loop + retraining, monitoring and other upkeep",
      numbers: `${money(running)} + ${money(upkeep)} = ${money(result.costAYear)}`,
    },
    {
      name: "NPV",
      note: `${inputs.years} ${inputs.years === 1 ? "year" : "years"} at ${share(inputs.discountPercent)}`,
      value: formatSignedMoney(result.npv, currency, 0),
      tone: result.npv > 0 ? "ok" : result.npv < 0 ? "bad" : null,
      formula: "Σ net of month m / (1 + i)^m, m from 0, at the month's end; i = (1 + yearly rate)^(1/12) − 1",
      numbers: `m from 0 to ${months}, i = (1 + ${formatNumber(inputs.discountPercent / 100, 4)})^(1/12) − 1 = ${formatPercent(monthly(inputs), 4)}: ${money(result.npv)}`,
    },
    ...byDays(),
    {
      name: "IRR",
      note: "a year",
      value: irrInWords(result),
      tone: null,
      formula: "the monthly rate at which the NPV is 0, compounded to a year: (1 + rate)^12 − 1",
      numbers: irrNumbers(result),
    },
    {
      name: "Payback",
      note: "not discounted",
      value: paybackInWords(result, inputs),
      tone: result.paybackMonths === null ? "bad" : null,
      formula: "the first month from which the running sum of the flows stays at 0 or above",
      numbers: paybackNumbers(result, money),
    },
    {
      name: "Break-even saving",
      note: "of today's cost",
      value: result.breakEvenSaving === null ? "none" : formatPercent(result.breakEvenSaving),
      tone: null,
      formula:
        "the saving at which the NPV is 0: −NPV without a saving / (NPV with all of today's cost saved − NPV without)",
      numbers:
        result.breakEvenSaving === null
          ? "Today's errors cost nothing, so there is none."
          : `At ${formatPercent(result.breakEvenSaving, 2)} the NPV is ${formatMoney(0, currency)}; assumed are ${share(inputs.savingPercent)}.`,
    },
  ];

  /** With a start there are dates, and with them the NPV that counts days rather than months of one length. */
  function byDays(): ResultRow[] {
    if (inputs.startMonth === null) return [];
    const value = npvByDays(inputs.discountPercent / 100, result.flows, inputs.startMonth);
    const rate = irrByDays(result.flows, inputs.startMonth);
    return [
      {
        name: "NPV by calendar days",
        note: `from ${inputs.startMonth}, as XNPV`,
        value: formatSignedMoney(value, currency, 0),
        tone: null,
        formula: "Σ net of month m / (1 + yearly rate)^(days since the start / 365)",
        numbers: `${result.flows.length} dates from ${inputs.startMonth}-01: ${money(value)}`,
      },
      {
        name: "IRR by calendar days",
        note: "a year, as XIRR",
        value: rateInWords(rate),
        tone: null,
        formula: "the yearly rate at which the NPV by calendar days is 0",
        numbers:
          rate.rate === null
            ? "The flows have none, or several that fit: use the NPV."
            : `At ${formatPercent(rate.rate, 2)} the NPV of the ${result.flows.length} dates is ${formatMoney(0, currency)}.`,
      },
    ];
  }

  function sidesOf(): ResultRow[] {
    const { savingShortAYear, savingOverAYear, unitsShort, unitsOver } = result;
    if (savingShortAYear === null || savingOverAYear === null || !unitCosts) return [];
    const side = (options: {
      name: string;
      units: number | null;
      price: number;
      saved: number;
    }): ResultRow => ({
      name: options.name,
      note: "a year, of the saving",
      value: whole(options.saved),
      tone: null,
      formula: "units of today × saving × adoption × what one costs",
      numbers: `${trim(options.units)} × ${share(inputs.savingPercent)} × ${share(inputs.adoptionPercent)} × ${money(options.price)} = ${money(options.saved)}`,
    });
    return [
      side({ name: "Fewer units short", units: unitsShort, price: unitCosts.under, saved: savingShortAYear }),
      side({ name: "Fewer units over", units: unitsOver, price: unitCosts.over, saved: savingOverAYear }),
    ];
  }

  function todayFormula({ unitCosts: costs }: { unitCosts: UnitCosts | null }) {
    if (inputs.basis === "money" || costs === null || unitCosts === null) {
      return { formula: "as given", numbers: money(result.costOfTodayAYear) };
    }
    const short = `${trim(result.unitsShort)} short × ${money(costs.under)}`;
    const over = `${trim(result.unitsOver)} over × ${money(costs.over)}`;
    const units =
      inputs.basis === "wape"
        ? `Units in error: ${share(inputs.wapePercent)} × ${trim(inputs.unitsAYear)}, of which ${share(inputs.shortSharePercent)} short. `
        : "";
    return {
      formula: "units short × cost of one short + units over × cost of one over",
      numbers: `${units}${short} + ${over} = ${money(result.costOfTodayAYear)}`,
    };
  }
}

function monthly(inputs: RoiInputs): number {
  return (1 + inputs.discountPercent / 100) ** (1 / 12) - 1;
}

function irrNumbers(result: RoiResult): string {
  if (result.irr.rate !== null) {
    const month = (1 + result.irr.rate) ** (1 / 12) - 1;
    return `(1 + ${formatNumber(month, 6)})^12 − 1 = ${formatPercent(result.irr.rate, 2)}`;
  }
  return result.irr.reason === "several"
    ? "The flows change sign more than once and several rates fit, so none of them is the answer. Use the NPV."
    : "No rate makes the NPV 0: the flows are all of one sign, or no such rate exists. Use the NPV.";
}

function paybackNumbers(result: RoiResult, money: (value: number) => string): string {
  const last = result.flows.at(-1);
  if (result.paybackMonths === null)
    return `Month ${last?.month ?? 0}: ${money(last?.cumulative ?? 0)}, still below 0.`;
  const at = result.flows[result.paybackMonths];
  const before = result.flows[result.paybackMonths - 1];
  return before
    ? `Month ${before.month}: ${money(before.cumulative)}; month ${at?.month ?? 0}: ${money(at?.cumulative ?? 0)}.`
    : "The running sum is never below 0.";
}
