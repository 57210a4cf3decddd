import type { AutoPlan } from "./plan.ts";
import { isNetwork } from "./plan.ts";
import type { Candidate, NetworkCandidate } from "./task.ts";

/** What candidates were seen to take, in milliseconds of one thread. */
export interface Cost {
  /** Of a local model: a series. Of the regression: a fit of all series. Of a network: everything but its steps. */
  fixed: number;
  /** Of a network: a step. */
  step: number;
}

/** Steps after which these networks learn noise rather than more: found on held-out ends of training data. */
const MOST_STEPS = 500;
/** Fewer than this and a network has not learnt enough to be worth its time. */
const FEWEST_STEPS = 120;
const MOST_FINAL_NETWORKS = 12;
/** Of the budget: reading, blending and writing need the rest. */
const USABLE = 0.85;

/**
 * Turns milliseconds into a plan: local models first, from the cheapest on and for half of the budget at most, then the regression, then as many
 * networks and steps as the rest allows, in the backtest and in the forecast itself.
 */
export function spendBudget(options: {
  candidates: readonly Candidate[];
  costs: ReadonlyMap<string, Cost>;
  budgetMs: number;
  /** Already gone, for calibration. */
  spentMs: number;
  threads: number;
  series: number;
  sampledSeries: number;
  folds: number;
  /** Cutoffs at which the chosen blend is fitted and forecasts; 1 unless said otherwise. */
  forecasts?: number;
}): { candidates: readonly Candidate[]; finalNetworks: number; left: readonly string[] } {
  const { candidates, costs, threads, series, sampledSeries, folds, forecasts = 1 } = options;
  const whole = Math.max(0, USABLE * options.budgetMs - options.spentMs) * threads;
  let rest = whole;
  const left: string[] = [];
  const cost = (key: string): Cost => costs.get(key) ?? { fixed: 0, step: 0 };
  const kept = new Set<Candidate>();

  const [baseline, ...others] = candidates;
  if (baseline) kept.add(baseline);
  const locals = others
    .filter(({ kind }) => kind === "local")
    .sort((a, b) => cost(a.key).fixed - cost(b.key).fixed);
  for (const candidate of locals) {
    const own = cost(candidate.key).fixed * (forecasts * series + folds * sampledSeries);
    if (own > rest - whole / 2) left.push(candidate.key);
    else {
      kept.add(candidate);
      rest -= own;
    }
  }
  for (const candidate of others.filter(({ kind }) => kind === "ridge")) {
    const own = cost(candidate.key).fixed * (forecasts + folds * (sampledSeries / series));
    if (own > 0.5 * rest) left.push(candidate.key);
    else {
      kept.add(candidate);
      rest -= own;
    }
  }

  let networks = others.filter(isNetwork);
  let finalNetworks = 0;
  let steps = 0;
  while (networks.length > 0) {
    const mean = (read: (own: Cost) => number) =>
      networks.reduce((sum, { key }) => sum + read(cost(key)), 0) / networks.length;
    const fixed = mean((own) => own.fixed);
    const step = Math.max(
      1e-3,
      mean((own) => own.step),
    );
    const backtests = folds * networks.length;
    const affordable = (trainings: number) => Math.floor((rest / trainings - fixed) / step);
    // Three of each for the forecast, or fewer.
    for (const wished of [3, 2, 1]) {
      finalNetworks = Math.min(MOST_FINAL_NETWORKS, wished * networks.length);
      steps = Math.min(
        MOST_STEPS,
        affordable(evenly(backtests, threads) + evenly(forecasts * finalNetworks, threads)),
      );
      if (steps >= 0.6 * MOST_STEPS) break;
    }
    if (steps >= FEWEST_STEPS) break;
    const dropped = networks.at(-1) as NetworkCandidate;
    left.push(dropped.key);
    networks = networks.slice(0, -1);
  }
  if (networks.length === 0) finalNetworks = 0;
  const chosen = candidates.flatMap((candidate): Candidate[] => {
    if (!isNetwork(candidate)) return kept.has(candidate) ? [candidate] : [];
    return networks.includes(candidate) ? [{ ...candidate, trainingSteps: steps }] : [];
  });
  return { candidates: chosen, finalNetworks, left };
}

/** Of what is left of the budget after the backtest; the rest is for blending and writing. */
const USABLE_AT_LAST = 0.9;

/** As many of the planned networks as the time still allows, going by what the backtest's took. */
export function affordNetworks(options: {
  plan: Pick<AutoPlan, "finalNetworks">;
  times: readonly number[];
  leftMs: number;
  threads: number;
  /** As `spendBudget` has it. */
  forecasts?: number;
}): number {
  const { plan, times, leftMs, threads, forecasts = 1 } = options;
  if (times.length === 0) return plan.finalNetworks;
  const each = times.reduce((sum, time) => sum + time, 0) / times.length;
  const rounds = Math.floor((USABLE_AT_LAST * leftMs) / Math.max(1, each));
  return Math.max(1, Math.min(plan.finalNetworks, Math.floor((rounds * threads) / forecasts)));
}

/** Networks are not cut: the last round may leave threads idle. */
const evenly = (count: number, threads: number): number => Math.ceil(count / threads) * threads;

/**
 * Shares the planned networks out among the chosen ones, by their weight: one each at least. The answer is members by
 * candidate.
 */
export function shareNetworks(
  plan: Pick<AutoPlan, "candidates" | "finalNetworks">,
  shares: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const networks = plan.candidates.filter(isNetwork).filter(({ key }) => (shares[key] ?? 0) > 0);
  const whole = networks.reduce((sum, { key }) => sum + (shares[key] as number), 0);
  return new Map(
    networks.map(({ key }) => [
      key,
      Math.max(1, Math.round((plan.finalNetworks * (shares[key] as number)) / whole)),
    ]),
  );
}
