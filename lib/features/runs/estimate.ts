import { PART_LANES, TRIAL_LANES } from "#lib/forecast/auto/lanes.ts";
import { MOST_ROWS } from "#lib/forecast/global/trees/size.ts";
import type { NetworkFamily } from "#lib/forecast/neural/families.ts";
import { type BacktestSpec, DEFAULT_AUTO } from "#lib/forecast/types.ts";
import type { RunPlace, TaskStatus } from "#lib/platform/prisma/enums.ts";
import { modelOf, planTasks, type TaskInput } from "./graph.ts";

export interface TimedTask {
  input: TaskInput;
  status: TaskStatus;
  /** 0 to 1. */
  progress: number;
  startedAt: number | null;
  finishedAt: number | null;
}

/** Tasks of one group take about equally long. */
export function groupOf(input: TaskInput): string {
  return `${input.kind}:${modelOf(input) ?? ""}`;
}

/**
 * Seconds that a run still needs: for each unfinished task the mean duration of its group's finished ones, or what the
 * group's running ones project (elapsed ÷ progress), or `prior` seconds; shared out over the tasks at work now.
 *
 * A task that runs counts with what is left of it, and the whole is never less than the longest of those. Null before
 * anything has been measured and without a prior for what is left.
 */
export function remainingSeconds(
  tasks: readonly TimedTask[],
  options: { now: number; prior?: ReadonlyMap<string, number> },
): number | null {
  const measured = new Map<string, { total: number; count: number }>();
  const projected = new Map<string, { total: number; count: number }>();
  const add = (map: typeof measured, group: string, seconds: number) => {
    const entry = map.get(group) ?? { total: 0, count: 0 };
    map.set(group, { total: entry.total + seconds, count: entry.count + 1 });
  };
  for (const task of tasks) {
    if (task.startedAt === null) continue;
    const group = groupOf(task.input);
    if (task.status === "succeeded" && task.finishedAt !== null) {
      add(measured, group, (task.finishedAt - task.startedAt) / 1_000);
    } else if (task.status === "running" && task.progress > 0.05) {
      add(projected, group, (options.now - task.startedAt) / 1_000 / task.progress);
    }
  }
  const expected = (group: string): number | null => {
    const known = measured.get(group) ?? projected.get(group);
    return known ? known.total / known.count : (options.prior?.get(group) ?? null);
  };

  let sum = 0;
  let longest = 0;
  let atWork = 0;
  for (const task of tasks) {
    if (task.status === "succeeded" || task.status === "failed" || task.status === "cancelled") continue;
    const whole = expected(groupOf(task.input));
    if (whole === null) return null;
    if (task.status === "running" && task.startedAt !== null) {
      atWork += 1;
      const elapsed = (options.now - task.startedAt) / 1_000;
      const left =
        task.progress > 0.05 ? (elapsed * (1 - task.progress)) / task.progress : Math.max(whole - elapsed, 0);
      sum += left;
      longest = Math.max(longest, left);
    } else {
      sum += whole;
    }
  }
  return Math.max(sum / Math.max(atWork, 1), longest);
}

/**
 * How many times longer a step of each family takes than one of the perceptron: processor time on the demo's data (118 series, 28
 * steps ahead, 84 back, batches of 128), 4.7 ms for the perceptron.
 */
const FAMILY_FACTORS: Record<NetworkFamily, number> = {
  mlp: 1,
  nlinear: 1.8,
  dlinear: 1.9,
  nbeats: 1.4,
  nhits: 4.4,
  tsmixer: 10,
  gru: 45,
  tcn: 21,
};
export const familyFactor = (family: NetworkFamily = "mlp"): number => FAMILY_FACTORS[family];

/**
 * Seconds a group's task takes before anything was measured, from orders of magnitude on one core: 3 µs a series and
 * period for Theta, a third for the naive ones, three to five times for ETS and the combination, and 8 ms a training step.
 * A first guess that measurements replace.
 */
