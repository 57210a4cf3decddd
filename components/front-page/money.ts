import type { RoiResult } from "#lib/features/roi/index.ts";
import { METHOD_IN_SENTENCE, type VerdictDetail } from "#lib/features/verdict/index.ts";
import { formatInterval, formatMoney } from "#lib/format/index.ts";

export interface Figure {
  label: string;
  value: string;
  /** What it rests on: the baseline, the interval, the run. */
  basis: string;
  tone?: "ok" | "bad";
}

/**
 * What the newest verdict measured: the decisive step's saving with its interval, a year where one can be made of the
 * test folds. Green only where the verdict takes the step.
 */
export function measuredFigure(verdict: {
  runNumber: number;
  detail: Pick<
    VerdictDetail,
    "answer" | "decisive" | "currency" | "yearlyFrom" | "testPeriods" | "recommended"
  >;
}): Figure | null {
  const { runNumber, detail } = verdict;
  const { decisive, currency, yearlyFrom, testPeriods } = detail;
  if (!decisive || decisive.yearlySaving === null) return null;
  const { from, to, yearlySaving, lower, upper } = decisive;
  const span = yearlyFrom === "none" ? `in ${testPeriods}` : "a year";
  const interval =
    lower === null || upper === null ? "" : `; ${formatInterval({ low: lower, high: upper }, currency)}`;
  const isTaken = detail.recommended === to && decisive.outcome === "pays";
  return {
    label: `Measured, ${span}`,
    value: formatMoney(yearlySaving, currency),
    basis: `${METHOD_IN_SENTENCE[to]} against ${METHOD_IN_SENTENCE[from]}, run ${runNumber}${interval}`,
    ...(isTaken ? { tone: "ok" as const } : yearlySaving < 0 ? { tone: "bad" as const } : {}),
  };
}

/** What the ROI's base case plans: the saving when fully adopted, and what the whole is worth. */
export function plannedFigures(result: RoiResult, currency: string): Figure[] {
  const months = result.flows.length - 1;
  const payback =
    result.paybackMonths === null
      ? `not paid back in ${months} months`
      : `paid back in month ${result.paybackMonths}`;
  return [
    {
      label: "Planned, a year",
      value: formatMoney(result.savingAYear, currency, 0),
      basis: `of ${formatMoney(result.costOfTodayAYear, currency, 0)} that today's errors cost; assumed`,
    },
    {
      label: "NPV as planned",
      value: formatMoney(result.npv, currency, 0),
      basis: `over ${months} months, ${payback}`,
      ...(result.npv < 0 ? { tone: "bad" as const } : {}),
    },
  ];
}
