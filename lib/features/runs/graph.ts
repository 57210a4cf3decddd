import type { BacktestSpec, ModelKey } from "#lib/forecast/types.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";

export const FUTURE_FOLD = -1;
/** Series in one local task: small enough to share out, large enough that reading and storing don't dominate. */
const SHARD_SERIES = 1_000;

/** What a task does, with all it needs beyond the run's spec and plan. */
export type TaskInput =
  | { kind: "prepare" }
  /** Series `from` (inclusive) to `to` (exclusive), as indexes into the panel. */
  | { kind: "local"; model: Exclude<ModelKey, "network">; fold: number; from: number; to: number }
  | { kind: "network"; fold: number; member: number }
  | { kind: "combine"; fold: number }
  | { kind: "select" }
  | { kind: "score" };
export type TaskKind = TaskInput["kind"];

export interface TaskPlan {
  key: string;
  input: TaskInput;
  dependsOn: string[];
  position: number;
}

const foldName = (fold: number) => (fold === FUTURE_FOLD ? "future" : `fold-${fold}`);

/**
 * Cuts a run into tasks: preparation; every model on the selection folds; selection, which reads those results alone;
 * only then the untouched folds and the future; scores over all.
 *
 * What a browser trains comes one fold after the other, each after everything of the fold before: a browser is shown a
 * stretch of time only once the forecasts of that stretch are stored. The keys are the same in both places.
 */
export function planTasks(spec: BacktestSpec, seriesCount: number, place: RunPlace = "server"): TaskPlan[] {
  const tasks: TaskPlan[] = [];
  const add = (key: string, input: TaskInput, dependsOn: string[]) => {
    tasks.push({ key, input, dependsOn, position: tasks.length });
    return key;
  };
  const prepare = add("prepare", { kind: "prepare" }, []);

  /** Returns the keys whose forecasts are final. */
  const addFolds = (folds: readonly number[], after: readonly string[]): string[] => {
    const results: string[] = [];
    // Networks first: they take longest, and what is long should not start last.
    if (spec.models.includes("network")) {
      for (const fold of folds) {
        const members = Array.from({ length: spec.network.members }, (_, member) =>
          add(`network/${foldName(fold)}/member-${member}`, { kind: "network", fold, member }, [...after]),
        );
        results.push(add(`network/${foldName(fold)}/combine`, { kind: "combine", fold }, members));
      }
    }
    for (const model of spec.models) {
      if (model === "network") continue;
      for (const fold of folds) {
        for (let from = 0, shard = 0; from < seriesCount; from += SHARD_SERIES, shard += 1) {
          const to = Math.min(from + SHARD_SERIES, seriesCount);
          const input: TaskInput = { kind: "local", model, fold, from, to };
          results.push(add(`${model}/${foldName(fold)}/shard-${shard}`, input, [...after]));
        }
      }
    }
    return results;
  };

  const selectionFolds = Array.from({ length: spec.selectionFolds }, (_, fold) => fold);
  const testFolds = Array.from({ length: spec.testFolds }, (_, i) => spec.selectionFolds + i);
  const addPhase = (folds: readonly number[], after: string): string[] => {
    if (place === "server") return addFolds(folds, [after]);
    const results: string[] = [];
    let before = [after];
    for (const fold of folds) {
      before = addFolds([fold], before);
      results.push(...before);
    }
    return results;
  };
  const select = add("select", { kind: "select" }, addPhase(selectionFolds, prepare));
  const later = addPhase([...testFolds, FUTURE_FOLD], select);
  add("score", { kind: "score" }, [select, ...later]);
  return tasks;
}

/** Whether a browser does this task; workers on the server do the others. Today's forecasts are read, not trained. */
export function isForBrowser(place: RunPlace, input: TaskInput): boolean {
  if (place === "server") return false;
  return input.kind === "network" || (input.kind === "local" && input.model !== "today");
}

/** Higher goes first in the queue. Networks are the long poles of a run; merging and choosing open the way for others. */
export function priorityOf(kind: TaskKind): number {
  if (kind === "local") return 0;
  return kind === "network" ? 1 : 2;
}

/** Tasks whose every predecessor has succeeded, among those that still wait. */
export function releasable<T extends { key: string; status: string; dependsOn: readonly string[] }>(
  tasks: readonly T[],
): T[] {
  const done = new Set(tasks.filter((task) => task.status === "succeeded").map((task) => task.key));
  return tasks.filter((task) => task.status === "waiting" && task.dependsOn.every((key) => done.has(key)));
}

/** The model that a task works for; null for the steps that serve all. */
export function modelOf(input: TaskInput): ModelKey | null {
  if (input.kind === "local") return input.model;
  return input.kind === "network" || input.kind === "combine" ? "network" : null;
}

/** Keys of the tasks whose forecasts are final, for the folds given. */
export function finalForecastKeys(
  spec: BacktestSpec,
  seriesCount: number,
  folds: ReadonlySet<number>,
): string[] {
  return planTasks(spec, seriesCount)
    .filter(({ input }) => (input.kind === "local" || input.kind === "combine") && folds.has(input.fold))
    .map((task) => task.key);
}
