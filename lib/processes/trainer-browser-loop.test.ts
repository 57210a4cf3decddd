import { describe, expect, it, vi } from "vitest";
import type { ClaimAnswer } from "#lib/features/runs/browser/protocol.ts";
import type { BrowserResult } from "#lib/features/runs/browser/result-bytes.ts";
import type { FromBrowserTrainer } from "#lib/features/runs/browser/trainer-messages.ts";
import { throwIfCancelled } from "#lib/forecast/errors.ts";
import { ForecastError, forecastFold } from "#lib/forecast/index.ts";
import { contextOf, panelOf, specOf } from "#lib/forecast/testing/panels.ts";
import { type Link, LinkRefusal, LinkStop } from "./trainer-browser-link.ts";
import { createTrainerLoop, type LoopOptions } from "./trainer-browser-loop.ts";
import { computeForecast } from "./trainer-compute.ts";

const SPEC = specOf();
const PANEL = panelOf(
  Object.fromEntries(
    ["a", "b", "c"].map((id, k) => [id, Array.from({ length: 60 }, (_, t) => 10 + k + (t % 7) + (t % 3))]),
  ),
);

function task(fold: number, id = `task-${fold}`): ClaimAnswer {
  return {
    state: "task",
    task: {
      id,
      key: id,
      attempt: 1,
      kind: "local",
      model: "seasonal_naive",
      fold: { fold, role: "selection", cutoffIndex: 40 + fold },
      firstFold: { fold: 0, role: "selection", cutoffIndex: 40 },
      member: null,
      from: 0,
      to: 3,
      ...{ lane: null, plan: null, blend: null },
      spec: SPEC,
    },
  };
}
const ENDED: ClaimAnswer = { state: "ended", status: "succeeded" };

function loop(
  claims: ClaimAnswer[],
  changes: { link?: Partial<Link>; compute?: LoopOptions["compute"] } = {},
) {
  const messages: FromBrowserTrainer[] = [];
  const results: BrowserResult[] = [];
  const { claim, panel, beat, result, fail, release, progress } = changes.link ?? {};
  const fold = (number: number) => ({ fold: number, role: "selection" as const, cutoffIndex: 0 });
  const link = {
    claim: vi.fn<Link["claim"]>(claim ?? (async () => claims.shift() ?? ENDED)),
    panel: vi.fn<Link["panel"]>(
      panel ?? (async (number) => ({ fold: fold(number), panel: PANEL, exact: true })),
    ),
    beat: vi.fn<Link["beat"]>(beat ?? (async () => ({ held: true }))),
    result: vi.fn<Link["result"]>(result ?? (async (_task, sent) => void results.push(sent))),
    fail: vi.fn<Link["fail"]>(fail ?? (async () => {})),
    release: vi.fn<Link["release"]>(release ?? (async () => {})),
    progress: vi.fn<Link["progress"]>(progress ?? (async () => 0.5)),
  };
  const created = createTrainerLoop({
    connect: () => link,
    compute:
      changes.compute ??
      ((job, options) =>
        computeForecast(job, {
          ...options,
          prepareTensorflow: () => Promise.reject(new Error("no network here")),
        })),
    computeAuto: () => Promise.reject(new Error("not here")),
    clock: () => performance.now(),
    takeTurn: (_signal, claim) => claim(0),
    post: (message) => messages.push(message),
    reports: false,
    facts: { workers: "2" },
  });
  return { ...created, link, messages, results };
}