export function priorSeconds(options: {
  spec: BacktestSpec;
  seriesCount: number;
  periods: number;
}): Map<string, number> {
  const { spec, seriesCount, periods } = options;
  const cells = Math.min(seriesCount, 1_000) * periods;
  const shared = 0.1 + (seriesCount * spec.horizonSteps) / 50_000;
  // The budget is for two threads, about half of it for trials; small data needs less of it than it may.
  const budget =
    (spec.auto ?? DEFAULT_AUTO).budgetSeconds * Math.min(1, 0.1 + (seriesCount * periods) / 50_000);
  const cutoffs = spec.selectionFolds + spec.testFolds + 1;
  const trainings = spec.refit === "once" ? 0.5 : 1;
  return new Map([
    ["auto_calibrate:auto", Math.min(3, 0.1 * budget)],
    ["auto_plan:auto", shared],
    ["auto_try:auto", (2 * 0.45 * budget) / TRIAL_LANES],
    ["auto_choose:auto", shared],
    ["auto_part:auto", (2 * 0.45 * budget * trainings) / (PART_LANES * cutoffs)],
    ["auto_blend:auto", shared],
    ["prepare:", 0.5 + (seriesCount * periods) / 500_000],
    ["local:naive", 0.1 + cells / 1_000_000],
    ["local:seasonal_naive", 0.1 + cells / 1_000_000],
    ["local:today", 0.1 + cells / 1_000_000],
    ["local:croston_sba", 0.1 + (cells * 2) / 1_000_000],
    ["local:tsb", 0.1 + (cells * 2) / 1_000_000],
    ["local:drift", 0.1 + (cells * 1) / 1_000_000],
    ["local:mean", 0.1 + (cells * 1) / 1_000_000],
    ["local:window_mean", 0.1 + (cells * 1) / 1_000_000],
    ["local:ses", 0.1 + (cells * 2) / 1_000_000],
    ["local:holt", 0.1 + (cells * 4) / 1_000_000],
    ["local:damped", 0.1 + (cells * 5) / 1_000_000],
    ["local:hw_additive", 0.1 + (cells * 6) / 1_000_000],
    ["local:hw_multiplicative", 0.1 + (cells * 6) / 1_000_000],
    ["local:auto_ets", 0.1 + (cells * 10) / 1_000_000],
    ["local:mstl_theta", 0.1 + (cells * 5) / 1_000_000],
    ["local:croston", 0.1 + (cells * 2) / 1_000_000],
    ["local:adida", 0.1 + (cells * 2) / 1_000_000],
    ["local:imapa", 0.1 + (cells * 3) / 1_000_000],
    ["local:ridge", 0.3 + Math.min(seriesCount * periods, 200_000) / 200_000],
    ["local:trees", 1 + Math.min(seriesCount * periods * 4, MOST_ROWS) / 25_000],
    ["local:theta", 0.1 + (cells * 3) / 1_000_000],
    ["local:dynamic_theta", 0.1 + (cells * 4) / 1_000_000],
    ["local:mstl", 0.1 + (cells * 5) / 1_000_000],
    ["local:ets", 0.1 + (cells * 10) / 1_000_000],
    ["local:comb", 0.1 + (cells * 15) / 1_000_000],
    ["network:network", 1 + spec.network.trainingSteps * 0.008 * familyFactor(spec.network.family)],
    ["combine:network", shared],
    ["select:", shared],
    ["score:", shared * 2],
  ]);
}

/**
 * Seconds a whole run would take on `threads` threads, for the form. `measured` holds seconds a task by group from an
 * earlier run on the same data; networks are scaled from its training steps to the asked ones by the caller. In a browser
 * one fold follows the other, so that a fold takes at least as long as its longest task.
 */
export function expectedSeconds(options: {
  spec: BacktestSpec;
  seriesCount: number;
  periods: number;
  threads: number;
  place?: RunPlace;
  measured?: ReadonlyMap<string, number>;
}): number {
  const { spec, seriesCount, place = "server" } = options;
  const threads = Math.max(options.threads, 1);
  const prior = priorSeconds(options);
  const parts = new Map<number | "all", number[]>();
  let alone = 0;
  for (const { input } of planTasks(spec, seriesCount, place)) {
    const group = groupOf(input);
    const seconds = options.measured?.get(group) ?? prior.get(group) ?? 0;
    if ("fold" in input) {
      const part = place === "browser" ? input.fold : "all";
      parts.set(part, [...(parts.get(part) ?? []), seconds]);
    } else alone += seconds;
  }
  const times = [...parts].map(([part, seconds]) => {
    const shared = seconds.reduce((sum, each) => sum + each, 0) / threads;
    return part === "all" ? shared : Math.max(shared, ...seconds);
  });
  return times.reduce((sum, time) => sum + time, alone);
}

/** Mean seconds of a group's finished tasks. */
export function meanSeconds(tasks: readonly Omit<TimedTask, "progress">[]): Map<string, number> {
  const sums = new Map<string, { total: number; count: number }>();
  for (const { input, status, startedAt, finishedAt } of tasks) {
    if (status !== "succeeded" || startedAt === null || finishedAt === null) continue;
    const group = groupOf(input);
    const { total, count } = sums.get(group) ?? { total: 0, count: 0 };
    sums.set(group, { total: total + (finishedAt - startedAt) / 1_000, count: count + 1 });
  }
  return new Map([...sums].map(([group, { total, count }]) => [group, total / count]));
}
