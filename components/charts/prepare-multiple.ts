import { bandPath, linearScale, linePath, type Maybe } from "./scale.ts";

export const MULTIPLE_WIDTH = 178;
export const MULTIPLE_HEIGHT = 84;
const TOP = 2;

/** One small picture: the history and one cutoff's forecast, one value a period, all arrays of one length. */
export interface MultipleInput {
  actuals: readonly Maybe[];
  /** How many of the periods stand before the cutoff. */
  historySteps: number;
  median: readonly Maybe[];
  low50: readonly Maybe[];
  high50: readonly Maybe[];
  low80: readonly Maybe[];
  high80: readonly Maybe[];
  low95: readonly Maybe[];
  high95: readonly Maybe[];
}

export interface MultipleView {
  history: string;
  median: string;
  band95: string;
  band80: string;
  band50: string;
  dots: { x: number; y: number }[];
  cutoffX: number;
  /** The highest value drawn; the picture's own scale. */
  top: number;
}

/** Turns one series into paths on a scale of its own, from zero unless something is below it. */
export function prepareMultiple(input: MultipleInput): MultipleView {
  const n = input.actuals.length;
  const known = [...input.actuals, ...input.high95, ...input.low95, ...input.median].filter(
    (v) => v !== null,
  );
  const top = Math.max(0, ...known);
  const x = linearScale([0, Math.max(1, n - 1)], [1, MULTIPLE_WIDTH - 3]);
  const y = linearScale([Math.min(0, ...known), top || 1], [MULTIPLE_HEIGHT - 2, TOP]);
  const line = (values: readonly Maybe[], keep: (i: number) => boolean) =>
    linePath(values.map((value, i) => (value === null || !keep(i) ? null : { x: x(i), y: y(value) })));
  const band = (low: readonly Maybe[], high: readonly Maybe[]) =>
    bandPath(
      low.map((value, i) => {
        const upper = high[i] ?? null;
        return value === null || upper === null ? null : { x: x(i), low: y(value), high: y(upper) };
      }),
    );
  return {
    history: line(input.actuals, (i) => i < input.historySteps),
    median: line(input.median, () => true),
    band95: band(input.low95, input.high95),
    band80: band(input.low80, input.high80),
    band50: band(input.low50, input.high50),
    dots: input.actuals.flatMap((value, i) =>
      value === null || i < input.historySteps
        ? []
        : [{ x: Math.round(x(i) * 10) / 10, y: Math.round(y(value) * 10) / 10 }],
    ),
    cutoffX: Math.round(x(input.historySteps - 0.5) * 10) / 10,
    top,
  };
}
