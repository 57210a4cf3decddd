import { describe, expect, it } from "vitest";
import { type BacktestSpec, type Fold, scoreForecasts } from "#lib/forecast/index.ts";
import { assembleVerdict, costsByModel, type RunEvidence } from "./assemble.ts";
import { verdictSentence } from "./sentence.ts";
import { dailyPanel, methodForecasts } from "./testing.ts";

const SERIES = 12;
const SPEC: BacktestSpec = {
  horizonSteps: 7,
  seasonLength: 7,
  selectionFolds: 1,
  testFolds: 2,
  stepSteps: 7,
  models: ["seasonal_naive", "theta", "network"],
  network: { trainingSteps: 1, members: 1, lookbackSteps: null },
  seed: 7,
};
const FOLDS: Fold[] = [
  { fold: 0, role: "selection", cutoffIndex: 38 },
  { fold: 1, role: "test", cutoffIndex: 45 },
  { fold: 2, role: "test", cutoffIndex: 52 },
  { fold: -1, role: "future", cutoffIndex: 59 },
];
const PRICES = { under: 3, over: 1 };

/** Every series sells 20 a day; `errors` is how far each method is off, on test folds. */
function evidence(errors: { seasonal_naive: number; theta: number; network: number }): RunEvidence {
  const valueAt = (s: number, t: number) => 20 + s + (t % 7);
  const panel = dailyPanel({ series: SERIES, days: 60, valueAt });
  const forecasts = methodForecasts({
    folds: FOLDS,
    models: ["seasonal_naive", "theta", "network"],
    series: SERIES,
    horizonSteps: 7,
    valueAt,
    // On selection folds the order is the other way round: it must not leak into the verdict.
    errorOf: (model, { role }) => {
      const error = errors[model as keyof typeof errors];
      return role === "selection" ? 9 - error : error;
    },
  });
  return {
    panel,
    spec: SPEC,
    folds: FOLDS,
    forecasts,
    table: scoreForecasts({ panel, spec: SPEC, folds: FOLDS, forecasts }),
    selection: { bestStatistical: "theta", bestNetwork: "network" },
  };
}

