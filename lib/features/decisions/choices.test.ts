import { describe, expect, it } from "vitest";
import { PAYING_VERDICT } from "#lib/features/verdict/testing.ts";
import { choicesOf, isAgainstVerdict } from "./choices.ts";
import { expectedSaving } from "./frozen.ts";
import { savingInWords } from "./view.ts";

// The design's verdict: the simpler method is offered, an override needs a signed reason.
describe("what goes against a verdict", () => {
  const answers = {
    network_pays: "network",
    statistics_suffice: "theta",
    baseline_suffices: "seasonal_naive",
    too_little_evidence: "seasonal_naive",
  } as const;
  it.each([
    ["network_pays", "adopt_model", "network", false],
    ["network_pays", "adopt_model", "theta", true],
    ["network_pays", "adopt_baseline", "seasonal_naive", true],
    ["network_pays", "stop", null, true],
    ["network_pays", "try_again", null, false],
    ["statistics_suffice", "adopt_model", "theta", false],
    ["statistics_suffice", "adopt_model", "network", true],
    ["statistics_suffice", "adopt_baseline", "seasonal_naive", true],
    ["statistics_suffice", "stop", null, true],
    ["baseline_suffices", "adopt_model", "network", true],
    ["baseline_suffices", "adopt_baseline", "seasonal_naive", false],
    ["baseline_suffices", "adopt_baseline", "naive", true],
    ["baseline_suffices", "stop", null, false],
    ["too_little_evidence", "adopt_model", "network", true],
    ["too_little_evidence", "adopt_baseline", "seasonal_naive", false],
    ["too_little_evidence", "adopt_baseline", "today", false],
    ["too_little_evidence", "stop", null, false],
    ["too_little_evidence", "try_again", null, false],
  ] as const)("%s, %s %s: %s", (answer, kind, model, expected) => {
    expect(isAgainstVerdict({ answer, recommended: answers[answer] }, { kind, model })).toBe(expected);
  });

  it("counts adopting a model without any verdict as one", () => {
    expect(isAgainstVerdict(null, { kind: "adopt_model", model: "theta" })).toBe(true);
    expect(isAgainstVerdict(null, { kind: "adopt_baseline", model: "seasonal_naive" })).toBe(false);
    expect(isAgainstVerdict(null, { kind: "stop", model: null })).toBe(false);
  });
});

describe("what a method is expected to save", () => {
  it("is the difference of the costs times the yearly factor, with the interval of the step", () => {
    // (2000 − 1500) × 4
    expect(expectedSaving(PAYING_VERDICT, "network")).toMatchObject({
      against: "seasonal_naive",
      saving: 2000,
      low: 1500,
      high: 2600,
    });
  });

  it("has no interval where the two were not weighed, and is absent without a cost", () => {
    // (2000 − 1700) × 4
    expect(expectedSaving(PAYING_VERDICT, "theta")).toMatchObject({ saving: 1200, low: null, high: null });
    expect(expectedSaving(PAYING_VERDICT, "today")).toBeNull();
  });

  it("compares with today's method where its cost is known", () => {
    const detail = {
      ...PAYING_VERDICT,
      costs: [
        ...PAYING_VERDICT.costs,
        { model: "today" as const, short: 1200, over: 700, unitsShort: 1, unitsOver: 1 },
      ],
    };
    // (1900 − 1500) × 4
    expect(expectedSaving(detail, "network")).toMatchObject({ against: "today", saving: 1600, low: null });
  });

  it("says the test's days where no year can be made of them", () => {
    const expected = expectedSaving(
      { ...PAYING_VERDICT, yearlyFrom: "none", yearlyFactor: 1, steps: [] },
      "network",
    );
    expect(expected && savingInWords(expected)).toEqual({
      amount: "€500 in 56 days",
      basis: "against seasonal naive",
    });
  });
});

it("offers the recommended method first and stopping last", () => {
  const choices = choicesOf({ verdict: PAYING_VERDICT, models: ["seasonal_naive", "theta", "network"] });
  expect(choices.map((choice) => choice.value)).toEqual([
    "adopt_model:network",
    "adopt_model:theta",
    "adopt_baseline:seasonal_naive",
    "try_again",
    "stop",
  ]);
  expect(choices.map((choice) => choice.isOverride)).toEqual([false, true, true, false, true]);
});
