import type { InputsAnswer, SeriesAnswer, WhatIfLine } from "#lib/features/runs/explain/index.ts";
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

/** "Last 7 periods", "promo". */
export function groupName(row: InputsAnswer["influence"][number]): string {
  switch (row.kind) {
    case "recent":
      return `Last ${row.steps ?? ""} periods`;
    case "older":
      return "Older periods";
    case "calendar":
      return "Calendar";
    case "covariate":
      return row.name ?? "";
    case "statics":
      return "Constants";
  }
}

const SEASONS: Record<string, string> = {
  "h 24": "the day",
  "h 168": "the week",
  "D 7": "the week",
  "W 52": "the year",
  "M 12": "the year",
  "Q 4": "the year",
};

/** "the week" for 7 days; "season of 5" where there is no word. */
export function seasonName(period: number, frequency: { unit: string; multiple: number }): string {
  const steps = frequency.unit === "min" ? (period * frequency.multiple) / 60 : period * frequency.multiple;
  const unit = frequency.unit === "min" ? "h" : frequency.unit;
  return SEASONS[`${unit} ${steps}`] ?? `season of ${period}`;
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

type Input = SeriesAnswer["ahead"][number];

/** "on", "two for one", "3.5". */
function inputValue(input: Input | undefined, value: number): string {
  if (input?.kind === "categorical") return input.categories[value] ?? String(value);
  if (input?.isFlag) return value === 1 ? "on" : "off";
  return String(value);
}

/** "B1_12: promo on in 27 steps and off in 1, asked by Mia". */
export function lineWords({ seriesName, changes, by }: WhatIfLine, inputs: readonly Input[]): string {
  const parts = changes.map(({ name, values }) => {
    const input = inputs.find((each) => each.name === name);
    const counts = new Map<number, number>();
    for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    const steps = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const many = (count: number) => `${count} ${count === 1 ? "step" : "steps"}`;
    if (counts.size > 3) return `${name} changed in ${many(steps)}`;
    const each = [...counts].map(([value, count]) => `${inputValue(input, value)} in ${many(count)}`);
    return `${name} ${each.join(" and ")}`;
  });
  return `${seriesName}: ${parts.join(", ")}${by ? `, asked by ${by}` : ""}`;
}