describe("a run's verdict", () => {
  it("costs every method on the test folds alone", () => {
    const detail = assembleVerdict({
      evidence: evidence({ seasonal_naive: 5, theta: 4, network: 2 }),
      prices: PRICES,
      roi: null,
      currency: "EUR",
    });
    // 12 series × 14 days, each over by its error at €1: 168 · 5, 168 · 4, 168 · 2.
    expect(detail?.costs.map(({ model, short, over }) => [model, short, over])).toEqual([
      ["seasonal_naive", 0, 840],
      ["theta", 0, 672],
      ["network", 0, 336],
    ]);
    expect(detail).toMatchObject({
      answer: "network_pays",
      recommended: "network",
      testPeriods: "14 days",
      quantile: 0.75,
      yearlyFrom: "calendar",
    });
    expect(detail && verdictSentence(detail)).toContain("costs €336 over 14 days of test");
  });

  it("prices a unit short by the other cost", () => {
    const costs = costsByModel(evidence({ seasonal_naive: -2, theta: 0, network: 0 }), "test", PRICES);
    expect(costs.get("seasonal_naive")?.totals).toMatchObject({ costShort: 168 * 2 * 3, costOver: 0 });
  });

  it("charges what two methods share once: from one model to another only saving and upkeep count", () => {
    const asked: string[] = [];
    const detail = assembleVerdict({
      evidence: evidence({ seasonal_naive: 5, theta: 4, network: 2 }),
      prices: PRICES,
      roi: {
        unitsAYear: null,
        networkUpkeep: 400,
        npvOf: (saving, upkeep) => {
          asked.push(`whole ${upkeep}`);
          return saving - upkeep;
        },
        npvOfStep: (saving, upkeep) => {
          asked.push(`step ${upkeep}`);
          return saving - upkeep;
        },
      },
      currency: "EUR",
    });
    expect(detail?.steps.map((step) => `${step.from} ${step.to}`)).toContain("theta network");
    // Leaving seasonal naive for Theta takes the whole project; Theta for the network, the network's upkeep.
    expect(asked[0]).toBe("whole 0");
    expect(asked).toContain("step 400");
  });

  it("scales by the ROI case's volume and asks its NPV with the network's upkeep", () => {
    const asked: [number, number][] = [];
    const detail = assembleVerdict({
      evidence: evidence({ seasonal_naive: 5, theta: 5, network: 2 }),
      prices: PRICES,
      roi: {
        unitsAYear: 1_000_000,
        networkUpkeep: 400,
        npvOf: (saving, upkeep) => {
          asked.push([saving, upkeep]);
          return -1;
        },
        npvOfStep: () => -1,
      },
      currency: "EUR",
    });
    const demand = detail?.demand as number;
    expect(detail?.yearlyFrom).toBe("volume");
    expect(detail?.yearlyFactor).toBeCloseTo(1_000_000 / demand, 9);
    expect(asked).toContainEqual([expect.closeTo((168 * 3 * 1_000_000) / demand, 6), 400]);
    // It saves beyond doubt but its NPV is below zero: the baseline stays.
    expect(detail?.answer).toBe("baseline_suffices");
    expect(detail && verdictSentence(detail)).toContain("its NPV is −€1");
  });

  it("has no verdict without seasonal naive's forecasts", () => {
    const whole = evidence({ seasonal_naive: 5, theta: 4, network: 2 });
    const without = { ...whole, forecasts: whole.forecasts.filter((f) => f.model !== "seasonal_naive") };
    expect(assembleVerdict({ evidence: without, prices: PRICES, roi: null, currency: "EUR" })).toBeNull();
  });

  it("leaves a method out that answered nowhere, instead of dropping every period", () => {
    const whole = evidence({ seasonal_naive: 5, theta: 4, network: 2 });
    const silent = whole.forecasts.map((f) =>
      f.model === "theta" ? { ...f, quantiles: new Float32Array(f.quantiles.length).fill(Number.NaN) } : f,
    );
    const detail = assembleVerdict({
      evidence: { ...whole, forecasts: silent },
      prices: PRICES,
      roi: null,
      currency: "EUR",
    });
    expect(detail?.costs.map((cost) => cost.model)).toEqual(["seasonal_naive", "network"]);
    expect(detail?.answer).toBe("network_pays");
  });

  it("compares on the folds that every method answered, and says too little when one is left", () => {
    const whole = evidence({ seasonal_naive: 5, theta: 4, network: 2 });
    const todays = whole.forecasts.flatMap((f) =>
      f.model === "seasonal_naive" && f.fold === 2 ? [{ ...f, model: "today" as const }] : [],
    );
    const detail = assembleVerdict({
      evidence: { ...whole, forecasts: [...whole.forecasts, ...todays] },
      prices: PRICES,
      roi: null,
      currency: "EUR",
    });
    // Today's method errs by 5 as seasonal naive does: over the one week that both foretold both cost 12 · 7 · 5.
    const cost = (model: string) => detail?.costs.find((each) => each.model === model)?.over;
    expect([cost("today"), cost("seasonal_naive")]).toEqual([420, 420]);
    expect(detail).toMatchObject({
      answer: "too_little_evidence",
      lack: "test_folds",
      testPeriods: "7 days",
    });
  });

  it("takes a stretch of time in which nothing is known for no evidence", () => {
    const panel = dailyPanel({ series: 1, days: 60, valueAt: (_, t) => (t > 52 ? Number.NaN : 20) });
    const forecasts = methodForecasts({
      folds: FOLDS,
      models: ["seasonal_naive", "network"],
      series: 1,
      horizonSteps: 7,
      valueAt: () => 20,
      errorOf: (model) => (model === "network" ? 1 : 5),
    });
    const spec = { ...SPEC, seasonLength: 1 };
    const detail = assembleVerdict({
      evidence: {
        panel,
        spec,
        folds: FOLDS,
        forecasts,
        table: scoreForecasts({ panel, spec, folds: FOLDS, forecasts }),
        selection: { bestStatistical: null, bestNetwork: "network" },
      },
      prices: PRICES,
      roi: null,
      currency: "EUR",
    });
    // Of two weeks only the first has actuals: seven days, where a bound needs eight.
    expect(detail).toMatchObject({ units: 7, testFolds: 1, answer: "too_little_evidence" });
  });
});
