import { describe, expect, it } from "vitest";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { FUTURE_FOLD, finalForecastKeys, isForBrowser, planTasks, releasable } from "./graph.ts";

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
function play(
  spec: BacktestSpec,
  seriesCount: number,
  pick: (ready: string[]) => number,
  place: RunPlace = "server",
): string[] {
  const tasks = planTasks(spec, seriesCount, place).map((task) => ({ ...task, status: "waiting" }));
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

  it("lets auto choose once, before anything that it forecasts, and makes each fold from its parts", () => {
    const spec: BacktestSpec = { ...SPEC, models: ["seasonal_naive", "auto"] };
    const count = (place: RunPlace, kind: string) =>
      planTasks(spec, 118, place).filter((task) => task.input.kind === kind).length;
    expect(
      ["auto_calibrate", "auto_plan", "auto_try", "auto_choose"].map((kind) => count("server", kind)),
    ).toEqual([...[1, 1, 4, 1]]);
    expect(count("browser", "auto_part")).toBe(6 * 2);
    expect(count("browser", "auto_blend")).toBe(6);
    for (const place of ["server", "browser"] as const) {
      const order = play(spec, 118, (ready) => ready.length - 1, place);
      const at = (key: string) => order.indexOf(key);
      expect(order).toHaveLength(planTasks(spec, 118, place).length);
      for (const key of order.filter((each) => /^auto\/(fold|future).*part/.test(each)))
        expect(at(key)).toBeGreaterThan(at("auto/choose"));
      for (const fold of ["fold-3", "fold-4", "future"])
        expect(at(`auto/${fold}/part-0`)).toBeGreaterThan(at("select"));
      expect(at("auto/fold-0/blend")).toBeGreaterThan(at("auto/fold-0/part-1"));
      expect(at("select")).toBeGreaterThan(at("auto/fold-2/blend"));
    }
    expect(finalForecastKeys(spec, 118, new Set([0]))).toEqual([
      "auto/fold-0/blend",
      "seasonal_naive/fold-0/shard-0",
    ]);
    const mine = planTasks(spec, 118, "browser").filter(({ input }) => isForBrowser("browser", input));
    expect(
      mine.some(({ key }) => key === "auto/choose" || key === "auto/plan" || key.endsWith("blend")),
    ).toBe(false);
    expect(mine.filter(({ key }) => key.startsWith("auto/"))).toHaveLength(1 + 4 + 12);
  });

  it.each(["ridge", "trees"] as const)("gives %s all series at once", (model) => {
    const tasks = planTasks({ ...SPEC, models: [model] }, 2_345).filter(
      ({ input }) => input.kind === "local",
    );
    expect(tasks).toHaveLength(6);
    expect(tasks[0]?.input).toMatchObject({ from: 0, to: 2_345 });
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

  const ORDERS: [string, (ready: string[]) => number][] = [
    ["first come", () => 0],
    ["last first", (ready) => ready.length - 1],
    ["from the middle", (ready) => Math.floor(ready.length / 2)],
  ];
  it.each(ORDERS)(
    "opens a fold to a browser only when all of the fold before is stored (%s)",
    (_name, pick) => {
      const order = play({ ...SPEC, models: [...SPEC.models, "today"] }, 2_345, pick, "browser");
      const folds = order.flatMap((key) => /fold-(\d+)|future/.exec(key)?.[0] ?? []);
      const firstOf = [...new Set(folds)];
      expect(firstOf).toEqual(["fold-0", "fold-1", "fold-2", "fold-3", "fold-4", "future"]);
      // Never back to a fold once the next was begun.
      expect(folds.map((fold) => firstOf.indexOf(fold))).toEqual(
        folds.map((fold) => firstOf.indexOf(fold)).toSorted((a, b) => a - b),
      );
      expect(order.indexOf("select")).toBe(order.findLastIndex((key) => key.includes("fold-2")) + 1);
      expect(order.at(-1)).toBe("score");
    },
  );

  it("gives both places the same tasks, and browsers what is trained", () => {
    const keys = (place: RunPlace) => planTasks(SPEC, 2_345, place).map((task) => task.key);
    expect(keys("browser").toSorted()).toEqual(keys("server").toSorted());
    const spec: BacktestSpec = { ...SPEC, models: ["theta", "today", "network"] };
    const theirs = planTasks(spec, 10, "browser").filter(({ input }) => isForBrowser("browser", input));
    expect(new Set(theirs.map(({ input }) => (input.kind === "local" ? input.model : input.kind)))).toEqual(
      new Set(["theta", "network"]),
    );
    expect(theirs.some(({ input }) => isForBrowser("server", input))).toBe(false);
  });
});
