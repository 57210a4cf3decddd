import { formatMoney, formatNumber } from "#lib/format/index.ts";
import type { PredictionRole } from "#lib/platform/prisma/enums.ts";
import { type Graded, isWithoutPrediction } from "./rank.ts";

/** What rough money figures assume of every task that does not say otherwise. Money in the project's currency. */
export interface Assumptions {
  /** What an hour of work costs; null while nobody has said. */
  hourlyCost: number | null;
  timeSavedReplacePercent: number;
  timeSavedHelpPercent: number;
  errorsAvoidedPercent: number;
}

export const COMMON_ASSUMPTIONS: Assumptions = {
  hourlyCost: null,
  timeSavedReplacePercent: 90,
  timeSavedHelpPercent: 30,
  errorsAvoidedPercent: 20,
};

export interface Effort {
  hoursAYear: number | null;
  minutesEach: number | null;
  timesAMonth: number | null;
}

export type Paid = Effort &
  Pick<Graded, "kind" | "predictionRole"> & {
    errorCostAYear: number | null;
    timeSavedPercent: number | null;
    errorsAvoidedPercent: number | null;
  };

/** Rough, a year, in the project's currency; null where something is not given. */
export interface Benefit {
  hoursAYear: number | null;
  hoursSaved: number | null;
  labourSaved: number | null;
  errorsAvoided: number | null;
  /** The parts that are known, together. */
  total: number | null;
  /** As used: of the time, and of the cost of errors. */
  timeSavedPercent: number;
  errorsAvoidedPercent: number;
  /** How the total came about, each a sentence without its full stop. */
  words: string[];
}

/** Minutes × times a month × 12 ÷ 60 where both are given, else the hours as typed. Hours a year, or null. */
export function hoursOf({ minutesEach, timesAMonth, hoursAYear }: Effort): number | null {
  if (minutesEach === null || timesAMonth === null) return hoursAYear;
  return (minutesEach * timesAMonth * 12) / 60;
}

const SAVED: Record<PredictionRole, keyof Assumptions & `timeSaved${string}`> = {
  replace: "timeSavedReplacePercent",
  help: "timeSavedHelpPercent",
  neither: "timeSavedHelpPercent",
};

/**
 * Labour saved plus error cost avoided, a year: hours × share of time saved × cost of an hour + cost of errors × share
 * avoided. No costs of building are in it: that is the ROI case's affair. Where no prediction helps, all of it is null.
 */
export function benefitOf(task: Paid, assumed: Assumptions, currency: string): Benefit {
  const hoursAYear = hoursOf(task);
  const timeSavedPercent = task.timeSavedPercent ?? assumed[SAVED[task.predictionRole ?? "help"]];
  const errorsAvoidedPercent = task.errorsAvoidedPercent ?? assumed.errorsAvoidedPercent;
  const common = { hoursAYear, timeSavedPercent, errorsAvoidedPercent };
  const nothing = { hoursSaved: null, labourSaved: null, errorsAvoided: null, total: null };
  if (isWithoutPrediction(task)) return { ...common, ...nothing, words: [] };

  const hoursSaved = hoursAYear === null ? null : (hoursAYear * timeSavedPercent) / 100;
  const { hourlyCost } = assumed;
  const labourSaved = hoursSaved === null || hourlyCost === null ? null : hoursSaved * hourlyCost;
  const errorsAvoided =
    task.errorCostAYear === null ? null : (task.errorCostAYear * errorsAvoidedPercent) / 100;
  const total =
    labourSaved === null && errorsAvoided === null ? null : (labourSaved ?? 0) + (errorsAvoided ?? 0);
  const money = (value: number | null) => formatMoney(value, currency, 0);
  const words: string[] = [];
  if (hoursSaved !== null) {
    const hours = `${formatNumber(hoursAYear)} h a year × ${formatNumber(timeSavedPercent)} % of the time saved`;
    words.push(
      labourSaved === null
        ? `${hours} = ${formatNumber(hoursSaved)} h; say what an hour costs to have it in money`
        : `${hours} × ${formatMoney(hourlyCost, currency)} an hour = ${money(labourSaved)} of labour`,
    );
  }
  if (errorsAvoided !== null) {
    words.push(
      `${money(task.errorCostAYear)} of errors a year × ${formatNumber(errorsAvoidedPercent)} % avoided = ${money(errorsAvoided)}`,
    );
  }
  return { ...common, hoursSaved, labourSaved, errorsAvoided, total, words };
}
