import { loadPanel } from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { partTasks, trialTasks } from "#lib/forecast/auto/in-run.ts";
import type { LaneAnswer } from "#lib/forecast/auto/lanes.ts";
import { seenIndexOf } from "#lib/forecast/index.ts";
import { LEARNS_FROM_ALL, type Panel } from "#lib/forecast/types.ts";
import { sender } from "#lib/jobs/boss.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { getPlan, getReport, storeJson } from "../auto/artifacts.ts";
import { laneOutcome, partText, tryText } from "../auto/lane-outcome.ts";
import { encodeForecast } from "../codec.ts";
import { completeTask, type TaskOutcome } from "../tasks/end.ts";
import { foldWords, trainedOutcome } from "../tasks/outcome.ts";
import {
  checkLane,
  checkQuantiles,
  type ExpectedLane,
  type ExpectedResult,
  expectedLength,
} from "./check-result.ts";
import { EnvelopeError } from "./envelope.ts";
import { type ResultHead, ResultHeadSchema, ResultQuerySchema } from "./protocol.ts";
import { MAX_HEADER_BYTES, unpackResult } from "./result-bytes.ts";
import {
  type BrowserHeldTask,
  type BrowserRun,
  findHeld,
  firstFoldOf,
  foldOf,
  getBrowserRun,
} from "./run.ts";

const tooLate = () =>
  new AppError("conflict", {
    detail:
      "This task is finished already, was cancelled, or is another browser's by now. Its forecasts are safe; this result is not needed.",
  });

/**
 * Takes what a browser computed for the task that it holds. The server decides what it stands for, whether it can be a
 * forecast at all, and writes it as its own workers do; nothing that the browser says about itself is relied on.
 * `read` reads the body of at most so many bytes: no more is taken than this task can need.
 * @throws AppError `invalid_input` for what is no result of this task, `conflict` when it is not this browser's any more.
 */
export async function storeBrowserResult(
  actor: ProjectActor,
  number: number,
  query: Readonly<Record<string, string>>,
  read: (maxBytes: number) => Promise<Uint8Array>,
): Promise<void> {
  const { task: taskId, attempt, worker: workerId } = parseInput(ResultQuerySchema, query);
  const run = await getBrowserRun(actor, number);
  const task = await findHeld(actor, run, { taskId, attempt, workerId });
  if (!task) throw tooLate();
  const panel = await loadPanel({ workspaceId: actor.workspaceId, versionId: run.versionId });
  const expected = await expectationOf(run, task, panel);
  const bytes = await read(MAX_HEADER_BYTES + 64 + 4 * expected.length);
  const outcome = await outcomeOf(run, task, { expected, result: openResult(bytes) });
  if (!(await completeTask(task, outcome, await sender()))) throw tooLate();
}

/** What a task's result must be: how many numbers, and how they are judged. */
type Expectation =
  | { kind: "forecast"; length: number; one: ExpectedResult }
  | { kind: "lane"; length: number; lane: ExpectedLane }
  | { kind: "costs"; length: 0 };

async function expectationOf(run: BrowserRun, task: BrowserHeldTask, panel: Panel): Promise<Expectation> {
  const { input } = task;
  const { spec } = run;
  const firstFold = firstFoldOf(run.plan);
  const laneOf = (fits: ExpectedLane["fits"]): Expectation => ({
    kind: "lane",
    length: fits.reduce((sum, fit) => sum + expectedLength(fit), 0),
    lane: { fits },
  });
  switch (input.kind) {
    case "auto_calibrate":
      return { kind: "costs", length: 0 };
    case "auto_try": {
      const { plan } = await getPlan(task);
      return laneOf(trialTasks({ spec, firstFold, plan, lane: input.lane }));
    }
    case "auto_part": {
      const { report, blend } = await getReport(task);
      const fold = foldOf(run.plan, input.fold);
      return laneOf(
        partTasks({ ...{ panel, spec, firstFold, plan: report.plan, blend, fold }, lane: input.lane }),
      );
    }
    default: {
      const fold = foldOf(run.plan, input.fold);
      const range = input.kind === "local" ? input : { from: 0, to: panel.ids.length };
      const one: ExpectedResult = {
        ...{ panel, cutoffIndex: seenIndexOf(fold, spec), horizonSteps: spec.horizonSteps },
        ...{ from: range.from, to: range.to },
        mayBeMissing: input.kind === "local" && LEARNS_FROM_ALL.has(input.model),
      };
      return { kind: "forecast", length: expectedLength(one), one };
    }
  }
}

