import { ForecastError } from "../errors.ts";
import type { Cost } from "./budget.ts";
import { isNetwork, isTrees } from "./plan.ts";
import type { Profile } from "./profile.ts";
import { proposeCandidates } from "./propose.ts";
import { cutTasks, type Question } from "./steps.ts";
import { type AutoAnswer, type AutoTask, type Candidate, type Executor, runGroups } from "./task.ts";

/** The backtest looks at so many series at most, and at so many forecast steps of one fold. */
const MOST_SAMPLED = 2_000;
const MOST_SAMPLED_STEPS = 120_000;
const FEWEST_SAMPLED = 100;
/** Scored steps after which another fold says little more. */
const ENOUGH_STEPS = 6_000;
const MOST_FOLDS = 5;
const TIMED_SERIES = 24;
const TIMED_STEPS = [6, 18] as const;
/** Of trees: few and many rows with few trees, then many trees. */
const TIMED_TREES = [
  { rows: 1_500, trees: 4 },
  { rows: 6_000, trees: 4 },
  { rows: 6_000, trees: 16 },
] as const;

/** A plan before anything was measured: what may be tried, and on what. */
export interface Outline {
  /** The first is the baseline. */
  candidates: readonly Candidate[];
  folds: number;
  sampledSeries: number;
}

/** How many series the backtest looks at. */
function sampleSize(series: number, horizonSteps: number): number {
  const most = Math.max(FEWEST_SAMPLED, Math.floor(MOST_SAMPLED_STEPS / horizonSteps));
  return Math.min(series, MOST_SAMPLED, most);
}

/** With less than this, timing networks would take a good part of it, and trees learn more in the rest. */
const LEAST_FOR_NETWORKS_MS = 15_000;

/** @throws ForecastError `bad_spec` for a model that there is none of, or folds that do not fit. */
export function outlinePlan(options: {
  profile: Profile;
  question: Question;
  models: "auto" | readonly string[];
  /** Null: as the data allows. */
  folds: number | null;
  budgetMs: number;
}): Outline {
  const { profile, question, models, folds, budgetMs } = options;
  const { horizonSteps, seasonLength } = question;
  const sampledSeries = sampleSize(profile.series, horizonSteps);
  const proposed = proposeCandidates(profile, { horizonSteps, seasonLength, models });
  const isShort = models === "auto" && budgetMs < LEAST_FOR_NETWORKS_MS && proposed.some(isTrees);
  return {
    candidates: isShort ? proposed.filter((candidate) => !isNetwork(candidate)) : proposed,
    folds: chooseFolds({ profile, question, folds, sampledSeries }),
    sampledSeries,
  };
}

/** As many as were asked for or bring enough steps to score, and leave half of the typical history to learn from. */
function chooseFolds(options: {
  profile: Profile;
  question: Question;
  folds: number | null;
  sampledSeries: number;
}): number {
  const { profile, question, folds, sampledSeries } = options;
  const { horizonSteps, seasonLength } = question;
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

/** What each candidate takes where this runs, by short trials of it. The baseline is not measured: it is always kept. */
export async function measureCosts(options: {
  outline: Outline;
  question: Question;
  /** Of the whole panel. */
  series: number;
  cutoffIndex: number;
  executor: Executor;
}): Promise<ReadonlyMap<string, Cost>> {
  const { outline, question, series, cutoffIndex, executor } = options;
  const { candidates, sampledSeries } = outline;
  // The first run of any code is the slowest. One thread has run a network's by the second of them; of several, each has its first.
  const twice = (tasks: readonly AutoTask[]) => [...tasks, ...tasks];
  const firstNetwork = candidates.find(({ kind }) => kind === "network");
  const firstTrees = candidates.find(({ kind }) => kind === "trees");
  const warm = (candidate: Candidate, tasks: readonly AutoTask[]) =>
    executor.threads > 1 || candidate === firstNetwork ? twice(tasks) : tasks;
  const timed = candidates
    .slice(1)
    .flatMap((candidate): { candidate: Candidate; tasks: readonly AutoTask[] }[] => {
      const common = { question, cutoffIndex };
      if (candidate.kind === "network") {
        return TIMED_STEPS.map((trainingSteps) => ({
          candidate,
          tasks: warm(
            candidate,
            cutTasks({
              ...common,
              candidate: { ...candidate, trainingSteps },
              panel: "sample",
              series: sampledSeries,
            }),
          ),
        }));
      }
      if (candidate.kind === "trees") {
        // Forests of one size cost the same.
        if (candidate !== firstTrees) return [];
        return TIMED_TREES.map((size, i) => {
          const tasks = cutTasks({ ...common, candidate: { ...candidate, ...size }, panel: "all", series });
          return { candidate, tasks: i === 0 ? twice(tasks) : tasks };
        });
      }
      const isLocal = candidate.kind === "local";
      const [first] = cutTasks({
        ...{ ...common, candidate },
        ...(isLocal ? { panel: "sample", series: sampledSeries } : { panel: "all", series }),
      });
      if (!first) return [];
      return [
        { candidate, tasks: isLocal ? twice([{ ...first, to: Math.min(first.to, TIMED_SERIES) }]) : [first] },
      ];
    });
  const answers = await runGroups(
    executor,
    timed.map(({ tasks }) => tasks),
  );
  const times = new Map<string, number[]>();
  timed.forEach(({ candidate }, i) => {
    const milliseconds = Math.min(...(answers[i] as AutoAnswer[]).map((answer) => answer.milliseconds));
    times.set(candidate.key, [...(times.get(candidate.key) ?? []), milliseconds]);
  });
  const costs = new Map<string, Cost>();
  for (const candidate of candidates.slice(1)) {
    const own = times.get(candidate.kind === "trees" ? (firstTrees?.key ?? "") : candidate.key);
    if (own) costs.set(candidate.key, costOf(candidate, own, { sampledSeries, series }));
  }
  return costs;
}

function costOf(
  candidate: Candidate,
  times: readonly number[],
  { sampledSeries, series }: { sampledSeries: number; series: number },
): Cost {
  const [first = 0, second = first, third = second] = times;
  if (candidate.kind === "local") return { fixed: first / Math.min(TIMED_SERIES, sampledSeries), step: 0 };
  if (candidate.kind === "ridge") return { fixed: first, step: 0 };
  if (candidate.kind === "network") {
    const step = Math.max(0, (second - first) / (TIMED_STEPS[1] - TIMED_STEPS[0]));
    return { fixed: (series / sampledSeries) * Math.max(0, first - TIMED_STEPS[0] * step), step };
  }
  const [few, many, grown] = TIMED_TREES;
  const growth = candidate.rows / Math.min(many.rows, candidate.rows);
  const tree = Math.max(0, third - second) / (grown.trees - many.trees);
  const row = Math.max(0, second - first) / (many.rows - few.rows);
  const fixed = Math.max(0, many.rows * row - many.trees * tree);
  return { base: Math.max(0, second - many.rows * row), fixed: growth * fixed, step: growth * tree };
}
