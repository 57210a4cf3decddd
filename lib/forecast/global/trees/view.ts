import type { NetworkPlan } from "../../neural/plan.ts";
import { scaleValue, type WindowScale } from "../../neural/windows.ts";
import type { TreeSeries } from "./series.ts";

/** One step ahead of one origin, as the columns of the table read it: nothing of the target after the origin. */
export interface RowView {
  series: TreeSeries;
  origin: number;
  step: number;
  /** Index of the value that is forecast. */
  target: number;
  /** The latest index at or before the origin that is whole seasons before the target. */
  phase: number;
  own: WindowScale;
  /** The value at an index in the window's scale; NaN when missing, before the first or after the origin. */
  scaled(t: number): number;
  /** Mean over known values of the indexes `from` … `to`, in the window's scale. */
  meanOf(from: number, to: number): number;
  /** Mean over the latest `most` known values at `last`, `last − every`, … */
  meanEvery(last: number, every: number, most: number): number;
}

/** Some columns of the table, and what fills them, in their order. */
export interface Columns {
  names: readonly string[];
  write(view: RowView, put: (value: number) => void): void;
}

export function viewRow(
  plan: NetworkPlan,
  { series, origin, step, own }: Pick<RowView, "series" | "origin" | "step" | "own">,
): RowView {
  const { input, sums, counts } = series;
  const scaled = (t: number) => {
    const value = t >= 0 && t <= origin ? (input.values[t] as number) : Number.NaN;
    return Number.isNaN(value) ? Number.NaN : scaleValue(plan, own, value);
  };
  const target = origin + step;
  return {
    ...{ series, origin, step, own, target, scaled },
    phase: target - plan.season * Math.ceil(step / plan.season),
    meanOf(from, to) {
      const [a, b] = [Math.max(0, from), Math.min(origin, to) + 1];
      if (b <= a) return Number.NaN;
      const known = (counts[b] as number) - (counts[a] as number);
      if (known === 0) return Number.NaN;
      return (((sums[b] as number) - (sums[a] as number)) / known - own.center) / own.scale;
    },
    meanEvery(last, every, most) {
      let sum = 0;
      let known = 0;
      for (let k = 0; k < most; k += 1) {
        const value = scaled(last - k * every);
        if (Number.isNaN(value)) continue;
        sum += value;
        known += 1;
      }
      return known > 0 ? sum / known : Number.NaN;
    },
  };
}
