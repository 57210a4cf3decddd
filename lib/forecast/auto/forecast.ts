import { ForecastError, throwIfCancelled } from "../errors.ts";
import { isNonNegative } from "../models/residuals.ts";
import { checkPanel, historyOf, truncatePanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { EngineContext, Panel } from "../types.ts";
import { blendQuantiles, type Shares } from "./blend.ts";
import { affordNetworks, type Cost, shareNetworks, spendBudget } from "./budget.ts";
import { chooseShares, type Tried } from "./choose.ts";
import { applyWidths, learnWidths, type Widths } from "./intervals.ts";
import { type Measures, measureForecasts, truthAt } from "./judge.ts";
import { type AutoPlan, isNetwork } from "./plan.ts";
import { type Profile, profilePanel } from "./profile.ts";
import { proposeCandidates } from "./propose.ts";
import { pickSeries } from "./sample.ts";
import type { AutoAnswer, AutoTask, Candidate, Executor, OpenExecutor, PanelName } from "./task.ts";

/** The backtest looks at so many series at most. */
const MOST_SAMPLED = 2_000;
/** Scored steps after which another fold says little more. */
const ENOUGH_STEPS = 6_000;
const MOST_FOLDS = 5;
/**
 * Series of one local task: many enough to be worth a message, few enough to share out. A task costs a look at the whole panel, so
 * there are not many of them.
 */
const SHARD = 250;
const MOST_SHARDS = 16;
const TIMED_SERIES = 24;
const TIMED_STEPS = [6, 18] as const;

export interface AutoReport {
  profile: Profile;
  plan: AutoPlan;
  /** Cutoffs of the backtest, as grid positions. */
  cutoffs: readonly number[];
  tried: readonly { model: string; score: number | null; seconds: number; measures: Measures | null }[];
  chosen: { shares: Shares; score: number; measures: Measures; reason: string } | null;
  baseline: { model: string; measures: Measures | null };
  intervals: { method: string; widths: Widths | null };
  /** Networks that the forecast was made by, by candidate. */
  members: Readonly<Record<string, number>>;
  /** What the time budget had no room for. */
  left: readonly string[];
  notes: readonly string[];
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
  const started = context.clock();
  const profile = profilePanel({ panel, cutoffIndex, seasonLength });
  const sampledSeries = options.plan?.sampledSeries ?? Math.min(panel.ids.length, MOST_SAMPLED);
  const sample = sampledSeries < panel.ids.length ? pickSeries(panel, sampledSeries) : panel;
  const executor = options.open({ all: panel, sample });
  const common = { horizonSteps, seasonLength, seed };
  const say = (fraction: number, message: string) => context.onProgress({ fraction, message });
  const sizeOf = (name: PanelName) => (name === "all" ? panel : sample).ids.length;
  const tasksOf = (candidate: Candidate, name: PanelName, cutoff: number, member = 0): AutoTask[] => {
    const size = sizeOf(name);
    const shard = candidate.kind === "local" ? Math.max(SHARD, Math.ceil(size / MOST_SHARDS)) : size;
    return Array.from({ length: Math.ceil(size / shard) }, (_, i) => ({
      ...{ ...common, candidate, panel: name, cutoffIndex: cutoff, member },
      ...{ from: i * shard, to: Math.min(size, (i + 1) * shard) },
    }));
  };

  const made = options.plan
    ? { plan: options.plan, left: [] }
    : await makePlan({ ...options, panel, profile, sampledSeries, executor, tasksOf, started });
  const { left } = made;
  let { plan } = made;
  throwIfCancelled(context.signal);

  const cutoffs = Array.from({ length: plan.folds }, (_, k) => cutoffIndex - (plan.folds - k) * horizonSteps);
  const jobs = plan.candidates.flatMap((candidate) =>
    cutoffs.map((cutoff, fold) => ({ candidate, fold, tasks: tasksOf(candidate, "sample", cutoff) })),
  );
  const answers = await runAll(
    executor,
    jobs.map(({ tasks }) => tasks),
    (done, of) => say((0.5 * done) / of, `backtest ${done} of ${of}`),
  );
  throwIfCancelled(context.signal);
  const tried: Tried[] = plan.candidates.map(({ key }) => ({
    key,
    forecasts: jobs.flatMap(({ candidate }, i) =>
      candidate.key === key ? [joinShards(answers[i] as AutoAnswer[])] : [],
    ),
  }));
  const seconds = (key: string) =>
    jobs.reduce(
      (sum, { candidate }, i) =>
        candidate.key === key
          ? sum +
            (answers[i] as AutoAnswer[]).reduce((own, { milliseconds }) => own + milliseconds, 0) / 1_000
          : sum,
      0,
    );
  const truths = cutoffs.map((cutoff) =>
    truthAt({ panel: sample, cutoffIndex: cutoff, horizonSteps, seasonLength }),
  );
  const notes: string[] = [];
  const choice =
    truths.length > 0 ? chooseShares({ tried, truths, horizonSteps, isPositive: profile.isPositive }) : null;
  const shares = choice?.shares ?? { [unproven(plan)]: 1 };
  if (seasonLength > 1 && profile.longestLength < 2 * seasonLength)
    notes.push(
      `No series has two whole seasons of ${seasonLength} (the longest has ${profile.longestLength} periods), so no season could be learnt.`,
    );
  if (!choice)
    notes.push(
      `The data is too short for a backtest with a horizon of ${horizonSteps}, so ${Object.keys(shares)[0]} was taken without one.`,
    );
  const blended = cutoffs.map((_, k) =>
    blendQuantiles(
      tried
        .filter(({ key }) => (shares[key] ?? 0) > 0)
        .map(({ key, forecasts }) => ({
          share: shares[key] as number,
          quantiles: forecasts[k] as Float32Array,
        })),
    ),
  );
  const learnt = choice ? learnWidths({ truths, forecasts: blended, horizonSteps }) : null;

  if (!options.plan) {
    const times = jobs.flatMap(({ candidate }, i) =>
      isNetwork(candidate) ? (answers[i] as AutoAnswer[]).map(({ milliseconds }) => milliseconds) : [],
    );
    const ends = started + options.budgetMs;
    const finalNetworks = affordNetworks({
      plan,
      times,
      leftMs: ends - context.clock(),
      threads: executor.threads,
    });
    plan = { ...plan, finalNetworks };
  }
  const members = shareNetworks(plan, shares);
  const baseline = plan.candidates[0] as Candidate;
  const finals = plan.candidates.flatMap((candidate) => {
    // The baseline is made in any case: it stands where all others have no answer.
    if (!((shares[candidate.key] ?? 0) > 0) && candidate !== baseline) return [];
    const count = members.get(candidate.key) ?? 1;
    return Array.from({ length: count }, (_, member) => ({
      candidate,
      share: (shares[candidate.key] ?? 0) / count,
      // Another seed than the backtest's, which has member 0.
      tasks: tasksOf(candidate, "all", cutoffIndex, isNetwork(candidate) ? member + 1 : 0),
    }));
  });
  // The long ones first, so that no thread is left with one at the end.
  finals.sort((a, b) => Number(isNetwork(b.candidate)) - Number(isNetwork(a.candidate)));
  const last = await runAll(
    executor,
    finals.map(({ tasks }) => tasks),
    (done, of) => say(0.5 + (0.5 * done) / of, `forecast ${done} of ${of}`),
  );
  throwIfCancelled(context.signal);
  const parts = finals.map(({ candidate, share }, i) => ({
    candidate,
    share,
    quantiles: joinShards(last[i] as AutoAnswer[]),
  }));
  for (const [i, { share }] of finals.entries())
    if (share > 0) for (const { notes: own } of last[i] as AutoAnswer[]) notes.push(...own);
  const fallback = parts.find(({ candidate }) => candidate === baseline)?.quantiles as Float32Array;
  let quantiles = blendQuantiles(parts.filter(({ share }) => share > 0));
  standIn(quantiles, fallback);
  if (learnt) {
    const nonNegative = panel.ids.map((_, s) => isNonNegative(historyOf(panel, s, cutoffIndex).values));
    quantiles = applyWidths(
      quantiles,
      learnt.widths,
      (row) => nonNegative[Math.floor(row / horizonSteps)] ?? false,
    );
  }
  const widened = choice && learnt ? blended.map((each) => applyWidths(each, learnt.widths, null)) : null;
  say(1, "done");
  return {
    quantiles,
    report: {
      ...{ profile, plan, cutoffs, left },
      tried: plan.candidates.map(({ key }) => {
        const own = choice?.alone.find((each) => each.key === key);
        return {
          model: key,
          score: own && Number.isFinite(own.score) ? own.score : null,
          seconds: Math.round(1_000 * seconds(key)) / 1_000,
          measures: own?.measures ?? null,
        };
      }),
      chosen: choice && {
        ...{ shares, score: choice.score, reason: choice.reason },
        measures: widened ? measureForecasts(truths, widened, horizonSteps) : choice.measures,
      },
      baseline: { model: baseline.key, measures: choice?.alone[0]?.measures ?? null },
      intervals: learnt
        ? {
            method: `The models' own quantiles, made ${(100 * learnt.gain).toFixed(1)} % better on the backtest by their coverage there.`,
            widths: learnt.widths,
          }
        : { method: "The models' own quantiles.", widths: null },
      members: Object.fromEntries(members),
      notes: [...new Set(notes)].slice(0, 100),
    },
  };
}

async function makePlan(
  options: AutoOptions & {
    profile: Profile;
    sampledSeries: number;
    executor: Executor;
    tasksOf: (candidate: Candidate, name: PanelName, cutoff: number) => AutoTask[];
    started: number;
  },
): Promise<{ plan: AutoPlan; left: readonly string[] }> {
  const { profile, sampledSeries, executor, tasksOf, context } = options;
  const { horizonSteps, seasonLength, seed, models, cutoffIndex, panel } = options;
  const proposed = proposeCandidates(profile, { horizonSteps, seasonLength, models });
  const folds = chooseFolds(options);
  context.onProgress({ fraction: 0, message: "calibrating" });

  // The first run of any code is the slowest.
  const twice = (tasks: readonly AutoTask[]) => [...tasks, ...tasks];
  const timed = proposed.slice(1).flatMap((candidate): { candidate: Candidate; tasks: AutoTask[] }[] => {
    if (candidate.kind === "network") {
      return TIMED_STEPS.map((trainingSteps) => ({
        candidate,
        tasks: twice(tasksOf({ ...candidate, trainingSteps }, "sample", cutoffIndex)),
      }));
    }
    const [first] = tasksOf(candidate, candidate.kind === "local" ? "sample" : "all", cutoffIndex);
    if (!first) return [];
    const to = candidate.kind === "local" ? Math.min(first.to, TIMED_SERIES) : first.to;
    return [{ candidate, tasks: candidate.kind === "local" ? twice([{ ...first, to }]) : [first] }];
  });
  const answers = await runAll(
    executor,
    timed.map(({ tasks }) => tasks),
  );
  const costs = new Map<string, Cost>();
  timed.forEach(({ candidate }, i) => {
    const milliseconds = Math.min(...(answers[i] as AutoAnswer[]).map((answer) => answer.milliseconds));
    const known = costs.get(candidate.key);
    if (candidate.kind === "local") {
      const series = Math.min(TIMED_SERIES, sampledSeries);
      costs.set(candidate.key, { fixed: milliseconds / series, step: 0 });
    } else if (candidate.kind === "ridge") costs.set(candidate.key, { fixed: milliseconds, step: 0 });
    else if (!known) costs.set(candidate.key, { fixed: milliseconds, step: 0 });
    else {
      const step = Math.max(0, (milliseconds - known.fixed) / (TIMED_STEPS[1] - TIMED_STEPS[0]));
      const growth = panel.ids.length / sampledSeries;
      costs.set(candidate.key, {
        fixed: growth * Math.max(0, known.fixed - TIMED_STEPS[0] * step),
        step,
      });
    }
  });
  const { candidates, finalNetworks, left } = spendBudget({
    ...{ candidates: proposed, costs, folds, sampledSeries },
    budgetMs: options.budgetMs,
    spentMs: context.clock() - options.started,
    threads: executor.threads,
    series: panel.ids.length,
  });
  return {
    plan: { version: 1, horizonSteps, seasonLength, seed, folds, sampledSeries, candidates, finalNetworks },
    left,
  };
}

/** As many as were asked for or bring enough steps to score, and leave half of the typical history to learn from. */
function chooseFolds({
  profile,
  horizonSteps,
  seasonLength,
  folds,
  sampledSeries,
}: AutoOptions & {
  profile: Profile;
  sampledSeries: number;
}): number {
  const { medianLength } = profile;
  const least = Math.max(
    Math.min(seasonLength + 1, Math.ceil(medianLength / 2)),
    Math.min(5, horizonSteps + 1),
    2,
  );
  const room = Math.max(0, Math.floor((medianLength - least) / horizonSteps));
  if (folds !== null) {
    if (folds > room)
      throw new ForecastError(
        "bad_spec",
        `${folds} ${folds === 1 ? "fold needs" : "folds need"} longer series: half of them have ${medianLength} periods or fewer, room for ${room} of ${horizonSteps} steps.`,
      );
    return folds;
  }
  const enough = Math.ceil(ENOUGH_STEPS / Math.max(1, sampledSeries * horizonSteps));
  const spare = Math.max(1, Math.floor(medianLength / 2 / horizonSteps));
  return Math.min(room, enough, spare, MOST_FOLDS);
}

/** What is taken where nothing could be tried: the last of the local candidates that is no baseline, or the baseline. */
function unproven({ candidates }: AutoPlan): string {
  const keys = candidates.map(({ key }) => key);
  if (candidates.length === 2) return keys[1] as string;
  return ["theta", "tsb"].find((key) => keys.includes(key)) ?? (keys[0] as string);
}

async function runAll(
  executor: Executor,
  groups: readonly (readonly AutoTask[])[],
  onDone?: (done: number, of: number) => void,
): Promise<AutoAnswer[][]> {
  const tasks = groups.flat();
  const answers = await executor.run(tasks, (done) => onDone?.(done, tasks.length));
  let at = 0;
  return groups.map((group) => {
    const own = answers.slice(at, at + group.length);
    at += group.length;
    return own;
  });
}

function joinShards(answers: readonly AutoAnswer[]): Float32Array {
  const [first, second] = answers;
  if (first && !second) return first.quantiles;
  const out = new Float32Array(answers.reduce((sum, { quantiles }) => sum + quantiles.length, 0));
  let at = 0;
  for (const { quantiles } of answers) {
    out.set(quantiles, at);
    at += quantiles.length;
  }
  return out;
}

/** Rows without an answer get the other's. */
function standIn(quantiles: Float32Array, other: Float32Array): void {
  for (let at = 0; at < quantiles.length; at += LEVEL_COUNT)
    if (Number.isNaN(quantiles[at] as number)) quantiles.set(other.subarray(at, at + LEVEL_COUNT), at);
}
