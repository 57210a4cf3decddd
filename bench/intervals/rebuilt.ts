import { blendTried } from "#lib/forecast/auto/cross-chosen.ts";
import { truthAt } from "#lib/forecast/auto/judge.ts";
import type { AutoPlan } from "#lib/forecast/auto/plan.ts";
import { pickSeries } from "#lib/forecast/auto/sample.ts";
import { backtestCutoffs, blendParts, joinShards, planParts, planTrials } from "#lib/forecast/auto/steps.ts";
import { type OpenExecutor, runGroups } from "#lib/forecast/auto/task.ts";
import type { Panel } from "#lib/forecast/index.ts";
import type { Evidence } from "#lib/forecast/intervals/learn.ts";
import { applySpread } from "#lib/forecast/intervals/spread.ts";
import { truncatePanel } from "#lib/forecast/panel.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "#lib/forecast/types.ts";

/**
 * What stands behind a forecast of `auto`, from its answers alone: the blend's own quantiles, and split conformal's around the same
 * medians, both of them before anything was chosen among intervals.
 */
export async function rebuildOwn(options: {
  panel: Panel;
  plan: AutoPlan;
  cutoffIndex: number;
  shares: Readonly<Record<string, number>>;
  open: OpenExecutor;
}): Promise<{ own: Float32Array; conformal: Float32Array }> {
  const { plan, cutoffIndex, shares, open } = options;
  const { horizonSteps, seasonLength } = plan;
  const panel = truncatePanel(options.panel, cutoffIndex);
  const series = panel.ids.length;
  const sample = plan.sampledSeries < series ? pickSeries(panel, plan.sampledSeries) : panel;
  const executor = open({ all: panel, sample });
  const answersOf = (groups: Parameters<typeof runGroups>[1]) => runGroups(executor, groups);

  const trials = planTrials(plan, cutoffIndex).filter(({ candidate }) => (shares[candidate.key] ?? 0) > 0);
  const answers = await answersOf(trials.map(({ tasks }) => tasks));
  const tried = Object.keys(shares).map((key) => ({
    key,
    forecasts: trials.flatMap(({ candidate }, i) =>
      candidate.key === key ? [joinShards(answers[i] ?? [])] : [],
    ),
  }));
  const truths = backtestCutoffs(plan, cutoffIndex).map((cutoff) =>
    truthAt({ panel: sample, cutoffIndex: cutoff, horizonSteps, seasonLength }),
  );
  const forecasts = truths.map((_, fold) => blendTried(tried, shares, fold));

  const parts = planParts({ plan, shares, series, cutoffIndex });
  const last = await answersOf(parts.map(({ tasks }) => tasks));
  const own = blendParts({ panel, plan, cutoffIndex, parts, answers: last, spread: null });
  const now = truthAt({ panel, cutoffIndex, horizonSteps, seasonLength });
  const offsets = splitConformal({ truths, forecasts, horizonSteps });
  const conformal = applySpread({
    ...{ quantiles: own, horizonSteps, scales: now.maseScales },
    spread: { ownShare: 0, offsets, widths: QUANTILE_LEVELS.map(() => 1) },
    isNonNegative: (s) => now.nonNegative[s] === 1,
  });
  return { own, conformal };
}

/** A step with fewer errors than this borrows its neighbours'. */
const ENOUGH_ERRORS = 200;

/**
 * The textbook's: at each step the ⌈(n + 1)·p⌉-th of n errors over their series' scale, from the middle outwards (Lei et al.
 * 2018, Distribution-free predictive inference for regression). The engine's own counts series in folds, not steps.
 */
function splitConformal({ truths, forecasts, horizonSteps }: Evidence): number[][] {
  return Array.from({ length: horizonSteps }, (_, h) => {
    let errors: number[] = [];
    for (let reach = 0; reach < horizonSteps && errors.length < ENOUGH_ERRORS; reach += 1) {
      errors = truths.flatMap(({ actual, maseScales }, fold) =>
        Array.from(actual, (y, row) => {
          const m = forecasts[fold]?.[row * QUANTILE_LEVELS.length + MEDIAN_INDEX] as number;
          const isNear = Math.abs((row % horizonSteps) - h) <= reach;
          return isNear ? (y - m) / (maseScales[Math.floor(row / horizonSteps)] as number) : Number.NaN;
        }).filter(Number.isFinite),
      );
    }
    const sorted = Float64Array.from(errors).sort();
    const n = sorted.length;
    return QUANTILE_LEVELS.map((p, level) => {
      if (level === MEDIAN_INDEX || n === 0) return 0;
      const rank = Math.min(n, Math.ceil((n + 1) * Math.max(p, 1 - p)));
      return sorted[p < 0.5 ? n - rank : rank - 1] as number;
    });
  });
}
