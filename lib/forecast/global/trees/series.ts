import type { NetworkPlan } from "../../neural/plan.ts";
import type { WindowScale, WindowSource } from "../../neural/windows.ts";

type SeriesInput = WindowSource["inputs"][number];

/** Logarithms end here; a series that is given to `log` has values above zero alone. */
const SMALLEST_LOG = 1e-9;

/** A series with running sums, so that a mean over any window costs the same. */
export interface TreeSeries {
  input: SeriesInput;
  /** Scaled as sums are taken: logarithms where the plan has `log`. [t] is the sum before index t. */
  sums: Float64Array;
  counts: Int32Array;
  zeros: Int32Array;
  absolutes: Float64Array;
}

export function openSeries(input: SeriesInput, plan: NetworkPlan): TreeSeries {
  const n = input.length;
  const sums = new Float64Array(n + 1);
  const absolutes = new Float64Array(n + 1);
  const counts = new Int32Array(n + 1);
  const zeros = new Int32Array(n + 1);
  for (let t = 0; t < n; t += 1) {
    const raw = input.values[t] as number;
    const there = !Number.isNaN(raw);
    const value = plan.scaling === "log" ? Math.log(Math.max(raw, SMALLEST_LOG)) : raw;
    sums[t + 1] = (sums[t] as number) + (there ? value : 0);
    absolutes[t + 1] = (absolutes[t] as number) + (there ? Math.abs(raw) : 0);
    counts[t + 1] = (counts[t] as number) + (there ? 1 : 0);
    zeros[t + 1] = (zeros[t] as number) + (raw === 0 ? 1 : 0);
  }
  return { input, sums, counts, zeros, absolutes };
}

/** What brings the values around an origin to a common size: nothing after the origin is read. */
export function scaleAt(series: TreeSeries, plan: NetworkPlan, origin: number): WindowScale {
  const { sums, counts, absolutes, input } = series;
  const from = Math.max(0, origin + 1 - plan.lookback);
  const known = (counts[origin + 1] as number) - (counts[from] as number);
  const ever = counts[origin + 1] as number;
  const mean = known > 0 ? ((sums[origin + 1] as number) - (sums[from] as number)) / known : Number.NaN;
  const size = ever > 0 ? (absolutes[origin + 1] as number) / ever : 1;
  if (plan.scaling === "log") return { center: Number.isNaN(mean) ? 0 : mean, scale: 1 };
  if (plan.scaling === "ratio") {
    const recent =
      known > 0 ? ((absolutes[origin + 1] as number) - (absolutes[from] as number)) / known : size;
    return { center: 0, scale: recent + 0.1 * size || 1 };
  }
  let spread = 0;
  let pairs = 0;
  for (let t = from; t <= origin; t += 1) {
    const value = input.values[t] as number;
    if (Number.isNaN(value)) continue;
    spread += Math.abs(value - mean);
    pairs += 1;
  }
  return {
    center: Number.isNaN(mean) ? 0 : mean,
    scale: (pairs > 0 ? spread / pairs : 0) + 0.1 * input.step || 1,
  };
}
