import { describe, expect, it } from "vitest";
import type { ModelKey } from "#lib/forecast/index.ts";
import { createRng } from "#lib/forecast/index.ts";
import { decideVerdict, type VerdictInput, type VerdictMethod } from "./rule.ts";

const UNITS = 40;

/** Costs by series around `level`, the same series being dear for every method, with own noise of `noise` percent. */
function method(
  model: ModelKey,
  level: number,
  options: { noise?: number; upkeep?: number; units?: number; npv?: number } = {},
): VerdictMethod {
  const { noise = 5, upkeep = 0, units = UNITS } = options;
  const size = createRng(1);
  const own = createRng(2, model.length, level);
  const { npv } = options;
  return {
    model,
    costs: Float64Array.from(
      { length: units },
      () => level * (0.5 + size()) * (1 + (noise / 100) * (2 * own() - 1)),
    ),
    yearlyUpkeep: upkeep,
    npvOf: npv === undefined ? null : () => npv,
  };
}

function input(over: Partial<VerdictInput> = {}): VerdictInput {
  return {
    unit: "series",
    testFolds: 2,
    today: null,
    baseline: method("seasonal_naive", 100),
    statistical: method("theta", 90),
    network: method("network", 80),
    yearlyFactor: 6,
    seed: 1,
    ...over,
  };
}

describe("decideVerdict", () => {
  it.each([
    ["each step proven and free", {}, "network_pays", "network"],
    ["the network no cheaper", { network: method("network", 91) }, "statistics_suffice", "theta"],
    [
      "nothing cheaper",
      { statistical: method("theta", 101), network: method("network", 102) },
      "baseline_suffices",
      "seasonal_naive",
    ],
    ["neither was run", { statistical: null, network: null }, "baseline_suffices", "seasonal_naive"],
    ["statistics never run", { statistical: null }, "network_pays", "network"],
    [
      "the network's upkeep eats its saving",
      { network: method("network", 80, { upkeep: 1e6 }) },
      "statistics_suffice",
      "theta",
    ],
    [
      "the network's NPV is negative",
      { network: method("network", 80, { npv: -1 }) },
      "statistics_suffice",
      "theta",
    ],
    [
      "both NPVs are negative",
      { statistical: method("theta", 90, { npv: -1 }), network: method("network", 80, { npv: -1 }) },
      "baseline_suffices",
      "seasonal_naive",
    ],
    ["today's method is as good as the best", { today: method("today", 80) }, "baseline_suffices", "today"],
    ["today's method is the worst", { today: method("today", 120) }, "network_pays", "network"],
    [
      "the network beats the baseline but not theta, whose own step costs too much",
      { statistical: method("theta", 80, { npv: -1 }), network: method("network", 85) },
      "baseline_suffices",
      "seasonal_naive",
    ],
    [
      "seven series",
      {
        baseline: method("seasonal_naive", 100, { units: 7 }),
        statistical: null,
        network: method("network", 50, { units: 7 }),
      },
      "too_little_evidence",
      "seasonal_naive",
    ],
    ["one test fold", { testFolds: 1 }, "too_little_evidence", "seasonal_naive"],
    [
      "all costs zero",
      {
        baseline: method("seasonal_naive", 0),
        statistical: method("theta", 0),
        network: method("network", 0),
      },
      "baseline_suffices",
      "seasonal_naive",
    ],
  ] as const)("%s: %s", (_, over, answer, recommended) => {
    expect(decideVerdict(input(over))).toMatchObject({ answer, recommended });
  });

  it("says that a large saving on a few series alone is not proven", () => {
    const baseline = method("seasonal_naive", 100, { units: 10, noise: 0 });
    const network = method("network", 100, { units: 10, noise: 0 });
    const costs = Float64Array.from(network.costs);
    costs[0] = (costs[0] ?? 0) - 400;
    for (let i = 1; i < 10; i += 1) costs[i] = (costs[i] ?? 0) + 20;
    const verdict = decideVerdict(input({ baseline, statistical: null, network: { ...network, costs } }));
    expect(verdict).toMatchObject({
      answer: "too_little_evidence",
      lack: "wide_interval",
      decisive: { outcome: "not_proven" },
    });
    expect(verdict.decisive?.lower).toBeLessThan(0);
  });

  it("gives the sentence its numbers: money a year, with bounds, against the hardest rival", () => {
    const { decisive, units } = decideVerdict(input({ yearlyFactor: 10 }));
    const cost = (model: VerdictMethod) =>
      Array.from(model.costs).reduce((sum, value) => sum + value, 0) * 10;
    expect(units).toBe(UNITS);
    expect(decisive).toMatchObject({ from: "theta", to: "network", outcome: "pays", units: UNITS });
    expect(decisive?.yearlySaving).toBeCloseTo(cost(method("theta", 90)) - cost(method("network", 80)), 6);
    expect(decisive?.lower).toBeLessThan(decisive?.yearlySaving ?? 0);
    expect(decisive?.upper).toBeGreaterThan(decisive?.yearlySaving ?? 0);
  });

  it("leaves out series that one method was not scored on", () => {
    const costs = Float64Array.from(method("network", 80).costs);
    costs.fill(Number.NaN, 0, UNITS - 7);
    expect(decideVerdict(input({ network: { ...method("network", 80), costs } }))).toMatchObject({
      answer: "too_little_evidence",
      lack: "units",
      units: 7,
    });
  });

  it("is the same for the same input", () => {
    expect(decideVerdict(input())).toEqual(decideVerdict(input()));
  });
});
