import { describe, expect, it } from "vitest";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import { FUTURE_FOLD, finalForecastKeys, planTasks, releasable } from "./graph.ts";

const SPEC: BacktestSpec = {
  horizonSteps: 28,
  seasonLength: 7,
  selectionFolds: 3,
  testFolds: 2,
  stepSteps: 28,
  models: ["naive", "seasonal_naive", "theta", "network"],
  network: { trainingSteps: 300, members: 2, lookbackSteps: null },
  seed: 1,
};

/** Ends tasks in an order that the caller picks, releasing as the workers do; answers the keys in the order they ran. */
function play(spec: BacktestSpec, seriesCount: number, pick: (ready: string[]) => number): string[] {
  const tasks = planTasks(spec, seriesCount).map((task) => ({ ...task, status: "waiting" }));
  const order: string[] = [];
  for (;;) {
    for (const task of releasable(tasks)) task.status = "queued";
    const ready = tasks.filter((task) => task.status === "queued");
    if (ready.length === 0) return order;
    const task = ready[pick(ready.map((each) => each.key))];
    if (!task) throw new Error("nothing picked");
    task.status = "succeeded";
    order.push(task.key);
  }
}

describe("planTasks", () => {
  it("makes one task a model, fold and shard, one a member, and a combination a fold", () => {
    const tasks = planTasks(SPEC, 118);
    const count = (kind: string) => tasks.filter((task) => task.input.kind === kind).length;
    // 3 local models × (3 + 2 folds + the future); 6 network folds × 2 members.
    expect(count("local")).toBe(18);
    expect(count("network")).toBe(12);
    expect(count("combine")).toBe(6);
    expect(tasks).toHaveLength(18 + 12 + 6 + 3);
    expect(new Set(tasks.map((task) => task.key)).size).toBe(tasks.length);
    expect(tasks.map((task) => task.position)).toEqual(tasks.map((_, i) => i));
  });

  it("shares large data out by series, each series once", () => {
    const shards = planTasks({ ...SPEC, models: ["theta"] }, 2_345).flatMap(({ input }) =>
      input.kind === "local" && input.fold === 0 ? [[input.from, input.to]] : [],
    );
    expect(shards).toEqual([
      [0, 1_000],
      [1_000, 2_000],
      [2_000, 2_345],
    ]);
  });

  it.each([
    ["first come", () => 0],
    ["last first", (ready: string[]) => ready.length - 1],
    ["from the middle", (ready: string[]) => Math.floor(ready.length / 2)],
  ])("touches no untouched fold and no future before selection has ended (%s)", (_name, pick) => {
    const order = play(SPEC, 118, pick);
    const tasks = new Map(planTasks(SPEC, 118).map((task) => [task.key, task]));
    const selectedAt = order.indexOf("select");
    order.forEach((key, at) => {
      const input = tasks.get(key)?.input;
      if (!input || !("fold" in input)) return;
      const isLater = input.fold === FUTURE_FOLD || input.fold >= SPEC.selectionFolds;
      expect(at > selectedAt, key).toBe(isLater);
    });
    expect(order).toHaveLength(tasks.size);
    expect(order.at(-1)).toBe("score");
  });

  it("lets selection depend on selection folds alone", () => {
    const select = planTasks(SPEC, 118).find((task) => task.key === "select");
    const folds = select?.dependsOn.map((key) => /fold-(\d+)|future/.exec(key)?.[1]);
    expect(new Set(folds)).toEqual(new Set(["0", "1", "2"]));
  });

  it("names the final forecasts: a network's combination, not its members", () => {
    expect(finalForecastKeys({ ...SPEC, models: ["theta", "network"] }, 10, new Set([0]))).toEqual([
      "network/fold-0/combine",
      "theta/fold-0/shard-0",
    ]);
  });
});
