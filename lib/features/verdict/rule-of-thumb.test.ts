import { expect, it } from "vitest";
import { type BacktestSpec, type Fold, type ModelKey, scoreForecasts } from "#lib/forecast/index.ts";
import { assembleVerdict, type RunEvidence } from "./assemble.ts";
import { dailyPanel, flatForecast } from "./testing.ts";

const SPEC: BacktestSpec = {
  horizonSteps: 7,
  seasonLength: 7,
  selectionFolds: 0,
  testFolds: 2,
  stepSteps: 7,
  models: ["naive", "seasonal_naive", "network"],
  network: { trainingSteps: 1, members: 1, lookbackSteps: null },
  seed: 7,
};
const FOLDS: Fold[] = [
  { fold: 0, role: "test", cutoffIndex: 45 },
  { fold: 1, role: "test", cutoffIndex: 52 },
];

/** Twelve series of 20 a day; `errors` is how far each method is off. */
function evidence(errors: Partial<Record<ModelKey, number>>): RunEvidence {
  const panel = dailyPanel({ series: 12, days: 60, valueAt: () => 20 });
  const forecasts = FOLDS.flatMap((fold) =>
    Object.entries(errors).map(([model, error]) =>
      flatForecast({
        model: model as ModelKey,
        fold,
        series: 12,
        horizonSteps: 7,
        spread: 0,
        pointOf: () => 20 + error,
      }),
    ),
  );
  const table = scoreForecasts({ panel, spec: SPEC, folds: FOLDS, forecasts });
  return {
    panel,
    spec: SPEC,
    folds: FOLDS,
    forecasts,
    table,
    selection: { bestStatistical: null, bestNetwork: "network" },
  };
}

const judge = (errors: Partial<Record<ModelKey, number>>, ruleOfThumb: "naive" | "seasonal_naive" | null) =>
  assembleVerdict({
    evidence: evidence(errors),
    prices: { under: 3, over: 1 },
    roi: null,
    currency: "EUR",
    ruleOfThumb,
  });

it("a network must beat the plan's rule of thumb as well as seasonal naive", () => {
  const errors = { naive: 1, seasonal_naive: 5, network: 2 };
  expect(judge(errors, "naive")).toMatchObject({ answer: "baseline_suffices", recommended: "naive" });
  expect(judge(errors, "seasonal_naive")).toMatchObject({ answer: "network_pays", recommended: "network" });
});

it("today's own forecasts stand in front of the rule of thumb", () => {
  const verdict = judge({ today: 1, naive: 3, seasonal_naive: 5, network: 2 }, "naive");
  expect(verdict).toMatchObject({ answer: "baseline_suffices", recommended: "today" });
});
