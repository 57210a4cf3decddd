import { computeRoi, type RoiInputs, type UnitCosts } from "#lib/features/roi/index.ts";

/** A case as counted: with what was measured in place of what is assumed. */
export interface ChartCase {
  id: string | null;
  name: string;
  isOpen: boolean;
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
}

export interface CaseLine {
  key: string;
  name: string;
  isOpen: boolean;
  /** Cumulative cash by month from 0 on. */
  sums: number[];
}

export interface CasesView {
  /** The open one last, so that it lies on top. */
  lines: CaseLine[];
  /** Of the longest case. */
  lastMonth: number;
  xTicks: number[];
  /** Left out because they lack an input. */
  unfinished: string[];
}

/** The cases' cumulative cash, not discounted, on one axis of months. */
export function prepareCases(cases: readonly ChartCase[]): CasesView {
  const counted = cases.map((one) => ({ ...one, result: computeRoi(one.inputs, one.unitCosts) }));
  const lines = counted
    .flatMap(({ id, name, isOpen, result }) =>
      result ? [{ key: id ?? "first", name, isOpen, sums: result.flows.map((flow) => flow.cumulative) }] : [],
    )
    .toSorted((a, b) => Number(a.isOpen) - Number(b.isOpen));
  const lastMonth = Math.max(12, ...lines.map((line) => line.sums.length - 1));
  const every = lastMonth <= 12 ? 3 : lastMonth <= 36 ? 6 : lastMonth <= 72 ? 12 : 24;
  return {
    lines,
    lastMonth,
    xTicks: Array.from({ length: Math.floor(lastMonth / every) + 1 }, (_, i) => i * every),
    unfinished: counted.filter(({ result }) => result === null).map(({ name }) => name),
  };
}

/** "Month 6: Expected −€9,000, Pessimistic −€12,000"; a case that has ended by then keeps its last sum. */
export function monthInWords(view: CasesView, month: number, money: (value: number) => string): string {
  const sums = view.lines.toReversed().map(({ name, sums: all }) => {
    const sum = all[Math.min(month, all.length - 1)] ?? 0;
    return `${name} ${money(sum)}${month > all.length - 1 ? " (ended)" : ""}`;
  });
  return `${month === 0 ? "Start" : `Month ${month}`}: ${sums.join(", ")}`;
}

/** What the drawing finds: where each case ends, the best first. */
export function casesFinding(view: CasesView, money: (value: number) => string): string {
  const ends = view.lines
    .map(({ name, sums }) => ({ name, end: sums.at(-1) ?? 0, months: sums.length - 1 }))
    .toSorted((a, b) => b.end - a.end)
    .map(({ name, end, months }) => `${name} ${money(end)} after ${months} months`);
  return `Cumulative cash of ${view.lines.length} cases, not discounted: ${ends.join("; ")}.`;
}
