import { describe, expect, it } from "vitest";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import { planTasks } from "./graph.ts";
import { liveSentence, lossView, progressOf, stepViews, type TaskRow, waitsForBrowser } from "./view.ts";

const SPEC: BacktestSpec = {
  horizonSteps: 4,
  seasonLength: 2,
  selectionFolds: 2,
  testFolds: 1,
  stepSteps: 4,
  models: ["seasonal_naive", "theta", "network"],
  network: { trainingSteps: 50, members: 2, lookbackSteps: null },
  seed: 1,
};

function rows(change: (key: string) => Partial<TaskRow>): TaskRow[] {
  return planTasks(SPEC, 10).map(({ key, input }) => ({
    key,
    input,
    status: "waiting",
    progress: 0,
    message: "",
    attempt: 0,
    startedAt: null,
    finishedAt: null,
    lossCurve: null,
    ...change(key),
  }));
}

describe("stepViews", () => {
  it("says fold, member and step of what is at work, and from when each step ran", () => {
    const tasks = rows((key) => {
      if (key === "prepare") return { status: "succeeded", startedAt: 1_000, finishedAt: 3_000 };
      if (key === "network/fold-1/member-0") {
        return { status: "running", startedAt: 4_000, message: "step 12 of 50", attempt: 2 };
      }
      return {};
    });
    const steps = stepViews(tasks, SPEC, { now: 9_000, dataTitle: "version 3" });
    expect(steps.map((step) => step.title)).toEqual([
      "Load version 3, check for leakage",
      "Seasonal naive, Theta: 2 selection folds",
      "Network: 2 selection folds × 2 members",
      "Choose the methods",
      "Seasonal naive, Theta: 1 untouched fold and the future",
      "Network: 1 untouched fold and the future × 2 members",
      "Score",
    ]);
    expect(steps[0]).toMatchObject({ state: "done", startsAfter: 0, seconds: 2 });
    expect(steps[1]).toMatchObject({ state: "waiting", startsAfter: null, seconds: null });
    expect(steps[2]).toMatchObject({
      state: "running",
      detail: "fold 2 of 3, member 1 of 2, step 12 of 50, attempt 2",
      startsAfter: 3,
      seconds: 5,
    });
  });

  it("stays at work between two tasks of a step, and ends cancelled where it was cut short", () => {
    const between = rows((key) =>
      key === "theta/fold-0/shard-0" ? { status: "succeeded", startedAt: 0, finishedAt: 1 } : {},
    );
    expect(stepViews(between, SPEC, { now: 2, dataTitle: "v" })[1]).toMatchObject({
      state: "running",
      detail: "1 of 4",
    });
    const cut = rows(() => ({ status: "cancelled" }));
    expect(stepViews(cut, SPEC, { now: 2, dataTitle: "v" }).every((step) => step.state === "cancelled")).toBe(
      true,
    );
  });
});

it("weighs progress by expected seconds and says 1 only when all is done", () => {
  const weights = new Map([["network:network", 100]]);
  const tasks = rows((key) =>
    key === "network/fold-0/member-0" ? { status: "running", progress: 0.5 } : {},
  );
  const others = tasks.length - 8;
  // Half of one network of eight, each worth a hundred of the other tasks.
  expect(progressOf(tasks, weights)).toBeCloseTo(50 / (800 + others), 9);
  expect(
    progressOf(
      rows(() => ({ status: "succeeded" })),
      weights,
    ),
  ).toBe(1);
  const almost = rows((key) =>
    key === "score" ? { status: "running", progress: 1 } : { status: "succeeded" },
  );
  expect(progressOf(almost, weights)).toBeLessThan(1);
});

it("shows the curve of the network at work, else of the last one", () => {
  const curve = [[1, 0.5, null]] as const;
  const two = rows((key) => {
    if (key === "network/fold-0/member-0") return { status: "succeeded", startedAt: 1, lossCurve: curve };
    if (key === "network/fold-0/member-1") return { status: "running", startedAt: 0, lossCurve: curve };
    return {};
  });
  expect(lossView(two, SPEC)?.title).toBe("fold 1 of 3, member 2 of 2");
  expect(lossView(two.slice(0, 2), SPEC)?.title).toBe("fold 1 of 3, member 1 of 2");
  expect(
    lossView(
      rows(() => ({})),
      SPEC,
    ),
  ).toBeNull();
});

it("waits for a browser when only a browser can go on", () => {
  const at = (status: TaskRow["status"], kind: "network" | "combine") =>
    kind === "network"
      ? { input: { kind, fold: 0, member: 0 } as const, status }
      : { input: { kind, fold: 0 } as const, status };
  expect(waitsForBrowser("browser", [at("queued", "network"), at("waiting", "combine")])).toBe(true);
  expect(waitsForBrowser("server", [at("queued", "network")])).toBe(false);
  expect(waitsForBrowser("browser", [at("running", "network"), at("queued", "network")])).toBe(false);
  expect(waitsForBrowser("browser", [at("succeeded", "network"), at("queued", "combine")])).toBe(false);
  expect(waitsForBrowser("browser", [at("succeeded", "network")])).toBe(false);
  const run = { number: 5, status: "running", steps: [], ahead: 0, waitsForBrowser: true } as const;
  expect(liveSentence({ ...run, steps: [] })).toBe("Run 5 waits for a browser.");
});
