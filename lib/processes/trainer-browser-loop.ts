import type { BrowserTask, ClaimAnswer } from "#lib/features/runs/browser/protocol.ts";
import type { BrowserResult } from "#lib/features/runs/browser/result-bytes.ts";
import type { FromBrowserTrainer } from "#lib/features/runs/browser/trainer-messages.ts";
import type { Runtime } from "#lib/features/runs/trainer.ts";
import { ForecastError } from "#lib/forecast/index.ts";
import type { EngineContext, Panel } from "#lib/forecast/types.ts";
import { type Link, LinkRefusal, LinkStop } from "./trainer-browser-link.ts";
import type { AutoJob, computeAuto, computeForecast, ForecastJob } from "./trainer-compute.ts";

const BEAT_MS = 1_000;
const REPORT_MS = 2_000;

type LossPoint = [number, number, number | null];

export interface LoopOptions {
  /** Opens the way to the server; `onOffline` is `LinkOptions.onOffline`. */
  connect: (onOffline: (words: string | null) => void) => Link;
  compute: (
    job: ForecastJob,
    options: { panel: Panel; context: EngineContext },
  ) => ReturnType<typeof computeForecast>;
  computeAuto: (
    job: AutoJob,
    options: { panel: Panel; context: EngineContext },
  ) => ReturnType<typeof computeAuto>;
  clock: () => number;
  /** Lets one worker of the browser at a time wait for a task: each waiting request holds one of its few connections. */
  takeTurn: (signal: AbortSignal, claim: (waitMs: number) => Promise<ClaimAnswer>) => Promise<ClaimAnswer>;
  post: (message: FromBrowserTrainer) => void;
  /** Also tell how far the whole run is. */
  reports: boolean;
  /** Added to what the backend says of itself. */
  facts: Runtime;
}

interface Hand {
  task: BrowserTask;
  abort: AbortController;
  progress: number;
  message: string;
  curve: LossPoint[];
  curveSent: number;
  /** The result is on its way: the server may already say that the task is no longer held. */
  isSending: boolean;
  isBeating: boolean;
}

export interface TrainerLoop {
  /** Takes tasks until the run has ended, `stop` was called, or nothing helps; it never rejects. */
  run: () => Promise<void>;
  /** Looks at once whether what it holds is still wanted. */
  check: () => void;
  /** Hands back what it holds and ends. */
  stop: () => void;
}

