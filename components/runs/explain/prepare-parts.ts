import { linearScale, linePath, type Maybe } from "#components/charts/scale.ts";
import type { SeriesAnswer } from "#lib/features/runs/explain/index.ts";
import { seasonName } from "./words.ts";

/** One row of the stack. */
export interface Part {
  key: string;
  /** "promo", "week (7)", "rest" */
  name: string;
  values: Maybe[];
}

export interface PartView extends Part {
  history: string;
  forecast: string;
  /** Where zero lies, or null where the row does not show it. */
  zeroY: number | null;
  top: number;
  bottom: number;
}

export const ROW_HEIGHT = 64;
const PAD = 4;
/** More periods than this are a smear on a screen. */
const MOST_SHOWN = 400;

/**
 * The rows of the stack, each of one length: the series and its forecast, the smooth part, each season, holidays, each input, and
 * what is left. Only the last part of the history: four horizons or three of the longest season, and sixty periods at least.
 */
export function partsOf(answer: SeriesAnswer): { parts: Part[]; from: number; historySteps: number } {
  const longest = answer.seasons.at(-1)?.period ?? 1;
  const n = answer.values.length;
  const wanted = Math.min(MOST_SHOWN, Math.max(60, 4 * answer.horizonSteps, 3 * longest));
  const history = n - answer.horizonSteps;
  const from = Math.max(0, history - wanted);
  const cut = (values: readonly Maybe[]) => values.slice(from);
  const parts: Part[] = [
    { key: "values", name: "series and forecast", values: cut(answer.values) },
    {
      key: "trend",
      name: "level and trend",
      values: cut(answer.trend).map((value) => (value === null ? null : value + answer.level)),
    },
    ...answer.seasons.map(({ period, values }) => ({
      key: `season ${period}`,
      name: seasonName(period, answer.frequency),
      values: cut(values),
    })),
    ...(answer.holiday ? [{ key: "holiday", name: "holidays", values: cut(answer.holiday) }] : []),
    ...answer.covariates.map(({ name, values }) => ({ key: `input ${name}`, name, values: cut(values) })),
    { key: "remainder", name: "the rest", values: cut(answer.remainder) },
  ];
  return { parts, from, historySteps: history - from };
}

/** Each row on a scale of its own; the forecast begins where the history ends, so that the line is whole. */
export function prepareParts(
  parts: readonly Part[],
  options: { historySteps: number; width: number },
): { rows: PartView[]; cutoffX: number; xOf: (period: number) => number } {
  const { historySteps, width } = options;
  const n = parts[0]?.values.length ?? 0;
  const xOf = linearScale([0, Math.max(1, n - 1)], [1, Math.max(2, width - 1)]);
  const rows = parts.map((part) => {
    const known = part.values.filter((value) => value !== null);
    const isSum = part.key === "values" || part.key === "trend";
    const low = Math.min(...known, ...(isSum ? [] : [0]));
    const high = Math.max(...known, ...(isSum ? [] : [0]));
    const yOf = linearScale([low, high], [ROW_HEIGHT - PAD, PAD]);
    const line = (keep: (period: number) => boolean) =>
      linePath(
        part.values.map((value, i) => (value === null || !keep(i) ? null : { x: xOf(i), y: yOf(value) })),
      );
    return {
      ...part,
      history: line((i) => i < historySteps),
      forecast: line((i) => i >= historySteps - 1),
      zeroY: known.length > 0 && low <= 0 && high >= 0 ? yOf(0) : null,
      top: known.length > 0 ? high : 0,
      bottom: known.length > 0 ? low : 0,
    };
  });
  return { rows, cutoffX: xOf(historySteps - 0.5), xOf };
}

export interface Share {
  name: string;
  value: number;
}

/** The mean of each part over the forecast, the largest first; the level and what is left stand by themselves. */
export function meansOf(
  answer: SeriesAnswer,
): { forecast: number; level: number; shares: Share[]; rest: number } | null {
  const mean = (values: readonly Maybe[]) => {
    const known = values.slice(-answer.horizonSteps).filter((value) => value !== null);
    return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : Number.NaN;
  };
  const forecast = answer.horizonSteps > 0 ? mean(answer.values) : Number.NaN;
  if (Number.isNaN(forecast)) return null;
  const shares = [
    { name: "trend", value: mean(answer.trend) },
    ...answer.seasons.map(({ period, values }) => ({
      name: seasonName(period, answer.frequency),
      value: mean(values),
    })),
    ...(answer.holiday ? [{ name: "holidays", value: mean(answer.holiday) }] : []),
    ...answer.covariates.map(({ name, values }) => ({ name, value: mean(values) })),
  ];
  const order = (share: Share) => -Math.abs(share.value);
  return {
    ...{ forecast, level: answer.level },
    shares: shares.toSorted((a, b) => order(a) - order(b)),
    rest: mean(answer.remainder),
  };
}
