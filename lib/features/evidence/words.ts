import { formatMoney, formatNumber } from "#lib/format/index.ts";
import type { ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import { ANSWERS, COMPARISON_WORDS, measureOf } from "./measures.ts";

/** "62.2 %", "60 months", "€1,200", "a network pays". Whole numbers drop their decimals where `trim` says so. */
export function numberInWords(
  key: ClaimMeasure,
  value: number,
  currency: string,
  options: { decimals?: number; trim?: boolean } = {},
): string {
  const { unit, decimals: usual } = measureOf(key);
  if (unit === "answer") return ANSWERS.find((answer) => answer.value === value)?.words ?? String(value);
  const decimals = options.decimals ?? usual;
  if (unit === "currency") return formatMoney(value, currency, decimals);
  const digits = options.trim ? decimalsNeeded(value) : decimals;
  const text = formatNumber(value, digits);
  switch (unit) {
    case "percent":
      return `${text} %`;
    case "ratio":
      return text;
    default:
      return Number(text) === 1 ? `1 ${unit === "series" ? "series" : unit.slice(0, -1)}` : `${text} ${unit}`;
  }
}

function decimalsNeeded(value: number): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    if (Number(value.toFixed(decimals)) === value) return decimals;
  }
  return 6;
}

/**
 * A number with as many decimals as it takes to see on which side of its threshold it is: 99.97 beside "at least 100 %"
 * is not shown as 100.0.
 */
export function figureInWords(
  key: ClaimMeasure,
  facts: {
    value: number;
    comparison: ClaimComparison;
    threshold: number;
    isKept: boolean;
    currency: string;
  },
): string {
  const { value, threshold, currency } = facts;
  let { decimals } = measureOf(key);
  const side = Math.sign(value - threshold);
  const isExact = facts.comparison === "equal" && facts.isKept;
  while (!isExact && decimals < 6 && Math.sign(Number(value.toFixed(decimals)) - threshold) !== side) {
    decimals += 1;
  }
  return numberInWords(key, value, currency, { decimals });
}

/** "WAPE below 15 %", "Share of rows in which promo is recorded at least 100 %". */
export function boundInWords(
  claim: { measure: ClaimMeasure; comparison: ClaimComparison; threshold: number; subject: string },
  currency: string,
): string {
  const { name, unit, decimals } = measureOf(claim.measure);
  const what = claim.subject === "" ? name : `${name} (${claim.subject})`;
  const threshold =
    unit === "currency"
      ? formatMoney(claim.threshold, currency, Math.max(decimals, decimalsNeeded(claim.threshold)))
      : numberInWords(claim.measure, claim.threshold, currency, { trim: true });
  return `${what} ${COMPARISON_WORDS[claim.comparison]} ${threshold}`;
}