/** One worker's share of a run: takes a task, computes, sends the result, and again. It decides nothing about results. */
export function createTrainerLoop(options: LoopOptions): TrainerLoop {
  const { post } = options;
  /** Ends waiting and talking; a hand has its own. */
  const over = new AbortController();
  let stopped: LinkStop | null = null;
  let hand: Hand | null = null;
  let kept: { fold: number; panel: Panel } | null = null;

  const say = (phase: "waiting" | "training" | "offline", words = "") =>
    post({ type: "phase", phase, words });
  const link = options.connect((words) =>
    words === null ? say(hand ? "training" : "waiting") : say("offline", words),
  );

  const end = (why: LinkStop) => {
    stopped ??= why;
    hand?.abort.abort();
    over.abort();
  };

  const pulse = async (held: Hand) => {
    if (held.isBeating || held.isSending) return;
    held.isBeating = true;
    const { task, progress, message, curve } = held;
    const loss = curve.length > held.curveSent ? [...curve] : null;
    try {
      const answer = await link.beat(task, { progress, message, loss }, held.abort.signal);
      if (loss) held.curveSent = loss.length;
      if (!held.abort.signal.aborted) say("training");
      // Cancelled, or given to another.
      if (!answer.held && !held.isSending) held.abort.abort();
    } catch (error) {
      if (error instanceof LinkStop) end(error);
      else if (!held.abort.signal.aborted && !(error instanceof LinkRefusal)) {
        say("offline", "The server cannot be reached. The work goes on here and is sent when it can be.");
      }
    } finally {
      held.isBeating = false;
    }
  };

  const panelFor = async (held: Hand): Promise<Panel> => {
    const { fold } = held.task.fold;
    if (kept?.fold !== fold) {
      held.message = "receiving the data";
      kept = null;
      const { panel } = await link.panel(fold, held.abort.signal);
      kept = { fold, panel };
    }
    return kept.panel;
  };

  const contextOf = (held: Hand): EngineContext => ({
    signal: held.abort.signal,
    clock: options.clock,
    onProgress: ({ fraction, message, loss }) => {
      held.progress = Math.min(Math.max(fraction, 0), 1);
      held.message = message;
      if (!loss) return;
      // The next network of the same task begins a curve of its own.
      if (loss.step <= (held.curve.at(-1)?.[0] ?? 0)) {
        held.curve.length = 0;
        held.curveSent = 0;
      }
      held.curve.push([loss.step, loss.training, loss.validation]);
    },
  });

  const work = async (held: Hand) => {
    const { task, abort } = held;
    const panel = await panelFor(held);
    const result = await computeResult(task, { panel, context: contextOf(held) });
    held.isSending = true;
    const { runtime, ...rest } = result;
    await link.result(
      task,
      { ...rest, runtime: { ...options.facts, ...runtime }, loss: held.curve },
      abort.signal,
    );
  };

  const computeResult = async (
    task: BrowserTask,
    given: { panel: Panel; context: EngineContext },
  ): Promise<Omit<BrowserResult, "loss" | "runtime"> & { runtime: Runtime | null }> => {
    const job = jobOf(task);
    if (job.kind === "local" || job.kind === "network") {
      const { forecast, runtime } = await options.compute(job, given);
      return { quantiles: forecast.quantiles, notes: [...forecast.notes], runtime };
    }
    const { costs, answer, runtime } = await options.computeAuto(job, given);
    return {
      quantiles: answer?.quantiles ?? new Float32Array(0),
      notes: [],
      runtime,
      ...(costs && { costs: [...costs] as NonNullable<BrowserResult["costs"]> }),
      ...(answer && {
        fits: {
          milliseconds: [...answer.milliseconds],
          notes: answer.notes.flatMap((notes, fit) => notes.map((note): [number, string] => [fit, note])),
        },
      }),
    };
  };

  const perform = async (task: BrowserTask) => {
    const held: Hand = {
      task,
      abort: new AbortController(),
      progress: 0,
      message: "",
      curve: [],
      curveSent: 0,
      isSending: false,
      isBeating: false,
    };
    hand = held;
    post({ type: "held", task: { taskId: task.id, attempt: task.attempt } });
    say("training");
    const beats = setInterval(() => void pulse(held), BEAT_MS);
    try {
      await work(held);
    } catch (error) {
      await giveUp(held, error);
    } finally {
      clearInterval(beats);
      hand = null;
      post({ type: "held", task: null });
    }
  };

  const giveUp = async (held: Hand, error: unknown) => {
    const { task, abort } = held;
    if (error instanceof LinkStop) throw error;
    if (stopped) return;
    if (abort.signal.aborted || (error instanceof LinkRefusal && error.isConflict)) return;
    const problem =
      error instanceof ForecastError
        ? { code: error.code, detail: error.detail }
        : { code: null, detail: `The browser could not finish it: ${wordsOf(error)}` };
    await link.fail(task, problem, over.signal).catch((refusal: unknown) => {
      if (!(refusal instanceof LinkRefusal)) throw refusal;
    });
  };

  const report = async () => {
    try {
      post({ type: "run", progress: await link.progress(over.signal) });
    } catch (error) {
      if (error instanceof LinkStop) end(error);
    }
  };

  const takeAll = async () => {
    while (!stopped) {
      if (!hand) say("waiting");
      const answer = await options.takeTurn(over.signal, (waitMs) => link.claim(waitMs, over.signal));
      if (answer.state === "ended") {
        post({ type: "ended", status: answer.status });
        return;
      }
      if (answer.state === "task") await perform(answer.task);
    }
  };

  return {
    run: async () => {
      const reports = options.reports ? setInterval(() => void report(), REPORT_MS) : undefined;
      if (options.reports) void report();
      try {
        await takeAll();
      } catch (error) {
        if (error instanceof LinkStop) stopped ??= error;
        stopped ??= new LinkStop("broken", `Training in this browser broke: ${wordsOf(error)}`);
      } finally {
        clearInterval(reports);
        // What cannot be handed back is taken back by the server after a while.
        if (stopped?.reason === "asked") await link.release(new AbortController().signal).catch(() => {});
        if (stopped) post({ type: "stopped", reason: stopped.reason, words: stopped.message });
      }
    },
    check: () => {
      if (hand) void pulse(hand);
    },
    stop: () => end(new LinkStop("asked", "")),
  };
}

function jobOf(task: BrowserTask): ForecastJob | AutoJob {
  const { kind, model, spec, fold, firstFold, from, to, member, lane, plan, blend } = task;
  const common = { spec, firstFold };
  if (kind === "network" && member !== null) return { ...common, kind, fold, member };
  if (kind === "local" && model !== "network" && model !== "auto" && from !== null && to !== null) {
    return { ...common, kind, model, fold, from, to };
  }
  if (kind === "auto_calibrate") return { ...common, kind };
  if (kind === "auto_try" && lane !== null && plan) return { ...common, kind, lane, plan };
  if (kind === "auto_part" && lane !== null && plan && blend)
    return { ...common, kind, lane, plan, blend, fold };
  throw new Error("The server gave a task that this page does not know. Reload the page.");
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
