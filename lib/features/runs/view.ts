import type { BacktestSpec, ModelKey } from "#lib/forecast/types.ts";
import type { RunPlace, RunStatus, TaskStatus } from "#lib/platform/prisma/enums.ts";
import { groupOf, type TimedTask } from "./estimate.ts";
import { FUTURE_FOLD, isForBrowser, type TaskInput } from "./graph.ts";
import { modelWords } from "./names.ts";

export type StepState = "waiting" | "running" | "done" | "failed" | "cancelled";

export interface StepView {
  title: string;
  state: StepState;
  /** What it is at, or what it did: "fold 2 of 3, member 1 of 2". */
  detail: string;
  /** Seconds after the run's first step began; null for a step that never began. */
  startsAfter: number | null;
  /** Wall seconds from its first start to its last end (or now). */
  seconds: number | null;
}

export interface TaskRow extends TimedTask {
  key: string;
  message: string;
  attempt: number;
  /** Thinned: step, training, validation. */
  lossCurve: readonly (readonly [number, number, number | null])[] | null;
}

export interface LossView {
  /** Whose curve it is: "fold 2, member 1". */
  title: string;
  totalSteps: number;
  points: readonly (readonly [number, number, number | null])[];
}

/** A row of the list of runs. Times are milliseconds since 1970 UTC. */
export interface RunListItem {
  id: string;
  number: number;
  status: RunStatus;
  place: RunPlace;
  /** The number of the browser's run that this one repeats on the server. */
  replayOf: number | null;
  /** It cannot go on until some browser takes part. */
  waitsForBrowser: boolean;
  question: string;
  models: readonly ModelKey[];
  horizonSteps: number;
  data: string;
  requestedBy: string | null;
  queuedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  /** 0 to 1, as on the run's own page. */
  progress: number;
  /** On the untouched folds: the method that selection put first, beside seasonal naive. */
  wape: { model: ModelKey; value: number | null; naive: number | null } | null;
}

/** What the live panel draws; plain data, so that it travels as JSON. Times are milliseconds since 1970 UTC. */
export interface RunLive {
  id: string;
  number: number;
  status: RunStatus;
  question: string;
  queuedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  failure: string | null;
  cancelledBy: string | null;
  /** 0 to 1, by expected seconds of work rather than by number of tasks. */
  progress: number;
  secondsLeft: number | null;
  steps: StepView[];
  loss: LossView | null;
  logs: { id: string; at: number; level: string; text: string }[];
  /** How many workers are at it now, on the server and in browsers. */
  workers: number;
  place: RunPlace;
  /** Those of them that are in browsers. */
  browserWorkers: number;
  /** It cannot go on until some browser takes part. */
  waitsForBrowser: boolean;
  /** What trains it: backend, versions; null before anything has been trained. */
  runtime: Record<string, string> | null;
  /** Runs that stand before this one in the queue, while it waits. */
  ahead: number;
}

interface Group {
  title: string;
  tasks: TaskRow[];
}

const plural = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

/** Tasks as the steps that a person follows, in the order of the work. */
function groupSteps(tasks: readonly TaskRow[], spec: BacktestSpec, dataTitle: string): Group[] {
  const of = (test: (task: TaskRow) => boolean) => tasks.filter(test);
  const locals = modelWords(spec.models.filter((model) => model !== "network" && model !== "auto"));
  const localTitle = `${locals.slice(0, 1).toUpperCase()}${locals.slice(1)}`;
  const members = spec.network.members > 1 ? ` × ${spec.network.members} members` : "";
  const inPhase = (task: TaskRow, selection: boolean) =>
    "fold" in task.input &&
    (task.input.fold !== FUTURE_FOLD && task.input.fold < spec.selectionFolds) === selection;
  const isTrial = ({ input }: TaskRow) =>
    ["auto_calibrate", "auto_plan", "auto_try", "auto_choose"].includes(input.kind);
  const phase = (selection: boolean, folds: string): Group[] => [
    {
      title: `${localTitle}: ${folds}`,
      tasks: of((task) => task.input.kind === "local" && inPhase(task, selection)),
    },
    {
      title: `Network: ${folds}${members}`,
      tasks: of(
        (task) =>
          (task.input.kind === "network" || task.input.kind === "combine") && inPhase(task, selection),
      ),
    },
    {
      title: `Forecanvas's choice: ${folds}`,
      tasks: of(
        (task) =>
          (task.input.kind === "auto_part" || task.input.kind === "auto_blend") && inPhase(task, selection),
      ),
    },
  ];
  const single = (kind: string, title: string): Group => ({
    title,
    tasks: of((task) => task.input.kind === kind),
  });
  return [
    single("prepare", `Load ${dataTitle}, check for leakage`),
    { title: "Try methods on the past before the first fold, and choose", tasks: of(isTrial) },
    ...phase(true, plural(spec.selectionFolds, "selection fold")),
    single("select", "Choose the methods"),
    ...phase(false, `${plural(spec.testFolds, "untouched fold")} and the future`),
    single("score", "Score"),
  ].filter((group) => group.tasks.length > 0);
}

function stateOf(tasks: readonly TaskRow[]): StepState {
  const has = (status: TaskStatus) => tasks.some((task) => task.status === status);
  if (has("failed")) return "failed";
  if (tasks.every((task) => task.status === "succeeded")) return "done";
  if (has("running")) return "running";
  if (has("cancelled")) return "cancelled";
  return has("succeeded") ? "running" : "waiting";
}