function openResult(bytes: Uint8Array): { head: ResultHead; quantiles: Float32Array } {
  try {
    const { head, quantiles } = unpackResult(bytes);
    return { head: parseInput(ResultHeadSchema, head), quantiles };
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    throw new AppError("invalid_input", { detail: `${error.message} Nothing was stored.` });
  }
}

async function outcomeOf(
  run: BrowserRun,
  task: BrowserHeldTask,
  { expected, result }: { expected: Expectation; result: { head: ResultHead; quantiles: Float32Array } },
): Promise<TaskOutcome> {
  const { head, quantiles } = result;
  const outcome =
    expected.kind === "forecast"
      ? await forecastOutcome(run, task, { head, quantiles, one: expected.one })
      : expected.kind === "lane"
        ? await laneResult(run, task, { head, quantiles, lane: expected.lane })
        : await costsOutcome(task, head, quantiles);
  const [title, ...notes] = outcome.logs;
  const text = `${title?.text}, in a browser, ${task.seconds.toFixed(1)} s`;
  return { ...outcome, logs: [{ level: "info", text }, ...notes] };
}

const runtimeOf = (head: ResultHead) => ({ ...head.runtime, place: "browser" });

async function forecastOutcome(
  run: BrowserRun,
  task: BrowserHeldTask,
  result: { head: ResultHead; quantiles: Float32Array; one: ExpectedResult },
): Promise<TaskOutcome> {
  const { head, one } = result;
  const { input, workspaceId } = task;
  if (input.kind !== "local" && input.kind !== "network") throw new Error("This is no forecast.");
  const { spec } = run;
  const fold = foldOf(run.plan, input.fold);
  const forecast = await encodeForecast({
    model: input.kind === "local" ? input.model : "network",
    fold: fold.fold,
    cutoffIndex: fold.cutoffIndex,
    horizonSteps: spec.horizonSteps,
    seriesIndexes: Int32Array.from({ length: one.to - one.from }, (_, i) => one.from + i),
    quantiles: checkQuantiles(result.quantiles, one),
    notes: head.notes,
  });
  const curve = input.kind === "network" ? head.loss : [];
  return trainedOutcome({ workspaceId, input, spec, fold, forecast, curve, runtime: runtimeOf(head) });
}

function laneResult(
  run: BrowserRun,
  task: BrowserHeldTask,
  result: { head: ResultHead; quantiles: Float32Array; lane: ExpectedLane },
): Promise<TaskOutcome> {
  const { head, lane } = result;
  const { input, workspaceId } = task;
  const quantiles = checkLane(result.quantiles, lane);
  const times = head.fits?.milliseconds ?? [];
  const answer: LaneAnswer = {
    quantiles,
    milliseconds: lane.fits.map((_, i) => times[i] ?? 0),
    notes: lane.fits.map((_, i) =>
      (head.fits?.notes ?? []).flatMap(([fit, note]) => (fit === i ? [note] : [])),
    ),
  };
  const text =
    input.kind === "auto_part"
      ? partText(foldWords(foldOf(run.plan, input.fold)), input.lane, answer)
      : tryText(input.kind === "auto_try" ? input.lane : 0, answer);
  return laneOutcome({ workspaceId, answer, curve: head.loss, runtime: runtimeOf(head), text });
}

/** A browser has as many hands as it says; a wrong number makes a plan too large or too small, and nothing else. */
const MOST_THREADS = 16;

async function costsOutcome(
  task: BrowserHeldTask,
  head: ResultHead,
  quantiles: Float32Array,
): Promise<TaskOutcome> {
  if (!head.costs || quantiles.length > 0) {
    throw new AppError("invalid_input", {
      detail: "The result holds no times of the methods. Nothing was stored.",
    });
  }
  const said = Math.trunc(Number(head.runtime.workers));
  const threads = said >= 1 ? Math.min(said, MOST_THREADS) : 1;
  return {
    artifacts: [await storeJson(task.workspaceId, "auto_costs", { costs: head.costs, threads })],
    logs: [{ level: "info", text: `${head.costs.length} methods timed` }],
    run: { runtime: runtimeOf(head) },
  };
}
