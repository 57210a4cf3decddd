import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { computeTask } from "#lib/forecast/auto/compute.ts";
import { calibrateRun, forecastLane, tryLane } from "#lib/forecast/auto/in-run.ts";
import { forecastFold } from "#lib/forecast/index.ts";
import { contextOf } from "#lib/forecast/testing/panels.ts";
import type { Panel } from "#lib/forecast/types.ts";
import { claimForBrowser } from "../claim.ts";
import { beatForBrowser, failForBrowser, releaseForBrowser } from "../hold.ts";
import { panelForFold } from "../panel.ts";
import { unpackPanel } from "../panel-bytes.ts";
import { type BrowserTask, type ClaimAnswer, ClaimAnswerSchema, type ResultHead } from "../protocol.ts";
import { packResult } from "../result-bytes.ts";
import { storeBrowserResult } from "../store.ts";

const HEAD: ResultHead = {
  notes: [],
  runtime: { backend: "wasm", browser: "Chromium 156 on Linux" },
  loss: [],
};

const ticking = () => contextOf({ clock: () => performance.now() });

/**
 * Does what a page that trains does, over the same bytes and JSON but without a browser. It computes local models alone:
 * a run with networks is trained by a real one.
 */
export function fakeBrowser(actor: ProjectActor, number: number, workerId: string) {
  const never = new AbortController().signal;
  const heldOf = (task: BrowserTask) => ({ workerId, taskId: task.id, attempt: task.attempt });

  const claim = async (waitMs = 0, signal = never): Promise<ClaimAnswer> => {
    const answer = await claimForBrowser(actor, number, { workerId, waitMs }, signal);
    return ClaimAnswerSchema.parse(JSON.parse(JSON.stringify(answer)));
  };
  const panel = async (fold: number): Promise<Panel> =>
    unpackPanel(await panelForFold(actor, number, { fold: String(fold) })).panel;

  /** Local models, the regression, and what `auto` makes of them. */
  const compute = async (task: BrowserTask): Promise<Float32Array> => (await computeAll(task)).quantiles;
  const computeAll = async (
    task: BrowserTask,
  ): Promise<{ quantiles: Float32Array } & Partial<Pick<ResultHead, "costs" | "fits">>> => {
    const { kind, model, fold, firstFold, from, to, spec, lane, plan, blend } = task;
    const seen = await panel(fold.fold);
    const auto = { ...{ panel: seen, spec, firstFold }, compute: computeTask, context: ticking() };
    if (kind === "auto_calibrate") {
      const costs = [...(await calibrateRun(auto))] as NonNullable<ResultHead["costs"]>;
      return { quantiles: new Float32Array(0), costs };
    }
    if (lane !== null && plan) {
      const answer = blend
        ? await forecastLane({ ...auto, plan, blend, fold, lane })
        : await tryLane({ ...auto, plan, lane });
      const { quantiles, milliseconds } = answer;
      return { quantiles, fits: { milliseconds: [...milliseconds], notes: [] } };
    }
    if (model === "network" || model === "auto" || from === null || to === null)
      throw new Error("Local models alone.");
    const seriesIndexes = Int32Array.from({ length: to - from }, (_, i) => from + i);
    return forecastFold({ ...{ panel: seen, spec, model, fold, seriesIndexes }, context: contextOf() });
  };
  const sendBytes = (task: BrowserTask, bytes: Uint8Array) =>
    storeBrowserResult(
      actor,
      number,
      { task: task.id, attempt: String(task.attempt), worker: workerId },
      async () => bytes,
    );
  const send = (task: BrowserTask, quantiles: Float32Array, head: Partial<ResultHead> = {}) =>
    sendBytes(task, packResult({ ...HEAD, ...head, quantiles }));

  const finish = async (task: BrowserTask) => {
    const { quantiles, costs, fits } = await computeAll(task);
    await send(task, quantiles, { ...(costs && { costs }), ...(fits && { fits }) });
  };

  return {
    workerId,
    claim,
    /** The next task, which has to be there. */
    take: async (): Promise<BrowserTask> => {
      const answer = await claim();
      if (answer.state !== "task") throw new Error(`There was no task: ${answer.state}.`);
      return answer.task;
    },
    panel,
    compute,
    send,
    sendBytes,
    finish: async (task: BrowserTask) => finish(task),
    beat: (task: BrowserTask, progress = 0.5) =>
      beatForBrowser(actor, number, {
        ...heldOf(task),
        progress,
        message: "step 1 of 2",
        loss: [[1, 0.5, null]],
      }),
    fail: (task: BrowserTask, code: "bad_panel" | "too_short" | "cancelled" | null, detail = "It broke.") =>
      failForBrowser(actor, number, { ...heldOf(task), code, detail }),
    release: (task: BrowserTask) => releaseForBrowser(actor, number, heldOf(task)),
    releaseAll: () => releaseForBrowser(actor, number, { workerId }),
    /** Works until the run has ended; answers the keys that it did. */
    work: async (): Promise<string[]> => {
      const done: string[] = [];
      for (;;) {
        const answer = await claim(5_000);
        if (answer.state === "ended") return done;
        if (answer.state === "wait") continue;
        await finish(answer.task);
        done.push(answer.task.key);
      }
    },
  };
}
