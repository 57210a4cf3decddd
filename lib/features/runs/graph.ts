import { PART_LANES, TRIAL_LANES } from "#lib/forecast/auto/lanes.ts";
import { type BacktestSpec, LEARNS_FROM_ALL, type ModelKey } from "#lib/forecast/types.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";

export const FUTURE_FOLD = -1;
/** Tasks of `auto`, by name: others read what they leave behind. */
export const AUTO_KEYS = { calibrate: "auto/calibrate", plan: "auto/plan", choose: "auto/choose" } as const;
/** Series in one local task: small enough to share out, large enough that reading and storing don't dominate. */
const SHARD_SERIES = 1_000;

/** What a task does, with all it needs beyond the run's spec and plan. */
export type TaskInput =
  | { kind: "prepare" }
  /** Series `from` (inclusive) to `to` (exclusive), as indexes into the panel. */
  | { kind: "local"; model: Exclude<ModelKey, "network" | "auto">; fold: number; from: number; to: number }
  | { kind: "network"; fold: number; member: number }
  | { kind: "combine"; fold: number }
  /** `auto`, step by step: what things cost here, the budget as a plan, trials, the choice; then each fold in parts. */
  | { kind: "auto_calibrate" }
  | { kind: "auto_plan" }
  | { kind: "auto_try"; lane: number }
  | { kind: "auto_choose" }
  | { kind: "auto_part"; fold: number; lane: number }
  | { kind: "auto_blend"; fold: number }
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

/** Tasks of `auto` that forecast one fold, or, without one, that try methods before the first fold. */
export const autoLaneKeys = (fold?: number): string[] =>
  fold === undefined
    ? Array.from({ length: TRIAL_LANES }, (_, lane) => `auto/try/lane-${lane}`)
    : Array.from({ length: PART_LANES }, (_, lane) => `auto/${foldName(fold)}/part-${lane}`);

/**
 * Cuts a run into tasks: preparation; every model on the selection folds; selection, which reads those results alone;
 * only then the untouched folds and the future; scores over all. `auto` chooses once, before the first fold.
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

  const hasAuto = spec.models.includes("auto");
  const choose = hasAuto ? addAuto(prepare) : prepare;
  function addAuto(after: string): string {
    const calibrate = add(AUTO_KEYS.calibrate, { kind: "auto_calibrate" }, [after]);
    const plan = add(AUTO_KEYS.plan, { kind: "auto_plan" }, [calibrate]);
    const lanes = autoLaneKeys().map((key, lane) => add(key, { kind: "auto_try", lane }, [plan]));
    return add(AUTO_KEYS.choose, { kind: "auto_choose" }, lanes);
  }

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
    if (hasAuto) {
      for (const fold of folds) {
        const needed = [...new Set([...after, choose])];
        const parts = autoLaneKeys(fold).map((key, lane) =>
          add(key, { kind: "auto_part", fold, lane }, needed),
        );
        results.push(add(`auto/${foldName(fold)}/blend`, { kind: "auto_blend", fold }, parts));
      }
    }
    for (const model of spec.models) {
      if (model === "network" || model === "auto") continue;
      if (LEARNS_FROM_ALL.has(model)) {
        // They learn from all series at once.
        for (const fold of folds) {
          const input: TaskInput = { kind: "local", model, fold, from: 0, to: seriesCount };
          results.push(add(`${model}/${foldName(fold)}/shard-0`, input, [...after]));
        }
        continue;
      }
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

/**
 * Whether a browser does this task; workers on the server do the others. Today's forecasts are read, not trained, and
 * whatever chooses, scores or puts together is the server's.
 */
export function isForBrowser(place: RunPlace, input: TaskInput): boolean {
  if (place === "server") return false;
  switch (input.kind) {
    case "local":
      return input.model !== "today";
    case "network":
    case "auto_calibrate":
    case "auto_try":
    case "auto_part":
      return true;
    default:
      return false;
  }
}

/** Higher goes first in the queue. Networks are the long poles of a run; merging and choosing open the way for others. */
export function priorityOf(kind: TaskKind): number {
  if (kind === "local") return 0;
  return kind === "network" || kind === "auto_part" || kind === "auto_try" ? 1 : 2;
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
  if (input.kind.startsWith("auto_")) return "auto";
  return input.kind === "network" || input.kind === "combine" ? "network" : null;
}

/** Keys of the tasks whose forecasts are final, for the folds given. */
export function finalForecastKeys(
  spec: BacktestSpec,
  seriesCount: number,
  folds: ReadonlySet<number>,
): string[] {
  return planTasks(spec, seriesCount)
    .filter(
      ({ input }) =>
        (input.kind === "local" || input.kind === "combine" || input.kind === "auto_blend") &&
        folds.has(input.fold),
    )
    .map((task) => task.key);
}
