import { loadPanel } from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { Panel } from "#lib/forecast/types.ts";
import { sender } from "#lib/jobs/boss.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { encodeForecast } from "../codec.ts";
import { completeTask, type TaskOutcome } from "../tasks/end.ts";
import { trainedOutcome } from "../tasks/outcome.ts";
import { checkQuantiles, type ExpectedResult, expectedLength } from "./check-result.ts";
import { EnvelopeError } from "./envelope.ts";
import { type ResultHead, ResultHeadSchema, ResultQuerySchema } from "./protocol.ts";
import { MAX_HEADER_BYTES, unpackResult } from "./result-bytes.ts";
import { type BrowserHeldTask, type BrowserRun, findHeld, foldOf, getBrowserRun } from "./run.ts";

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
  const expected = expectationOf(run, task, panel);
  const bytes = await read(MAX_HEADER_BYTES + 64 + 4 * expectedLength(expected));
  const { head, quantiles } = openResult(bytes);
  const outcome = await outcomeOf(run, task, {
    head,
    quantiles: checkQuantiles(quantiles, expected),
    from: expected.from,
  });
  if (!(await completeTask(task, outcome, await sender()))) throw tooLate();
}

function expectationOf(run: BrowserRun, { input }: BrowserHeldTask, panel: Panel): ExpectedResult {
  const { cutoffIndex } = foldOf(run.plan, input.fold);
  const { from, to } = input.kind === "local" ? input : { from: 0, to: panel.ids.length };
  return { panel, cutoffIndex, horizonSteps: run.spec.horizonSteps, from, to };
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
  result: { head: ResultHead; quantiles: Float32Array; from: number },
): Promise<TaskOutcome> {
  const { head, quantiles, from } = result;
  const { input, workspaceId } = task;
  const { spec } = run;
  const fold = foldOf(run.plan, input.fold);
  const model = input.kind === "local" ? input.model : "network";
  const series = quantiles.length / expectedLength({ from: 0, to: 1, horizonSteps: spec.horizonSteps });
  const forecast = await encodeForecast({
    model,
    fold: fold.fold,
    cutoffIndex: fold.cutoffIndex,
    horizonSteps: spec.horizonSteps,
    seriesIndexes: Int32Array.from({ length: series }, (_, i) => from + i),
    quantiles,
    notes: head.notes,
  });
  const outcome = await trainedOutcome({
    workspaceId,
    input,
    spec,
    fold,
    forecast,
    curve: input.kind === "network" ? head.loss : [],
    runtime: { ...head.runtime, place: "browser" },
  });
  const [title, ...notes] = outcome.logs;
  const text = `${title?.text}, in a browser, ${task.seconds.toFixed(1)} s`;
  return { ...outcome, logs: [{ level: "info", text }, ...notes] };
}
