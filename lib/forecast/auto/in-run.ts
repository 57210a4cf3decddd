/**
 * `auto` as a run of the product takes it: each step is a task of its own, which any worker may do. What is chosen is chosen once, on
 * data before the first fold's cutoff; later folds only use it.
 */
import { withoutGap } from "../backtest.ts";
import { ForecastError } from "../errors.ts";
import { LOCAL_MODELS } from "../models/registry.ts";
import { truncatePanel } from "../panel.ts";
import { type BacktestSpec, DEFAULT_AUTO, type EngineContext, type Fold, type Panel } from "../types.ts";
import { seenIndexOf, viewOf } from "../window.ts";
import { affordNetworks, type Cost, shareMembers, spendBudget } from "./budget.ts";
import { measureCosts, outlinePlan } from "./calibrate.ts";
import type { AutoReport } from "./forecast.ts";
import {
  type ComputeTask,
  joinLanes,
  type LaneAnswer,
  laneTasks,
  PART_LANES,
  runLane,
  TRIAL_LANES,
} from "./lanes.ts";
import type { AutoPlan } from "./plan.ts";
import { profilePanel } from "./profile.ts";
import { pickSeries } from "./sample.ts";
import { type Blend, blendParts, planParts, planTrials, type Question, timesOf } from "./steps.ts";
import type { AutoTask, Candidate, Executor, Learnt } from "./task.ts";
import { judgeTrials } from "./verdict.ts";

/** The first fold: everything is chosen before it. */
interface Ask {
  panel: Panel;
  spec: BacktestSpec;
  firstFold: Fold;
}

/** The steps of the gap are forecast too, and left out at the end. */
function questionOf({ horizonSteps, gapSteps = 0, seasonLength, seed }: BacktestSpec): Question {
  return { horizonSteps: gapSteps + horizonSteps, seasonLength, seed };
}

/** How often networks are trained for the forecasts themselves: at every fold and for the future, or once. */
function fitsOf({ selectionFolds, testFolds, refit }: BacktestSpec): number {
  return refit === "once" ? 1 : selectionFolds + testFolds + 1;
}

const budgetOf = ({ auto = DEFAULT_AUTO }: BacktestSpec) => 1_000 * auto.budgetSeconds;

/** What may be seen at a grid position: cut off after it, and before the window where it slides. */
function seenAt(panel: Panel, spec: BacktestSpec, seenIndex: number): Panel {
  return truncatePanel(viewOf(panel, spec, seenIndex), seenIndex);
}

const sampleOf = (panel: Panel, count: number) =>
  count < panel.ids.length ? pickSeries(panel, count) : panel;

/** What a candidate is called while it is at work. */
function labelOf(candidate: Candidate): string {
  if (candidate.kind === "network") return `a network, ${candidate.lookbackSteps} steps back`;
  if (candidate.kind === "trees") return `trees, ${candidate.lookbackSteps} steps back`;
  if (candidate.kind === "ridge") return "the regression over all series";
  return LOCAL_MODELS.find(({ key }) => key === candidate.key)?.name ?? candidate.key;
}

/** How long each candidate takes on the machine that asks, by key. Plain JSON. */
export type Costs = readonly (readonly [string, Cost])[];

/** First step: short trials of whatever may suit the data, one after the other. */
export async function calibrateRun(
  options: Ask & { compute: ComputeTask; context: EngineContext },
): Promise<Costs> {
  const { spec, firstFold, compute, context } = options;
  const cutoffIndex = seenIndexOf(firstFold, spec);
  const panel = seenAt(options.panel, spec, cutoffIndex);
  const question = questionOf(spec);
  const profile = profilePanel({ panel, cutoffIndex, seasonLength: spec.seasonLength });
  const outline = outlinePlan({ profile, question, models: "auto", folds: null, budgetMs: budgetOf(spec) });
  const panels = { all: panel, sample: sampleOf(panel, outline.sampledSeries) };
  const executor: Executor = {
    threads: 1,
    async run(tasks) {
      const answers = [];
      for (const [i, task] of tasks.entries()) {
        context.onProgress({ fraction: i / tasks.length, message: `timing ${labelOf(task.candidate)}` });
        const from = context.clock();
        const quiet = { ...context, onProgress: () => undefined };
        const answer = await compute({ task, panel: panels[task.panel], context: quiet });
        answers.push({ ...answer, milliseconds: context.clock() - from });
      }
      return answers;
    },
  };
  return [...(await measureCosts({ outline, question, series: panel.ids.length, cutoffIndex, executor }))];
}

/** Second step: the budget as a plan. With the same plan the same data gives the same numbers. */
export function planRun(options: Ask & { costs: Costs; threads: number }): {
  plan: AutoPlan;
  left: readonly string[];
} {
  const { spec, firstFold, threads } = options;
  const cutoffIndex = seenIndexOf(firstFold, spec);
  const panel = seenAt(options.panel, spec, cutoffIndex);
  const question = questionOf(spec);
  const profile = profilePanel({ panel, cutoffIndex, seasonLength: spec.seasonLength });
  const outline = outlinePlan({ profile, question, models: "auto", folds: null, budgetMs: budgetOf(spec) });
  const { left, ...bought } = spendBudget({
    ...{ ...outline, threads, costs: new Map(options.costs), series: panel.ids.length, spentMs: 0 },
    ...{ budgetMs: budgetOf(spec), forecasts: fitsOf(spec) },
  });
  const { folds, sampledSeries } = outline;
  return { plan: { version: 1, ...question, folds, sampledSeries, ...bought }, left };
}

