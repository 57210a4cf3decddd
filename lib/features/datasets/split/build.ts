import {
  type Fold,
  formatFrequency,
  futureFold,
  knownSpan,
  type Panel,
  planFolds,
  seenIndexOf,
  seriesRange,
} from "#lib/forecast/index.ts";
import { timeAtPosition } from "#lib/forecast/panel.ts";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import { checkLeaks } from "./leaks.ts";
import type { SplitWish } from "./schema.ts";
import type { FoldView, SplitView } from "./view.ts";

/** The folds are the engine's own, so that the picture is what a run would do. Nothing here trains. */
function specOfSplit(wish: SplitWish): BacktestSpec {
  return {
    ...wish,
    stepSteps: wish.horizonSteps,
    models: [],
    network: { trainingSteps: 1, members: 1, lookbackSteps: null },
    seed: 0,
  };
}

/**
 * A split over a panel: by time alone, cutoffs one horizon apart. O(rows · (folds + covariates)).
 * @throws ForecastError `too_short`, saying what would fit.
 */
export function buildSplit(panel: Panel, wish: SplitWish): SplitView {
  const spec = specOfSplit(wish);
  const folds = [...planFolds(panel, spec), futureFold(panel, spec)];
  const span = knownSpan(panel) ?? { first: 0, last: 0 };
  const known = knownByPeriod(panel);
  const end = span.last + wish.gapSteps + wish.horizonSteps;
  const times = Array.from({ length: end + 1 }, (_, position) => timeAtPosition(panel, position));
  return {
    frequency: formatFrequency(panel.frequency),
    times,
    total: times.map((_, position) => (known.count[position] ? (known.sum[position] as number) : null)),
    series: panel.ids.length,
    firstKnown: span.first,
    lastKnown: span.last,
    folds: folds.map((fold, i) => foldView(fold, { i, spec, times, count: known.count })),
    checks: checkLeaks(panel, folds, wish.horizonSteps),
  };
}

function foldView(
  fold: Fold,
  options: { i: number; spec: BacktestSpec; times: readonly number[]; count: Int32Array },
): FoldView {
  const { i, spec, times, count } = options;
  const seen = seenIndexOf(fold, spec);
  const [first, last] = [fold.cutoffIndex + 1, fold.cutoffIndex + spec.horizonSteps];
  const sum = (from: number, to: number) => count.subarray(from, to + 1).reduce((total, n) => total + n, 0);
  return {
    name: fold.role === "future" ? "Future" : `Fold ${i + 1}`,
    role: fold.role,
    ...{ seen, first, last },
    seenTime: times[seen] ?? 0,
    firstTime: times[first] ?? 0,
    lastTime: times[last] ?? 0,
    learntFrom: sum(0, seen),
    measuredBy: fold.role === "future" ? 0 : sum(first, last),
  };
}

function knownByPeriod(panel: Panel): { sum: Float64Array; count: Int32Array } {
  const sum = new Float64Array(panel.times.length);
  const count = new Int32Array(panel.times.length);
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    for (let row = from; row < to; row += 1) {
      const value = panel.values[row] as number;
      if (Number.isNaN(value)) continue;
      const at = start + row - from;
      sum[at] = (sum[at] as number) + value;
      count[at] = (count[at] as number) + 1;
    }
  }
  return { sum, count };
}
