import type { NetworkRecipe } from "../neural/recipe.ts";
import type { Panel } from "../types.ts";

/** A method with its settings, as a plan has it. Plain JSON. */
export type Candidate = LocalCandidate | RidgeCandidate | TreesCandidate | NetworkCandidate;

export interface LocalCandidate {
  kind: "local";
  /** Of `LOCAL_MODELS`. */
  key: string;
}

export interface RidgeCandidate {
  kind: "ridge";
  key: string;
  lookbackSteps: number;
  scaling: NetworkRecipe["scaling"];
}

export interface TreesCandidate {
  kind: "trees";
  key: string;
  lookbackSteps: number;
  scaling: NetworkRecipe["scaling"];
  trees: number;
  /** Rows that are learnt from, at most. */
  rows: number;
}

export interface NetworkCandidate {
  kind: "network";
  key: string;
  recipe: NetworkRecipe;
  lookbackSteps: number;
  trainingSteps: number;
}

/** All series, or the ones that the backtest looks at when there are very many. */
export type PanelName = "all" | "sample";

/** One candidate at one cutoff. Plain JSON: it is posted to a thread. */
export interface AutoTask {
  candidate: Candidate;
  panel: PanelName;
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
  /** Local models may be cut into ranges of series; global ones learn from all and answer all. */
  from: number;
  to: number;
  seed: number;
  /** Differently seeded networks or forests of one candidate. */
  member: number;
}

/** What a member learns from when it is fitted once and then forecasts at several cutoffs. */
export interface Learnt {
  panel: Panel;
  /** Grid position of the last period that it learns from. */
  fittedIndex: number;
}

export interface AutoAnswer {
  /** Row-major [series `from` … `to`−1] × [step] × [QUANTILE_LEVELS]. */
  quantiles: Float32Array;
  notes: readonly string[];
  /** What it took where it ran, by the clock there. */
  milliseconds: number;
}

/** What carries tasks out, in this thread or in several; answers stand in the order of the tasks. */
export interface Executor {
  threads: number;
  run(tasks: readonly AutoTask[], onDone?: (done: number) => void): Promise<AutoAnswer[]>;
}

export type OpenExecutor = (panels: Readonly<Record<PanelName, Panel>>) => Executor;

/** Runs groups of tasks as one list; answers by group. */
export async function runGroups(
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
