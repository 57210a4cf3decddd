import { describe, expect, it } from "vitest";
import { computeRoi, EMPTY_ROI, type RoiInputs } from "#lib/features/roi/index.ts";
import { drawsInWords, keyFigures } from "./key-figure-words.ts";

const INPUTS: RoiInputs = {
  ...EMPTY_ROI,
  basis: "money",
  errorCost: 40_000,
  savingPercent: 25,
  rampMonths: 0,
  buildCost: 10_000,
  runningCost: 2000,
  upkeepCost: 2000,
};

function figuresOf(change: Partial<RoiInputs>, lossShare = 0.12) {
  const inputs = { ...INPUTS, ...change };
  const result = computeRoi(inputs, null);
  if (!result) throw new Error("the case is whole");
  const simulation = { lossShare, low: -1000, high: 9000 };
  const all = keyFigures({ result, inputs, simulation, currency: "EUR" });
  return Object.fromEntries(all.map(({ name, value, meaning }) => [name, `${value}: ${meaning}`]));
}

describe("the figures on top", () => {
  it("say what each means for one's money", () => {
    const figures = figuresOf({});
    // A month brings (10,000 − 4,000) / 12 = 500: 10,000 are back after 20.
    expect(figures.Payback).toBe("20 months: Until then up to €10,000 is spent and has not come back.");
    expect(figures["Worth (NPV)"]).toMatch(/^\+€\d.+more than it costs over the 3 years, in today's money/);
    expect(figures["Risk of a loss"]).toContain("12 %: Of 10,000 ways");
    expect(figures["Risk of a loss"]).toContain("between −€1,000 and €9,000");
    expect(figures["Break-even saving"]).toMatch(/^\d.+ %: .+the plan counts on 25 %/);
  });
  it("say a loss as a loss, whatever is absurd", () => {
    expect(figuresOf({ buildCost: 500_000 })["Worth (NPV)"]).toContain("costs this much more than it brings");
    expect(figuresOf({ buildCost: 500_000 }).Payback).toContain(
      "not in 3 years: What was spent has not come back",
    );
    expect(figuresOf({ buildCost: 500_000 })["Break-even saving"]).toContain("More than all of today's");
    expect(figuresOf({ errorCost: 0 })["Break-even saving"]).toContain("none: Today's errors cost nothing");
    expect(figuresOf({ labourSaved: 90_000 })["Break-even saving"]).toContain("0.0 %: It pays even if");
    expect(figuresOf({}, 0.004)["Risk of a loss"]).toContain("under 1 %");
    expect(figuresOf({}, 0.996)["Risk of a loss"]).toContain("over 99 %");
  });
  it("explain a plan that is better or worse than its draws", () => {
    expect(drawsInWords(1726, { lossShare: 0.74, median: -4069 }, "EUR")).toContain("a good turn of events");
    expect(drawsInWords(-10, { lossShare: 0.3, median: 50 }, "EUR")).toContain("a bad turn of events");
    expect(drawsInWords(100, { lossShare: 0.1, median: 90 }, "EUR")).not.toContain("turn of events");
  });
});
