import { LEVEL_COUNT } from "../quantiles.ts";
import type { EngineContext, Panel } from "../types.ts";
import type { AutoAnswer, AutoTask, Candidate, PanelName } from "./task.ts";

/** The trials are cut into so many tasks of a run, and each fold's forecast into so many. */
export const TRIAL_LANES = 4;
export const PART_LANES = 2;

interface Group {
  candidate: Candidate;
  tasks: readonly AutoTask[];
}

/** One lane of several: workers that know nothing of each other take a lane each. */
export interface Lane {
  lane: number;
  lanes: number;
}

/** What a lane brings back: its tasks' quantiles one after the other, and what stands beside them, by task. */
export interface LaneAnswer {
  quantiles: Float32Array;
  milliseconds: readonly number[];
  notes: readonly (readonly string[])[];
}

/** Long ones first and each lane its turn, so that lanes end at about the same time. Follows from the groups alone. */
function inOrder(groups: readonly Group[]): { group: number; index: number; task: AutoTask }[] {
  const all = groups.flatMap(({ tasks }, group) => tasks.map((task, index) => ({ group, index, task })));
  return all.toSorted((a, b) => weightOf(b.task) - weightOf(a.task));
}

/** How long a task takes beside others of the same panel, by order of magnitude. */
function weightOf({ candidate, from, to }: AutoTask): number {
  if (candidate.kind === "network") return 1_000 + candidate.trainingSteps;
  if (candidate.kind === "trees") return 100 + candidate.trees;
  return candidate.kind === "local" ? Math.min(1, (to - from) / 250) : 10;
}

export function laneTasks(groups: readonly Group[], { lane, lanes }: Lane): AutoTask[] {
  return inOrder(groups).flatMap(({ task }, i) => (i % lanes === lane ? [task] : []));
}

const sizeOf = ({ from, to, horizonSteps }: AutoTask) => (to - from) * horizonSteps * LEVEL_COUNT;

/** How many numbers a lane answers with. */
export function laneLength(tasks: readonly AutoTask[]): number {
  return tasks.reduce((sum, task) => sum + sizeOf(task), 0);
}

/** All lanes' answers in the order of the groups and their tasks. */
export function joinLanes(groups: readonly Group[], answers: readonly LaneAnswer[]): AutoAnswer[][] {
  const out: AutoAnswer[][] = groups.map(() => []);
  const at = answers.map(() => ({ task: 0, number: 0 }));
  inOrder(groups).forEach(({ group, index, task }, i) => {
    const lane = i % answers.length;
    const { quantiles, milliseconds, notes } = answers[lane] as LaneAnswer;
    const cursor = at[lane] as (typeof at)[number];
    const end = cursor.number + sizeOf(task);
    (out[group] as AutoAnswer[])[index] = {
      quantiles: quantiles.subarray(cursor.number, end),
      notes: notes[cursor.task] ?? [],
      milliseconds: milliseconds[cursor.task] ?? 0,
    };
    cursor.number = end;
    cursor.task += 1;
  });
  return out;
}

/** Carries out one task; networks by one's own way, since only trainers load TensorFlow.js. */
export type ComputeTask = (options: {
  task: AutoTask;
  panel: Panel;
  context: EngineContext;
}) => Promise<{ quantiles: Float32Array; notes: readonly string[] }>;

/**
 * Carries a lane's tasks out one after the other, telling how far the whole lane is.
 * @throws ForecastError as the tasks do; `cancelled`.
 */
export async function runLane(options: {
  tasks: readonly AutoTask[];
  panels: Readonly<Record<PanelName, Panel>>;
  compute: ComputeTask;
  context: EngineContext;
  /** What a task is called while it is at work. */
  say: (task: AutoTask) => string;
}): Promise<LaneAnswer> {
  const { tasks, panels, compute, context, say } = options;
  const whole = tasks.reduce((sum, task) => sum + weightOf(task), 0);
  const quantiles = new Float32Array(laneLength(tasks));
  const milliseconds: number[] = [];
  const notes: (readonly string[])[] = [];
  let done = 0;
  let at = 0;
  for (const task of tasks) {
    const weight = weightOf(task);
    const before = done;
    context.onProgress({ fraction: before / whole, message: say(task) });
    const from = context.clock();
    const answer = await compute({
      task,
      panel: panels[task.panel],
      context: {
        ...context,
        onProgress: ({ fraction, message, loss }) =>
          context.onProgress({
            fraction: (before + weight * fraction) / whole,
            message: `${say(task)}, ${message}`,
            ...(loss ? { loss } : {}),
          }),
      },
    });
    milliseconds.push(context.clock() - from);
    notes.push(answer.notes);
    quantiles.set(answer.quantiles, at);
    at += answer.quantiles.length;
    done += weight;
  }
  return { quantiles, milliseconds, notes };
}
