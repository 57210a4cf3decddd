import { HABITS, type UncertainKey } from "#lib/features/roi/index.ts";
import { formatMoney, formatNumber } from "#lib/format/index.ts";

/** An input's value with its unit: "€0.54", "25 %", "6 mo". */
export function inputInWords(key: UncertainKey, value: number, currency: string): string {
  const { unit } = HABITS[key];
  if (unit === "money") return formatMoney(value, currency, Math.abs(value) < 100 ? 2 : 0);
  const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : 1;
  const number = formatNumber(value, digits);
  return unit === "percent" ? `${number} %` : unit === "months" ? `${number} mo` : number;
}
