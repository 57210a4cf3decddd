import { blendTried } from "#lib/forecast/auto/cross-chosen.ts";
import { truthAt } from "#lib/forecast/auto/judge.ts";
import type { AutoPlan } from "#lib/forecast/auto/plan.ts";
import { pickSeries } from "#lib/forecast/auto/sample.ts";
import { backtestCutoffs, blendParts, joinShards, planParts, planTrials } from "#lib/forecast/auto/steps.ts";
import { type OpenExecutor, runGroups } from "#lib/forecast/auto/task.ts";
import type { Panel } from "#lib/forecast/index.ts";
import { type Evidence, learnSpread } from "#lib/forecast/intervals/learn.ts";
import { applySpread } from "#lib/forecast/intervals/spread.ts";
import { truncatePanel } from "#lib/forecast/panel.ts";

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
  const evidence: Evidence = { truths, forecasts, horizonSteps };

  const parts = planParts({ plan, shares, series, cutoffIndex });
  const last = await answersOf(parts.map(({ tasks }) => tasks));
  const own = blendParts({ panel, plan, cutoffIndex, parts, answers: last, spread: null });
  const spread = learnSpread(evidence, 0, () => true);
  if (!spread) return { own, conformal: own };
  const now = truthAt({ panel, cutoffIndex, horizonSteps, seasonLength });
  const conformal = applySpread({
    ...{ quantiles: own, horizonSteps, scales: now.maseScales },
    spread: { ...spread, widths: spread.widths.map(() => 1) },
    isNonNegative: (s) => now.nonNegative[s] === 1,
  });
  return { own, conformal };
}
