import type { InputsAnswer } from "#lib/features/runs/explain/index.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";

type Covariate = InputsAnswer["importance"]["covariates"][number];

/** Below half a percent, or where a try made it better, it may be chance. */
const LEAST = 0.005;

export const isBeyondChance = ({ increase, low }: Covariate): boolean =>
  increase !== null && low !== null && increase >= LEAST && low > 0;

/** "Without promo, the error grows by 12 % (9 to 15 % in 5 tries)." */
export function importanceWords(covariate: Covariate, repeats: number): string {
  const { name, increase, low, high } = covariate;
  if (increase === null || low === null || high === null)
    return `Nothing can be said of ${name}: no outcome is known.`;
  if (!isBeyondChance(covariate)) return `Without ${name}, the error stays as it is.`;
  const digits = increase < 0.1 ? 1 : 0;
  const range = `${formatNumber(low * 100, digits)} to ${formatPercent(high, digits)} in ${repeats} tries`;
  return `Without ${name}, the error grows by ${formatPercent(increase, digits)} (${range}).`;
}

/** The conclusion over the list. */
export function importanceSummary({ importance }: Pick<InputsAnswer, "importance">): string {
  const { covariates } = importance;
  if (covariates.length === 0)
    return "This data has no inputs beside the series itself: the model has only the past and the calendar to go by.";
  const strong = covariates.filter(isBeyondChance);
  const [first] = strong;
  if (!first) return "No input makes the forecast better beyond chance.";
  const others = strong.length - 1;
  const more = others > 0 ? ` ${others} more ${others === 1 ? "input helps" : "inputs help"}.` : "";
  return `${first.name} matters most.${more}`;
}

/** "the last 7 periods", "promo". */
export function groupName(row: InputsAnswer["influence"][number]): string {
  switch (row.kind) {
    case "recent":
      return `The last ${row.steps ?? ""} periods`;
    case "older":
      return "Older periods";
    case "calendar":
      return "The calendar";
    case "covariate":
      return row.name ?? "";
    case "statics":
      return "What is constant";
  }
}

/** Steps of the horizon in at most `most` spans of equal length, for a table that fits a screen. */
export function spansOf(horizonSteps: number, most: number): { from: number; to: number; name: string }[] {
  const size = Math.ceil(horizonSteps / most);
  return Array.from({ length: Math.ceil(horizonSteps / size) }, (_, i) => {
    const from = i * size;
    const to = Math.min(horizonSteps, from + size);
    return { from, to, name: to - from === 1 ? `${to}` : `${from + 1}–${to}` };
  });
}

/** Mean of what is known of a span; null where nothing is. */
export function meanOf(
  values: readonly (number | null)[],
  { from, to }: { from: number; to: number },
): number | null {
  const known = values.slice(from, to).filter((value) => value !== null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

const decimalsFor = (size: number) => (size >= 100 ? 0 : size >= 10 ? 1 : 2);

/** A quantity at about three significant digits, with as many decimals as `size` asks for. */
export function amount(value: number | null, size = Math.abs(value ?? 0)): string {
  return formatNumber(value, decimalsFor(size));
}

export function signed(value: number | null, size = Math.abs(value ?? 0)): string {
  const text = amount(value, size);
  return value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