/** Computes until it is told to stop. */
const endless: LoopOptions["compute"] = async (_job, { context }) => {
  for (;;) {
    throwIfCancelled(context.signal);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe("a worker of a browser", () => {
  it("computes what the engine computes, fetches each fold's data once, and ends with the run", async () => {
    const { run, link, results, messages } = loop([task(0), task(0, "b"), { state: "wait" }, task(1)]);
    await run();
    expect(link.panel.mock.calls.map(([fold]) => fold)).toEqual([0, 1]);
    expect(results).toHaveLength(3);
    const expected = await forecastFold({
      panel: PANEL,
      spec: SPEC,
      model: "seasonal_naive",
      fold: { fold: 0, role: "selection", cutoffIndex: 40 },
      seriesIndexes: Int32Array.of(0, 1, 2),
      context: contextOf(),
    });
    expect(results[0]).toEqual({
      quantiles: expected.quantiles,
      notes: [],
      runtime: { workers: "2" },
      loss: [],
    });
    expect(messages.at(-1)).toEqual({ type: "ended", status: "succeeded" });
    expect(messages.filter(({ type }) => type === "held")).toHaveLength(6);
  });

  it("drops what is no longer held, without a word to the server, and takes the next", async () => {
    const { run, check, link } = loop([task(0)], {
      compute: endless,
      link: { beat: async () => ({ held: false }) },
    });
    const done = run();
    await vi.waitFor(() => expect(link.panel).toHaveBeenCalled());
    check();
    await done;
    expect(link.result).not.toHaveBeenCalled();
    expect(link.fail).not.toHaveBeenCalled();
    expect(link.release).not.toHaveBeenCalled();
  });

  it("tells how far it is while it computes, the curve only when there is more of it", async () => {
    let finish = () => {};
    const { run, check, link } = loop([task(0)], {
      compute: async (job, options) => {
        const loss = { step: 3, training: 0.4, validation: null };
        options.context.onProgress({ fraction: 0.3, message: "step 3 of 10", loss });
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return computeForecast(job, { ...options, prepareTensorflow: async () => ({}) });
      },
    });
    const done = run();
    for (let times = 1; times <= 2; times += 1) {
      await vi.waitFor(() => {
        check();
        expect(link.beat.mock.calls.length).toBeGreaterThanOrEqual(times);
      });
    }
    finish();
    await done;
    const pulses = link.beat.mock.calls.map((call) => call[1]).filter(({ progress }) => progress === 0.3);
    expect(pulses[0]).toEqual({ progress: 0.3, message: "step 3 of 10", loss: [[3, 0.4, null]] });
    expect(pulses.slice(1).every(({ loss }) => loss === null)).toBe(true);
  });

  it("hands back what it holds when it is stopped", async () => {
    const { run, stop, link, messages } = loop([task(0)], { compute: endless });
    const done = run();
    await vi.waitFor(() => expect(link.panel).toHaveBeenCalled());
    stop();
    await done;
    expect(link.release).toHaveBeenCalledTimes(1);
    expect(messages.at(-1)).toEqual({ type: "stopped", reason: "asked", words: "" });
  });

  it("reports what the engine refuses with its code, and what breaks without one", async () => {
    const refusing = loop([task(0)], {
      compute: () => Promise.reject(new ForecastError("too_short", "Too short.")),
    });
    await refusing.run();
    expect(refusing.link.fail.mock.calls[0]?.at(1)).toEqual({ code: "too_short", detail: "Too short." });
    const breaking = loop([task(0)], { compute: () => Promise.reject(new Error("out of memory")) });
    await breaking.run();
    expect(breaking.link.fail.mock.calls[0]?.at(1)).toEqual({
      code: null,
      detail: "The browser could not finish it: out of memory",
    });
  });

  it("goes on when a result came too late, and reports one that was refused", async () => {
    const late = loop([task(0)], { link: { result: () => Promise.reject(new LinkRefusal(true, "Taken.")) } });
    await late.run();
    expect(late.link.fail).not.toHaveBeenCalled();
    const wrong = loop([task(0)], { link: { result: () => Promise.reject(new LinkRefusal(false, "NaN.")) } });
    await wrong.run();
    expect(wrong.link.fail.mock.calls[0]?.at(1)).toMatchObject({
      code: null,
      detail: expect.stringContaining("NaN."),
    });
    expect(wrong.messages.at(-1)).toEqual({ type: "ended", status: "succeeded" });
  });

  it("ends, and says why, when it is signed out in the middle of its work", async () => {
    const { run, check, link, messages } = loop([task(0)], {
      compute: endless,
      link: { beat: () => Promise.reject(new LinkStop("signed_out", "You are signed out.")) },
    });
    const done = run();
    await vi.waitFor(() => expect(link.panel).toHaveBeenCalled());
    check();
    await done;
    expect(link.release).not.toHaveBeenCalled();
    expect(messages.at(-1)).toEqual({ type: "stopped", reason: "signed_out", words: "You are signed out." });
  });
});
