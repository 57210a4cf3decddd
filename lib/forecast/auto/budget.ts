import type { AutoPlan } from "./plan.ts";
import { isNetwork, isTrees } from "./plan.ts";
import type { Candidate, NetworkCandidate, TreesCandidate } from "./task.ts";

/** What candidates were seen to take, in milliseconds of one thread. */
export interface Cost {
  /** Of a local model: a series. Of the regression: a fit of all series. Of a network or of trees: everything but their steps. */
  fixed: number;
  /** Of a network: a step. Of trees: one of them. */
  step: number;
  /** Of trees: reading the data, however few its rows are; the others grow with the rows. Absent: nothing. */
  base?: number | undefined;
}

/** Steps after which these networks learn noise rather than more: found on held-out ends of training data. */
const MOST_STEPS = 500;
/** Fewer than this and a network has not learnt enough to be worth its time. */
const FEWEST_STEPS = 120;
const MOST_FINAL_NETWORKS = 12;
/** Of what local models and the regression leave. */
const FORESTS_SHARE = 0.6;
/** Of the budget: reading, blending and writing need the rest. */
const USABLE = 0.85;

/**
 * Turns milliseconds into a plan: local models first, from the cheapest on and for half of the budget at most, then the regression, then
 * forests and then as many
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
}): Pick<AutoPlan, "candidates" | "finalNetworks"> & { finalForests: number; left: readonly string[] } {
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

  const ask = { candidates: others.filter(isTrees), costs, folds, forecasts, threads };
  const shared = affordForests({ ...ask, mostMs: FORESTS_SHARE * rest });
  // Where both cannot be had, trees learn more in the time than a network does.
  const forests = shared.finals > 0 ? shared : affordForests({ ...ask, mostMs: rest });
  left.push(...forests.left);
  rest -= forests.milliseconds;

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
    if (isTrees(candidate)) {
      const rows = forests.rows.get(candidate.key);
      return rows === undefined ? [] : [{ ...candidate, rows }];
    }
    if (!isNetwork(candidate)) return kept.has(candidate) ? [candidate] : [];
    return networks.includes(candidate) ? [{ ...candidate, trainingSteps: steps }] : [];
  });
  return { candidates: chosen, finalNetworks, finalForests: forests.finals, left };
}

/**
 * Forests with as many rows as may be had for the time: two candidates with three forests each for the forecast, then fewer, then fewer
 * rows. None when not even an eighth of the rows can be afforded.
 */
function affordForests(options: {
  candidates: readonly TreesCandidate[];
  costs: ReadonlyMap<string, Cost>;
  folds: number;
  forecasts: number;
  threads: number;
  mostMs: number;
}): { rows: ReadonlyMap<string, number>; finals: number; milliseconds: number; left: string[] } {
  const { candidates, costs, folds, forecasts, threads, mostMs } = options;
  for (const share of [1, 0.5, 0.25, 0.125]) {
    for (let count = candidates.length; count > 0; count -= 1) {
      const kept = candidates.slice(0, count);
      const each =
        kept.reduce((sum, { key, trees }) => sum + costOf(costs.get(key), { share, trees }), 0) / count;
      for (const wished of [3, 2, 1]) {
        const finals = wished * count;
        const milliseconds = each * (evenly(folds * count, threads) + evenly(forecasts * finals, threads));
        if (milliseconds > mostMs) continue;
        const rows = new Map(kept.map((one) => [one.key, Math.ceil(share * one.rows)]));
        return { rows, finals, milliseconds, left: candidates.slice(count).map(({ key }) => key) };
      }
    }
  }
  return { rows: new Map(), finals: 0, milliseconds: 0, left: candidates.map(({ key }) => key) };
}

function costOf(cost: Cost | undefined, { share, trees }: { share: number; trees: number }): number {
  return cost ? (cost.base ?? 0) + share * (cost.fixed + trees * cost.step) : 0;
}

/** Of what is left of the budget after the backtest; the rest is for blending and writing. */
const USABLE_AT_LAST = 0.9;

/** As many of the planned networks as the time still allows beside the chosen forests, going by what the backtest's took. */
export function affordNetworks(options: {
  plan: AutoPlan;
  shares: Readonly<Record<string, number>>;
  /** What a network and a forest took in the backtest, in milliseconds. */
  times: { networks: readonly number[]; forests: readonly number[] };
  leftMs: number;
  threads: number;
  /** As `spendBudget` has it. */
  forecasts?: number;
}): number {
  const { plan, shares, times, leftMs, threads, forecasts = 1 } = options;
  if (times.networks.length === 0) return plan.finalNetworks;
  const mean = (all: readonly number[]) => all.reduce((sum, time) => sum + time, 0) / Math.max(1, all.length);
  const members = shareMembers(plan, shares);
  const forests = plan.candidates.filter(isTrees).reduce((sum, { key }) => sum + (members.get(key) ?? 0), 0);
  const taken = (forecasts * forests * mean(times.forests)) / threads;
  const rounds = Math.floor((USABLE_AT_LAST * leftMs - taken) / Math.max(1, mean(times.networks)));
  return Math.max(1, Math.min(plan.finalNetworks, Math.floor((rounds * threads) / forecasts)));
}

/** Networks are not cut: the last round may leave threads idle. */
const evenly = (count: number, threads: number): number => Math.ceil(count / threads) * threads;

/**
 * Shares the planned networks and forests out among the chosen ones of their kind, by their weight: one each at least. The answer is
 * members by candidate.
 */
export function shareMembers(
  plan: Pick<AutoPlan, "candidates" | "finalNetworks" | "finalForests">,
  shares: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const shareOut = (candidates: readonly Candidate[], members: number) => {
    const chosen = candidates.filter(({ key }) => (shares[key] ?? 0) > 0);
    const whole = chosen.reduce((sum, { key }) => sum + (shares[key] as number), 0);
    return chosen.map(({ key }): [string, number] => [
      key,
      Math.max(1, Math.round((members * (shares[key] as number)) / whole)),
    ]);
  };
  return new Map([
    ...shareOut(plan.candidates.filter(isTrees), plan.finalForests ?? 1),
    ...shareOut(plan.candidates.filter(isNetwork), plan.finalNetworks),
  ]);
}
