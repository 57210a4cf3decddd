import { formatMoney, formatPercent } from "#lib/format/index.ts";
import type { Irr } from "./cash.ts";
import type { RoiResult } from "./compute.ts";
import type { RoiInputs } from "./inputs.ts";

function monthsInWords(months: number): string {
  return months === 1 ? "1 month" : `${months} months`;
}

export function yearsInWords(years: number): string {
  return years === 1 ? "1 year" : `${years} years`;
}

/** The page's first sentence: does it pay, how much, by when. */
export function concludeRoi(result: RoiResult, inputs: RoiInputs, currency: string): string {
  const worth = formatMoney(Math.abs(result.npv), currency, 0);
  const over = `over ${yearsInWords(inputs.years)} at ${formatPercent(inputs.discountPercent / 100, 0)} a year`;
  if (result.npv < 0) {
    const back =
      result.paybackMonths === null
        ? `does not pay back within ${yearsInWords(inputs.years)}`
        : `pays back in ${monthsInWords(result.paybackMonths)}, but not with interest`;
    return `As planned it ${back} and loses ${worth} ${over}.`;
  }
  const when =
    result.paybackMonths === null
      ? ""
      : result.paybackMonths === 0
        ? "costs nothing in advance"
        : `pays back in ${monthsInWords(result.paybackMonths)}`;
  return `As planned it ${when ? `${when} and ` : ""}is worth ${worth} ${over}.`;
}

/** What would have to be true: the saving at which nothing is won or lost. */
export function breakEvenInWords(result: RoiResult, inputs: RoiInputs): string {
  const share = result.breakEvenSaving;
  if (share === null) return "Today's errors cost nothing, so no saving can pay for it.";
  const assumed = `assumed ${formatPercent((inputs.savingPercent ?? 0) / 100, 0)}`;
  if (share <= 0) return `It pays even without a saving on errors; ${assumed}.`;
  if (share > 1) return "Not even a saving of 100 % of today's errors pays for it.";
  return `Break-even is a saving of ${formatPercent(share)} of today's cost; ${assumed}.`;
}

export function irrInWords(result: RoiResult): string {
  return rateInWords(result.irr);
}

export function rateInWords({ rate, reason }: Irr): string {
  if (rate !== null) return formatPercent(rate, Math.abs(rate) < 0.1 ? 1 : 0);
  return reason === "several" ? "several" : "none";
}

export function paybackInWords(result: RoiResult, inputs: RoiInputs): string {
  return result.paybackMonths === null
    ? `not in ${yearsInWords(inputs.years)}`
    : monthsInWords(result.paybackMonths);
}
