import { describe, expect, it } from "vitest";
import type { StoredStep } from "./detail.ts";
import { type SentenceInput, verdictSentence } from "./sentence.ts";

/** Yearly money is ten times the test periods' money here. */
function step(change: Partial<StoredStep> = {}): StoredStep {
  return {
    from: "seasonal_naive",
    to: "network",
    units: 118,
    yearlyCostFrom: 119_490,
    yearlyCostTo: 70_460,
    yearlySaving: 49_030,
    lower: 39_710,
    upper: 60_210,
    share: 0.41,
    yearlyUpkeep: 6_000,
    npv: 18_415,
    outcome: "pays",
    ...change,
  };
}

function input(change: Partial<SentenceInput> = {}): SentenceInput {
  return {
    answer: "network_pays",
    recommended: "network",
    decisive: step(),
    unit: "series",
    units: 118,
    testFolds: 2,
    lack: null,
    currency: "EUR",
    testPeriods: "56 days",
    yearlyFactor: 10,
    ...change,
  };
}

describe("the verdict in words", () => {
  it.each<[string, Partial<SentenceInput>, string]>([
    [
      "a network that pays",
      {},
      "Use ML. Ordering by the network costs €7,046 over 56 days of test, by seasonal naive €11,949; " +
        "it saves €4,903, 90 % interval €3,971 to €6,021, and its NPV is €18,415.",
    ],
    [
      "a network that pays, without an ROI case",
      { decisive: step({ npv: null }) },
      "Use ML. Ordering by the network costs €7,046 over 56 days of test, by seasonal naive €11,949; " +
        "it saves €4,903, 90 % interval €3,971 to €6,021.",
    ],
    [
      "statistics that were taken",
      { answer: "statistics_suffice", recommended: "theta", decisive: step({ to: "theta", npv: null }) },
      "Do not use ML here. Statistics suffice: ordering by Theta costs €7,046 over 56 days of test, by seasonal naive €11,949; " +
        "it saves €4,903, 90 % interval €3,971 to €6,021.",
    ],
    [
      "a network that is not proven over Theta",
      {
        answer: "statistics_suffice",
        recommended: "theta",
        decisive: step({
          from: "theta",
          yearlyCostFrom: 72_000,
          yearlySaving: 1_540,
          lower: -400,
          upper: 3_000,
          outcome: "not_proven",
        }),
      },
      "Do not use ML here. Statistics suffice: ordering by Theta costs €7,200 over 56 days of test; the network saved €154, " +
        "but the 90 % interval −€40 to €300 includes zero.",
    ],
    [
      "a network that costs more",
      {
        answer: "baseline_suffices",
        recommended: "seasonal_naive",
        decisive: step({ yearlySaving: -5_000, lower: -9_000, upper: -1_000, outcome: "no_saving" }),
      },
      "Do not use ML here. Ordering by seasonal naive costs €11,949 over 56 days of test; the network costs €500 more.",
    ],
    [
      "a saving below the price of keeping it",
      {
        answer: "baseline_suffices",
        recommended: "seasonal_naive",
        decisive: step({ npv: -3_200, outcome: "not_worth_it" }),
      },
      "Do not use ML here. Ordering by seasonal naive costs €11,949 over 56 days of test; the network saved €4,903, " +
        "but after what it costs to build and keep, its NPV is −€3,200.",
    ],
    [
      "a saving below the upkeep, without an ROI case",
      {
        answer: "baseline_suffices",
        recommended: "seasonal_naive",
        decisive: step({ npv: null, yearlyUpkeep: 60_000, outcome: "not_worth_it" }),
      },
      "Do not use ML here. Ordering by seasonal naive costs €11,949 over 56 days of test; the network saved €4,903, " +
        "but that is €49,030 a year, less than its upkeep of €60,000.",
    ],
    [
      "a run of the baseline alone",
      { answer: "baseline_suffices", recommended: "seasonal_naive", decisive: null },
      "Do not use ML here. Only seasonal naive was run, so nothing was found that costs less.",
    ],
    [
      "too few series",
      {
        answer: "too_little_evidence",
        lack: "units",
        units: 5,
        decisive: step({ outcome: "too_few_units" }),
      },
      "Too little evidence. 5 series were scored, a bound on the saving needs 8; so far the network saved €4,903 " +
        "over 56 days compared with seasonal naive.",
    ],
    [
      "one untouched fold",
      {
        answer: "too_little_evidence",
        lack: "test_folds",
        testFolds: 1,
        decisive: step({ yearlySaving: -5_000, outcome: "no_saving" }),
      },
      "Too little evidence. 1 cutoff was left untouched, a verdict needs 2; so far the network cost €500 more " +
        "over 56 days compared with seasonal naive.",
    ],
    [
      "a wide interval",
      {
        answer: "too_little_evidence",
        lack: "wide_interval",
        decisive: step({ lower: -100, outcome: "not_proven" }),
      },
      "Too little evidence. Ordering by the network saved €4,903 over 56 days of test compared with seasonal naive, " +
        "but the 90 % interval −€10 to €6,021 includes zero.",
    ],
  ])("%s", (_, change, expected) => {
    expect(verdictSentence(input(change))).toBe(expected);
  });

  it("says that the baseline stands where Forecanvas found nothing better", () => {
    const alone = input({
      ...{ answer: "baseline_suffices", recommended: "seasonal_naive", decisive: null, baselineStands: true },
    });
    expect(verdictSentence(alone)).toBe(
      "Do not use ML here. Nothing was found that costs less than seasonal naive. On the past before the first fold, " +
        "nothing that Forecanvas tried was better than the baseline, so the baseline stands.",
    );
    expect(verdictSentence(input({ decisive: null, answer: "baseline_suffices" }))).not.toContain("stands");
  });

  it("never shows a number that isn't there, and never shouts", () => {
    const text = verdictSentence(
      input({ decisive: step({ lower: null, upper: null, yearlyCostFrom: null }) }),
    );
    expect(text).not.toMatch(/NaN|null|undefined|!/);
    expect(text).toContain("–");
  });
});
