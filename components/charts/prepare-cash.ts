import { niceTicks } from "./scale.ts";

export interface CashMonth {
  /** 0 is the start, before the first month ends. */
  month: number;
  cumulative: number;
}

export interface CashView {
  rows: CashMonth[];
  xTicks: number[];
  yTicks: number[];
  last: CashMonth | null;
  lowest: CashMonth | null;
}

/** Axis values and the points worth naming of a cumulative cash curve. Months are whole years apart on the axis. */
export function prepareCash(months: readonly CashMonth[]): CashView {
  const rows = months.filter((row) => Number.isFinite(row.cumulative)).toSorted((a, b) => a.month - b.month);
  const values = rows.map((row) => row.cumulative);
  const lastMonth = rows.at(-1)?.month ?? 12;
  const every = lastMonth <= 12 ? 3 : lastMonth <= 36 ? 6 : lastMonth <= 72 ? 12 : 24;
  const xTicks: number[] = [];
  for (let month = 0; month <= lastMonth; month += every) xTicks.push(month);
  return {
    rows,
    xTicks,
    yTicks: niceTicks(Math.min(0, ...values), Math.max(0, ...values)),
    last: rows.at(-1) ?? null,
    lowest: rows.length > 0 ? rows.reduce((low, row) => (row.cumulative < low.cumulative ? row : low)) : null,
  };
}

/** The curve's finding in one sentence; `money` formats with the currency. */
export function describeCash(
  view: CashView,
  paybackMonth: number | null,
  money: (value: number) => string,
): string {
  if (!view.last || !view.lowest) return "No cash flow yet.";
  const end = `after ${view.last.month} months the sum is ${money(view.last.cumulative)}`;
  const low = `The lowest point is ${money(view.lowest.cumulative)} in month ${view.lowest.month}`;
  return paybackMonth === null
    ? `${low}; it is not paid back, ${end}.`
    : `${low}; it is paid back in month ${Math.ceil(paybackMonth)}, ${end}.`;
}