/** @throws ForecastError `bad_artifact` when the plan is of another question. */
function checkPlan(plan: AutoPlan, spec: BacktestSpec, series: number): void {
  const { horizonSteps, seasonLength } = questionOf(spec);
  if (plan.horizonSteps !== horizonSteps || plan.seasonLength !== seasonLength || plan.sampledSeries > series)
    throw new ForecastError("bad_artifact", "The plan of this run is for another horizon, season or data.");
}

/** The trials of one lane, as tasks. */
export function trialTasks(
  options: Pick<Ask, "spec" | "firstFold"> & { plan: AutoPlan; lane: number },
): AutoTask[] {
  const { plan, spec, firstFold, lane } = options;
  return laneTasks(planTrials(plan, seenIndexOf(firstFold, spec)), { lane, lanes: TRIAL_LANES });
}

/** Third step, a lane of it: every candidate on past periods, all of them before the first fold's cutoff. */
export function tryLane(
  options: Ask & { plan: AutoPlan; lane: number; compute: ComputeTask; context: EngineContext },
): Promise<LaneAnswer> {
  const { plan, spec, firstFold, compute, context } = options;
  checkPlan(plan, spec, options.panel.ids.length);
  const panel = seenAt(options.panel, spec, seenIndexOf(firstFold, spec));
  const panels = { all: panel, sample: sampleOf(panel, plan.sampledSeries) };
  return runLane({
    ...{ tasks: trialTasks(options), panels, compute, context },
    say: ({ candidate }) => `trying ${labelOf(candidate)}`,
  });
}

/** Fourth step: the choice, in a report, and the plan with as many networks for the forecast as there is time for. */
export function chooseInRun(
  options: Ask & {
    plan: AutoPlan;
    left: readonly string[];
    answers: readonly LaneAnswer[];
    /** Null when the plan is repeated: it then says how many networks there are. */
    budget: { threads: number; spentMs: number } | null;
  },
): { report: AutoReport; blend: Blend } {
  const { spec, firstFold, left, answers, budget } = options;
  checkPlan(options.plan, spec, options.panel.ids.length);
  const cutoffIndex = seenIndexOf(firstFold, spec);
  const panel = seenAt(options.panel, spec, cutoffIndex);
  const profile = profilePanel({ panel, cutoffIndex, seasonLength: spec.seasonLength });
  const trials = planTrials(options.plan, cutoffIndex);
  const joined = joinLanes(trials, answers);
  const sample = sampleOf(panel, options.plan.sampledSeries);
  const { blend, ...judged } = judgeTrials({
    ...{ panel: sample, plan: options.plan, profile, cutoffIndex, trials, answers: joined },
  });
  const whole = joined.flat().reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const finalNetworks = budget
    ? affordNetworks({
        ...{ plan: options.plan, shares: blend.shares, times: timesOf(trials, joined) },
        ...{ threads: budget.threads, forecasts: fitsOf(spec) },
        leftMs: budgetOf(spec) - budget.spentMs - whole / budget.threads,
      })
    : options.plan.finalNetworks;
  const plan = { ...options.plan, finalNetworks };
  const members = Object.fromEntries(shareMembers(plan, blend.shares));
  return { report: { profile, plan, left, members, ...judged }, blend };
}

type FoldAsk = Ask & { plan: AutoPlan; blend: Blend; fold: Fold };

function partsOf({ panel, spec, plan, blend, fold }: FoldAsk) {
  const cutoffIndex = seenIndexOf(fold, spec);
  return planParts({ plan, shares: blend.shares, series: panel.ids.length, cutoffIndex });
}

/** The tasks of one lane of a fold's forecast. */
export function partTasks(options: FoldAsk & { lane: number }): AutoTask[] {
  return laneTasks(partsOf(options), { lane: options.lane, lanes: PART_LANES });
}

/** Fifth step, a lane of a fold: the members of the blend, fitted at this fold or at the first one. */
export function forecastLane(
  options: FoldAsk & {
    lane: number;
    compute: (options: Parameters<ComputeTask>[0] & { learnt: Learnt }) => ReturnType<ComputeTask>;
    context: EngineContext;
  },
): Promise<LaneAnswer> {
  const { spec, fold, firstFold, compute, context } = options;
  checkPlan(options.plan, spec, options.panel.ids.length);
  const seen = seenIndexOf(fold, spec);
  const panel = seenAt(options.panel, spec, seen);
  const fittedIndex = spec.refit === "once" ? seenIndexOf(firstFold, spec) : seen;
  const learnt = {
    panel: fittedIndex === seen ? panel : seenAt(options.panel, spec, fittedIndex),
    fittedIndex,
  };
  return runLane({
    ...{ tasks: partTasks(options), panels: { all: panel, sample: panel }, context },
    compute: (each) => compute({ ...each, learnt }),
    say: ({ candidate }) => labelOf(candidate),
  });
}

/** Sixth step: a fold's blend, without the steps of the gap. */
export function blendFold(options: FoldAsk & { answers: readonly LaneAnswer[] }): {
  quantiles: Float32Array;
  notes: string[];
} {
  const { spec, plan, blend, fold, answers } = options;
  const seen = seenIndexOf(fold, spec);
  const parts = partsOf(options);
  const joined = joinLanes(parts, answers);
  const quantiles = blendParts({
    ...{ panel: seenAt(options.panel, spec, seen), plan, cutoffIndex: seen, parts, answers: joined },
    spread: blend.spread,
  });
  const notes = parts.flatMap(({ share }, i) =>
    share > 0 ? (joined[i] ?? []).flatMap((each) => each.notes) : [],
  );
  const steps = { gapSteps: spec.gapSteps ?? 0, horizonSteps: spec.horizonSteps };
  return { quantiles: withoutGap(quantiles, steps), notes: [...new Set(notes)].slice(0, 50) };
}
