import { describe, expect, it } from "vitest";
import { expectedSeconds, meanSeconds, remainingSeconds, type TimedTask } from "./estimate.ts";

const theta = (status: TimedTask["status"], rest: Partial<TimedTask> = {}): TimedTask => ({
  input: { kind: "local", model: "theta", fold: 0, from: 0, to: 1 },
  status,
  progress: 0,
  startedAt: null,
  finishedAt: null,
  ...rest,
});

describe("remainingSeconds", () => {
  it("takes the mean of what has finished for what waits", () => {
    const tasks = [
      theta("succeeded", { startedAt: 0, finishedAt: 2_000 }),
      theta("succeeded", { startedAt: 0, finishedAt: 4_000 }),
      theta("waiting"),
      theta("queued"),
    ];
    // Two tasks of (2 + 4) / 2 s, one after the other.
    expect(remainingSeconds(tasks, { now: 9_000 })).toBeCloseTo(6, 9);
  });

  it("projects what is at work from its progress", () => {
    const tasks = [theta("running", { startedAt: 0, progress: 0.25 })];
    // 10 s for a quarter leaves 30 s.
    expect(remainingSeconds(tasks, { now: 10_000 })).toBeCloseTo(30, 9);
  });

  it("shares out over the tasks at work, and is never shorter than the longest of them", () => {
    const running = (progress: number) => theta("running", { startedAt: 0, progress });
    // Left: 10 s and 90 s; shared 50 s, but the slower one needs 90 s.
    expect(remainingSeconds([running(0.5), running(0.1)], { now: 10_000 })).toBeCloseTo(90, 9);
  });

  it("knows nothing before anything is measured, unless there is a prior", () => {
    expect(remainingSeconds([theta("waiting")], { now: 0 })).toBeNull();
    expect(remainingSeconds([theta("waiting")], { now: 0, prior: new Map([["local:theta", 7]]) })).toBe(7);
  });

  it("prefers measurement to the prior", () => {
    const tasks = [theta("succeeded", { startedAt: 0, finishedAt: 1_000 }), theta("waiting")];
    expect(remainingSeconds(tasks, { now: 1_000, prior: new Map([["local:theta", 99]]) })).toBe(1);
  });

  it("is zero when nothing is left", () => {
    expect(remainingSeconds([theta("succeeded", { startedAt: 0, finishedAt: 1 })], { now: 5 })).toBe(0);
  });
});

it("averages the finished tasks of each group", () => {
  const tasks = [
    theta("succeeded", { startedAt: 0, finishedAt: 2_000 }),
    theta("succeeded", { startedAt: 1_000, finishedAt: 2_000 }),
    theta("running", { startedAt: 0 }),
  ];
  expect(meanSeconds(tasks)).toEqual(new Map([["local:theta", 1.5]]));
});

describe("expectedSeconds", () => {
  const options = {
    spec: {
      horizonSteps: 4,
      seasonLength: 2,
      selectionFolds: 2,
      testFolds: 1,
      stepSteps: 4,
      models: ["network"] as const,
      network: { trainingSteps: 50, members: 2, lookbackSteps: null },
      seed: 1,
    },
    seriesCount: 10,
    periods: 100,
    measured: new Map([
      ["prepare:", 1],
      ["network:network", 10],
      ["combine:network", 0],
      ["select:", 1],
      ["score:", 1],
    ]),
  };

  it("shares all folds out over the server's threads", () => {
    // Four folds (two, one, and the future) of two members, 10 s each, on four threads; 3 s alone.
    expect(expectedSeconds({ ...options, threads: 4 })).toBeCloseTo(80 / 4 + 3, 9);
  });

  it("takes a browser's folds one after the other, none shorter than a member", () => {
    expect(expectedSeconds({ ...options, threads: 4, place: "browser" })).toBeCloseTo(4 * 10 + 3, 9);
    expect(expectedSeconds({ ...options, threads: 1, place: "browser" })).toBeCloseTo(4 * 20 + 3, 9);
  });
});
