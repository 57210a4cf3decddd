import { describe, expect, it } from "vitest";
import { differencesFromPlan, type RanAs } from "./against-plan.ts";
import { type PlanDefaults, planDefaultsOf } from "./plan.ts";

const NOTHING = planDefaultsOf([]);
const PLAN: PlanDefaults = {
  ...NOTHING,
  horizonSteps: 28,
  frequency: "D",
  seasonLength: 7,
  selectionFolds: 3,
  ruleOfThumb: "seasonal_naive",
  features: [
    { name: "Promotion", availability: "known_ahead" },
    { name: "Opening hours", availability: null },
  ],
};
const AS_PLANNED: RanAs = {
  horizonSteps: 28,
  seasonLength: 7,
  selectionFolds: 3,
  frequency: "D",
  models: ["seasonal_naive", "theta"],
  covariates: [
    { name: "promotion", availability: "known_ahead" },
    { name: "opening_hours", availability: "static" },
  ],
};

describe("a run beside the plan", () => {
  it("differs in nothing that the plan leaves open, and in nothing when it is as planned", () => {
    expect(differencesFromPlan(NOTHING, AS_PLANNED)).toEqual([]);
    expect(differencesFromPlan(PLAN, AS_PLANNED)).toEqual([]);
  });

  it.each<[string, Partial<RanAs>, object]>([
    ["horizon", { horizonSteps: 14 }, { what: "Horizon, steps", plan: "28", run: "14" }],
    ["folds", { selectionFolds: 2 }, { block: "offline_evaluation", plan: "3", run: "2" }],
    ["rule", { models: ["theta"] }, { what: "Rule of thumb", run: "not tried" }],
    ["grain, which makes steps another thing", { frequency: "W", horizonSteps: 4 }, { what: "Frequency" }],
    [
      "an input known too early",
      {
        covariates: [
          { name: "Promotion", availability: "past_only" },
          { name: "Opening-Hours", availability: "static" },
        ],
      },
      { block: "feature_engineering", what: "Promotion", plan: "known ahead", run: "past only" },
    ],
    [
      "an input that lacks",
      { covariates: AS_PLANNED.covariates.slice(0, 1) },
      { what: "Opening hours", plan: "planned", run: "not in the data" },
    ],
    [
      "one that nobody planned",
      { covariates: [...AS_PLANNED.covariates, { name: "price", availability: "past_only" }] },
      { what: "price", plan: "not planned", run: "past only" },
    ],
  ])("differs in its %s", (_name, change, expected) => {
    const differences = differencesFromPlan(PLAN, { ...AS_PLANNED, ...change });
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject(expected);
  });

  it("lacks neither what the engine makes itself nor a column whose name is cut short", () => {
    const features = [
      { name: "Weekday", availability: "known_ahead" },
      { name: "Past sales", availability: "past_only" },
      { name: "Promotion", availability: "known_ahead" },
    ];
    const covariates = [{ name: "promo", availability: "known_ahead" }];
    expect(differencesFromPlan({ ...PLAN, features }, { ...AS_PLANNED, covariates })).toEqual([]);
  });

  it("has tried the rule when Forecanvas chose among all", () => {
    expect(differencesFromPlan(PLAN, { ...AS_PLANNED, models: ["auto"] })).toEqual([]);
  });
});
