import { describe, expect, it } from "vitest";
import { type Fold, scoreForecasts } from "#lib/forecast/index.ts";
import { assembleVerdict, costsByModel, type RunEvidence } from "./assemble.ts";
import { verdictFacts } from "./facts.ts";
import { buildLeaderboard } from "./leaderboard.ts";
import { countLeftOut } from "./left-out.ts";
import { leftOutWords } from "./left-out-words.ts";
import { judgedRun, seriesDetail } from "./series.ts";
import { dailyPanel, methodForecasts } from "./testing.ts";

const SERIES = 10;
const FOLDS: Fold[] = [
  { fold: 0, role: "selection", cutoffIndex: 38 },
  { fold: 1, role: "test", cutoffIndex: 45 },
  { fold: 2, role: "test", cutoffIndex: 52 },
];
const SPEC = {
  ...{ horizonSteps: 7, seasonLength: 7, selectionFolds: 1, testFolds: 2, stepSteps: 7, seed: 7 },
  models: ["seasonal_naive", "theta", "network"] as const,
  network: { trainingSteps: 1, members: 1, lookbackSteps: null },
};
const PRICES = { under: 3, over: 1 };

/** Series 0 sold nothing on days 50 and 51, a selection day and a day before: out of stock, as a label says, or as none does. */
function evidence(isLabelled: boolean): RunEvidence {
  const demand = (s: number, t: number) => 20 + s + (t % 7);
  const isOut = (s: number, t: number) => s === 0 && (t === 40 || t === 50 || t === 51);
  const sold = dailyPanel({ series: SERIES, days: 60, valueAt: (s, t) => (isOut(s, t) ? 0 : demand(s, t)) });
  const values = sold.values.map((value, row) =>
    isLabelled && row < 60 && isOut(0, row) ? Number.NaN : value,
  );
  const panel = { ...sold, values };
  const forecasts = methodForecasts({
    ...{ folds: FOLDS, models: SPEC.models, series: SERIES, horizonSteps: 7, valueAt: demand },
    errorOf: (model) => ({ seasonal_naive: 5, theta: 4, network: 2 })[model as "theta"] ?? 0,
  });
  const table = scoreForecasts({ panel, spec: SPEC, folds: FOLDS, forecasts });
  const selection = { bestStatistical: "theta" as const, bestNetwork: "network" as const };
  return { panel, sold: sold.values, spec: SPEC, folds: FOLDS, forecasts, table, selection };
}

describe("periods labelled stock-out", () => {
  it("count in no method's cost and no error, on the same periods for all", () => {
    const [with_, without] = [evidence(true), evidence(false)];
    const costs = costsByModel(with_, "test", PRICES);
    // 10 series × 14 days less 2, each over by its error at €1.
    expect([...costs].map(([model, { totals }]) => [model, totals.cost, totals.periods])).toEqual([
      ["seasonal_naive", 138 * 5, 138],
      ["theta", 138 * 4, 138],
      ["network", 138 * 2, 138],
    ]);
    // Without the label a shelf that was empty costs every method the demand that nobody could meet: 21 + 22 more each.
    const naive = costsByModel(without, "test", PRICES).get("seasonal_naive")?.totals;
    expect(naive?.cost).toBe(140 * 5 + 21 + 22);
    expect(
      with_.table.rows.filter(({ scope }) => scope.kind === "test").map(({ n, mae }) => [n, mae]),
    ).toEqual([
      [138, 5],
      [138, 4],
      [138, 2],
    ]);
  });

  it("are shown: in words by the leaderboard, the verdict's facts and the series' own notes", () => {
    const run = evidence(true);
    const board = buildLeaderboard(run, "test", null);
    expect(board.leftOut).toEqual({ periods: 2, series: 1 });
    expect(buildLeaderboard(run, "selection", null).leftOut).toEqual({ periods: 1, series: 1 });
    expect(leftOutWords(board.leftOut)).toMatch(/^2 periods of 1 series are left out for every method/);
    const detail = assembleVerdict({ evidence: run, prices: PRICES, roi: null, currency: "EUR" });
    expect(detail?.leftOut).toEqual({ periods: 2, series: 1 });
    const facts = detail ? verdictFacts(detail, board).map(({ text }) => text) : [];
    expect(facts).toContain("2 periods left out: stock-out or closure");
    const judged = judgedRun({ evidence: run, costs: null, currency: "EUR", unit: "units" });
    const line = { index: 0, id: "item-0", rank: 1, saving: null, wape: null, baselineWape: null };
    const shown = seriesDetail(judged, { order: [line], line, model: "theta", scope: "test" });
    expect(shown.notes[0]).toMatch(/^2 days \(between 20 Feb 2018 and 21 Feb 2018\) count in no error/);
    // What was sold is drawn as it was.
    expect(shown.actuals[50 - shown.start]).toBe(0);
  });

  it("leave nothing to say where there are none", () => {
    const { panel, sold } = evidence(false);
    const none = countLeftOut({ panel, sold, folds: FOLDS, horizonSteps: 7 });
    expect(none).toEqual({ periods: 0, series: 0 });
    expect(leftOutWords(none)).toBeNull();
    expect(countLeftOut({ panel, sold: undefined, folds: FOLDS, horizonSteps: 7 })).toEqual(none);
    const detail = assembleVerdict({ evidence: evidence(false), prices: PRICES, roi: null, currency: "EUR" });
    expect(detail && "leftOut" in detail).toBe(false);
  });
});
