import { describe, expect, it } from "vitest";
import { futureFold, planFolds } from "../backtest.ts";
import { createRng } from "../rng.ts";
import { contextOf, panelOf, specOf } from "../testing/panels.ts";
import type { BacktestSpec, Fold, Panel } from "../types.ts";
import { computeTask } from "./compute.ts";
import {
  blendFold,
  type Costs,
  calibrateRun,
  chooseInRun,
  forecastLane,
  partTasks,
  planRun,
  trialTasks,
  tryLane,
} from "./in-run.ts";
import { type LaneAnswer, laneLength, PART_LANES, TRIAL_LANES } from "./lanes.ts";
import type { AutoPlan } from "./plan.ts";

const LENGTH = 120;
let now = 0;
/** Every look at it takes a millisecond. */
const context = contextOf({
  clock: () => {
    now += 1;
    return now;
  },
});
const compute = computeTask;

function sales(change: (value: number, t: number) => number = (value) => value): Panel {
  const rng = createRng(9);
  const list = (level: number) =>
    Array.from({ length: LENGTH }, (_, t) =>
      change(level + 5 * Math.sin((2 * Math.PI * t) / 7) + 0.05 * t + 4 * rng(), t),
    );
  return panelOf({ A: list(20), B: list(30), C: list(40), D: list(50), E: list(60) });
}

interface Done {
  plan: AutoPlan;
  trials: readonly LaneAnswer[];
  chosen: ReturnType<typeof chooseInRun>;
  /** By fold, the future last. */
  quantiles: Float32Array[];
  costs: Costs;
}

/** A whole run of `auto`, its steps one after the other. */
async function run(panel: Panel, spec: BacktestSpec, repeated?: AutoPlan): Promise<Done> {
  const folds = planFolds(panel, spec);
  const firstFold = folds[0] as Fold;
  const ask = { panel, spec, firstFold };
  const costs = await calibrateRun({ ...ask, compute, context });
  const { plan, left } = repeated ? { plan: repeated, left: [] } : planRun({ ...ask, costs, threads: 2 });
  const lanes = (count: number) => Array.from({ length: count }, (_, lane) => lane);
  const trials = await Promise.all(
    lanes(TRIAL_LANES).map((lane) => tryLane({ ...ask, plan, lane, compute, context })),
  );
  const budget = repeated ? null : { threads: 2, spentMs: 0 };
  const chosen = chooseInRun({ ...{ ...ask, plan, left, budget }, answers: trials });
  const quantiles: Float32Array[] = [];
  for (const fold of [...folds, futureFold(panel, spec)]) {
    const each = { ...ask, plan: chosen.report.plan, blend: chosen.blend, fold };
    const answers = await Promise.all(
      lanes(PART_LANES).map((lane) => forecastLane({ ...each, lane, compute, context })),
    );
    answers.forEach((answer, lane) => {
      expect(answer.quantiles.length).toBe(laneLength(partTasks({ ...each, lane })));
    });
    quantiles.push(blendFold({ ...each, answers }).quantiles);
  }
  return { plan, trials, chosen, quantiles, costs };
}

const spec = specOf({ auto: { budgetSeconds: 60 } });