function foldTitle(task: TaskRow, spec: BacktestSpec): string {
  if (!("fold" in task.input)) return "";
  const { fold } = task.input;
  const total = spec.selectionFolds + spec.testFolds;
  const words = fold === FUTURE_FOLD ? "the future" : `fold ${fold + 1} of ${total}`;
  if (task.input.kind !== "network" || spec.network.members < 2) return words;
  return `${words}, member ${task.input.member + 1} of ${spec.network.members}`;
}

function detailOf(group: Group, state: StepState, spec: BacktestSpec): string {
  const { tasks } = group;
  if (state === "waiting" || state === "cancelled") return state === "waiting" ? "waiting" : "not finished";
  const done = tasks.filter((task) => task.status === "succeeded").length;
  if (state === "done") return tasks.length > 1 ? `${tasks.length} of ${tasks.length}` : "";
  const current = tasks.find((task) => task.status === "running");
  const again = current && current.attempt > 1 ? `attempt ${current.attempt}` : "";
  const parts = current
    ? [foldTitle(current, spec), current.message, again].filter((part) => part !== "")
    : [];
  return parts.length > 0 ? parts.join(", ") : `${done} of ${tasks.length}`;
}

export function stepViews(
  tasks: readonly TaskRow[],
  spec: BacktestSpec,
  options: { now: number; dataTitle: string },
): StepView[] {
  const begun = Math.min(...tasks.flatMap((task) => task.startedAt ?? []));
  return groupSteps(tasks, spec, options.dataTitle).map((group) => {
    const state = stateOf(group.tasks);
    const starts = group.tasks.flatMap((task) => task.startedAt ?? []);
    const ends = group.tasks.flatMap((task) =>
      task.startedAt === null ? [] : (task.finishedAt ?? options.now),
    );
    const seconds = starts.length > 0 ? (Math.max(...ends) - Math.min(...starts)) / 1_000 : null;
    const startsAfter = starts.length > 0 ? (Math.min(...starts) - begun) / 1_000 : null;
    return { title: group.title, state, detail: detailOf(group, state, spec), seconds, startsAfter };
  });
}

/** The curve of the network that trains now, else of the one that trained last. */
export function lossView(tasks: readonly TaskRow[], spec: BacktestSpec): LossView | null {
  const withCurve = tasks.filter((task) => (task.lossCurve?.length ?? 0) > 0);
  // In the order of the work, as the step's own words are: the two then tell of the same member.
  const running = withCurve.find((task) => task.status === "running");
  const last = withCurve.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0];
  const shown = running ?? last;
  if (!shown?.lossCurve) return null;
  const isAuto = shown.input.kind === "auto_try" || shown.input.kind === "auto_part";
  return {
    title: isAuto ? autoTitle(shown, spec) : foldTitle(shown, spec),
    totalSteps: isAuto ? stepsOf(shown) : spec.network.trainingSteps,
    points: shown.lossCurve,
  };
}

/** "trying a network, 56 steps back" of "trying a network, 56 steps back, step 12 of 300". */
function autoTitle(task: TaskRow, spec: BacktestSpec): string {
  const words = task.message.replace(/, (step|loading) .*$/, "");
  return [foldTitle(task, spec), words].filter((part) => part !== "").join(", ") || "a trial";
}

/** A plan of `auto` says how many steps its networks take; so does the message while one is at it. */
function stepsOf(task: TaskRow): number {
  const said = /step \d+ of (\d+)/.exec(task.message)?.[1];
  return said ? Number(said) : (task.lossCurve?.at(-1)?.[0] ?? 1);
}

/** Share of the expected work that is done, by `seconds` a task of each group (1 where unknown); 1 only when all is. */
export function progressOf(
  tasks: readonly Pick<TimedTask, "input" | "status" | "progress">[],
  seconds: ReadonlyMap<string, number>,
): number {
  if (tasks.length === 0) return 0;
  if (tasks.every((task) => task.status === "succeeded")) return 1;
  let [total, done] = [0, 0];
  for (const { input, status, progress } of tasks) {
    const weight = seconds.get(groupOf(input)) ?? 1;
    total += weight;
    if (status === "succeeded") done += weight;
    else if (status === "running") done += weight * progress;
  }
  return total > 0 ? Math.min(done / total, 0.999) : 0;
}

/** Whether nothing is at work and what could be is for browsers. */
export function waitsForBrowser(
  place: RunPlace,
  tasks: readonly { input: TaskInput; status: TaskStatus }[],
): boolean {
  if (place === "server" || tasks.some(({ status }) => status === "running")) return false;
  const ready = tasks.filter(({ status }) => status === "queued");
  return ready.length > 0 && ready.every(({ input }) => isForBrowser(place, input));
}

/** One sentence for those who hear the page: said when it changes, so it holds no counters that run. */
export function liveSentence(
  run: Pick<RunLive, "number" | "status" | "steps" | "ahead" | "waitsForBrowser">,
): string {
  const name = `Run ${run.number}`;
  switch (run.status) {
    case "queued":
      return run.ahead > 0
        ? `${name} waits for ${plural(run.ahead, "run")} before it.`
        : `${name} waits for a worker.`;
    case "running": {
      if (run.waitsForBrowser) return `${name} waits for a browser.`;
      const current = run.steps.find((step) => step.state === "running");
      return current ? `${name} is at: ${current.title}.` : `${name} is under way.`;
    }
    case "succeeded":
      return `${name} has finished.`;
    case "failed":
      return `${name} failed.`;
    case "cancelled":
      return `${name} was cancelled.`;
  }
}
