import { throwIfCancelled } from "../errors.ts";
import { checkPanel, truncatePanel } from "../panel.ts";
import type { EngineContext, Panel } from "../types.ts";
import { affordNetworks, shareMembers, spendBudget } from "./budget.ts";
import { measureCosts, outlinePlan } from "./calibrate.ts";
import type { AutoPlan } from "./plan.ts";
import { type Profile, profilePanel } from "./profile.ts";
import { pickSeries } from "./sample.ts";
import { blendParts, planParts, planTrials, timesOf } from "./steps.ts";
import { type AutoAnswer, type OpenExecutor, runGroups } from "./task.ts";
import { type Judged, judgeTrials } from "./verdict.ts";

export interface AutoReport extends Omit<Judged, "blend"> {
  profile: Profile;
  plan: AutoPlan;
  /** Networks and forests that the forecast was made by, by candidate. */
  members: Readonly<Record<string, number>>;
  /** What the time budget had no room for. */
  left: readonly string[];
}

export interface AutoOptions {
  panel: Panel;
  /** Grid position of the last period that may be seen. */
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
  models: "auto" | readonly string[];
  /** Null: as the data allows. */
  folds: number | null;
  seed: number;
  budgetMs: number;
  /** An earlier plan, to be repeated; the budget then says nothing. */
  plan: AutoPlan | null;
  open: OpenExecutor;
  context: EngineContext;
}

/**
 * Looks at the data, tries what may suit it on its own past (rolling origins, one horizon apart, before the cutoff), and forecasts by the
 * blend that erred least there; by the baseline where nothing was better. Everything that it does follows from the plan, which a short
 * calibration makes of the budget.
 * @throws ForecastError `bad_panel`, `bad_spec`, `cancelled`.
 */
export async function forecastPanel(
  options: AutoOptions,
): Promise<{ quantiles: Float32Array; report: AutoReport }> {
  const { cutoffIndex, horizonSteps, seasonLength, context, seed } = options;
  checkPanel(options.panel);
  const panel = truncatePanel(options.panel, cutoffIndex);
  const series = panel.ids.length;
  const started = context.clock();
  const profile = profilePanel({ panel, cutoffIndex, seasonLength });
  const question = { horizonSteps, seasonLength, seed };
  const outline = options.plan ? null : outlinePlan({ ...options, profile, question });
  const { sampledSeries } = (options.plan ?? outline) as Pick<AutoPlan, "sampledSeries">;
  const sample = sampledSeries < series ? pickSeries(panel, sampledSeries) : panel;
  const executor = options.open({ all: panel, sample });
  const say = (fraction: number, message: string) => context.onProgress({ fraction, message });

  let left: readonly string[] = [];
  let plan = options.plan;
  if (!plan && outline) {
    say(0, "calibrating");
    const costs = await measureCosts({ outline, question, series, cutoffIndex, executor });
    const spent = spendBudget({
      ...{ ...outline, costs, series, threads: executor.threads },
      ...{ budgetMs: options.budgetMs, spentMs: context.clock() - started },
    });
    left = spent.left;
    const { left: _, ...bought } = spent;
    plan = { version: 1, ...question, folds: outline.folds, sampledSeries, ...bought };
  }
  let made = plan as AutoPlan;
  throwIfCancelled(context.signal);

  const trials = planTrials(made, cutoffIndex);
  const answers = await runGroups(
    executor,
    trials.map(({ tasks }) => tasks),
    (done, of) => say((0.5 * done) / of, `backtest ${done} of ${of}`),
  );
  throwIfCancelled(context.signal);
  const { blend, notes, ...judged } = judgeTrials({
    ...{ panel: sample, plan: made, profile, cutoffIndex, trials, answers },
  });

  if (!options.plan) {
    const finalNetworks = affordNetworks({
      ...{ plan: made, shares: blend.shares, times: timesOf(trials, answers) },
      threads: executor.threads,
      leftMs: started + options.budgetMs - context.clock(),
    });
    made = { ...made, finalNetworks };
  }
  const parts = planParts({ plan: made, shares: blend.shares, series, cutoffIndex });
  const last = await runGroups(
    executor,
    parts.map(({ tasks }) => tasks),
    (done, of) => say(0.5 + (0.5 * done) / of, `forecast ${done} of ${of}`),
  );
  throwIfCancelled(context.signal);
  const said = parts.flatMap(({ share }, i) =>
    share > 0 ? (last[i] as AutoAnswer[]).flatMap((answer) => answer.notes) : [],
  );
  const quantiles = blendParts({
    ...{ panel, plan: made, cutoffIndex, parts, answers: last, spread: blend.spread },
  });
  say(1, "done");
  return {
    quantiles,
    report: {
      ...{ profile, plan: made, left, ...judged },
      members: Object.fromEntries(shareMembers(made, blend.shares)),
      notes: [...new Set([...notes, ...said])].slice(0, 100),
    },
  };
}