describe("auto in a run", () => {
  it("tries several methods, chooses what errs less than the baseline, and forecasts every fold", async () => {
    const { plan, chosen, quantiles, trials } = await run(sales(), spec);
    expect(plan.candidates[0]?.key).toBe("seasonal_naive");
    expect(plan.candidates.map(({ key }) => key)).toEqual(expect.arrayContaining(["theta", "ridge"]));
    const { report, blend } = chosen;
    expect(report.tried.map(({ model }) => model)).toEqual(plan.candidates.map(({ key }) => key));
    expect(report.chosen?.score).toBeLessThan(1);
    expect(Object.values(blend.shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(quantiles).toHaveLength(4);
    for (const each of quantiles) {
      expect(each.length).toBe(5 * 7 * 21);
      expect(each.every(Number.isFinite)).toBe(true);
    }
    const firstFold = planFolds(sales(), spec)[0] as Fold;
    trials.forEach(({ quantiles: all, milliseconds }, lane) => {
      const tasks = trialTasks({ spec, firstFold, plan, lane });
      expect(all.length).toBe(laneLength(tasks));
      expect(milliseconds.length).toBe(tasks.length);
      // Nothing that is tried reaches the first fold.
      for (const { cutoffIndex, horizonSteps } of tasks)
        expect(cutoffIndex + horizonSteps).toBeLessThanOrEqual(firstFold.cutoffIndex);
    });
  });

  it("chooses before the first fold: what comes later changes no trial, no share and no forecast of that fold", async () => {
    const panel = sales();
    const { cutoffIndex } = planFolds(panel, spec)[0] as Fold;
    const before = await run(panel, spec);
    const after = await run(
      sales((value, t) => (t > cutoffIndex ? 1_000 - 7 * value : value)),
      spec,
      before.chosen.report.plan,
    );
    expect(after.trials.map(({ quantiles }) => quantiles)).toEqual(
      before.trials.map(({ quantiles }) => quantiles),
    );
    expect(after.chosen.blend).toEqual(before.chosen.blend);
    expect(after.quantiles[0]).toEqual(before.quantiles[0]);
    expect(after.quantiles[1]).not.toEqual(before.quantiles[1]);
    // What it learnt from does change it.
    const other = await run(
      sales((value, t) => (t <= cutoffIndex ? value + (t % 2) * 20 : value)),
      spec,
      before.chosen.report.plan,
    );
    expect(other.quantiles[0]).not.toEqual(before.quantiles[0]);
  });

  it("repeats a plan that went through JSON to the same numbers, whatever the repetition takes", async () => {
    const first = await run(sales(), spec);
    const plan = JSON.parse(JSON.stringify(first.chosen.report.plan)) as AutoPlan;
    now += 1e9;
    const again = await run(sales(), { ...spec, auto: { budgetSeconds: 5 } }, plan);
    expect(again.quantiles).toEqual(first.quantiles);
    expect(again.chosen.blend).toEqual(first.chosen.blend);
  });

  it("sees no value of the gap and none before a sliding window", async () => {
    const narrow = specOf({ ...spec, gapSteps: 2, window: { kind: "sliding", windowSteps: 60 } });
    const panel = sales();
    const { cutoffIndex } = planFolds(panel, narrow)[0] as Fold;
    const before = await run(panel, narrow);
    const hidden = sales((value, t) =>
      t > cutoffIndex - 2 || t <= cutoffIndex - 2 - 60 ? 5_000 - value : value,
    );
    const after = await run(hidden, narrow, before.chosen.report.plan);
    expect(after.quantiles[0]).toEqual(before.quantiles[0]);
    expect(before.quantiles[0]?.length).toBe(5 * 7 * 21);
  });

  it("learns the regression once where training once is asked for", async () => {
    const once: BacktestSpec = { ...spec, refit: "once" };
    const panel = sales();
    const [first, , last] = planFolds(panel, once) as [Fold, Fold, Fold];
    const blend = { shares: { ridge: 1 }, spread: null };
    const { plan } = await run(panel, once);
    const forecast = async (from: Panel, asked: BacktestSpec) => {
      const each = { panel: from, spec: asked, firstFold: first, plan, blend, fold: last };
      const answers = await Promise.all(
        [0, 1].map((lane) => forecastLane({ ...each, lane, compute, context })),
      );
      return blendFold({ ...each, answers }).quantiles;
    };
    expect(await forecast(panel, once)).not.toEqual(await forecast(panel, spec));
  });

  it("says what the budget had no room for", () => {
    const panel = sales();
    const firstFold = planFolds(panel, spec)[0] as Fold;
    const slow: Costs = ["theta", "dynamic_theta", "ets", "comb", "mstl_theta"].map((key) => [
      key,
      { fixed: 1e5, step: 0 },
    ]);
    const { plan, left } = planRun({ panel, spec, firstFold, costs: slow, threads: 1 });
    expect(left).toEqual(expect.arrayContaining(["theta", "comb"]));
    expect(plan.candidates.map(({ key }) => key)).not.toContain("theta");
  });

  it("refuses a plan of another horizon", () => {
    const panel = sales();
    const firstFold = planFolds(panel, spec)[0] as Fold;
    const { plan } = planRun({ panel, spec, firstFold, costs: [], threads: 1 });
    const other = { ...spec, horizonSteps: 5 };
    expect(() =>
      chooseInRun({ ...{ panel, spec: other, firstFold, plan, left: [], answers: [] }, budget: null }),
    ).toThrow(/another horizon/);
  });
});
