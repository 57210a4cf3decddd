import { describe, expect, it } from "vitest";
import { PAYING_STEP, PAYING_VERDICT } from "#lib/features/verdict/testing.ts";
import { measuredFigure } from "./money.ts";

const step = PAYING_STEP;
const detail = { ...PAYING_VERDICT, decisive: step };

describe("the measured saving", () => {
  it("carries its interval, its baseline and its run", () => {
    expect(measuredFigure({ runNumber: 14, detail })).toEqual({
      label: "Measured, a year",
      value: "€2,000",
      basis: "the network against seasonal naive, run 14; €1,500 to €2,600",
      tone: "ok",
    });
  });

  it("is not green where the verdict does not take the step", () => {
    const refused = {
      ...detail,
      recommended: "seasonal_naive" as const,
      decisive: { ...step, outcome: "not_proven" as const },
    };
    expect(measuredFigure({ runNumber: 14, detail: refused })).not.toHaveProperty("tone");
  });

  it("says the test's days where they make no year, and is absent without a step", () => {
    expect(measuredFigure({ runNumber: 14, detail: { ...detail, yearlyFrom: "none" } })?.label).toBe(
      "Measured, in 56 days",
    );
    expect(measuredFigure({ runNumber: 14, detail: { ...detail, decisive: null } })).toBeNull();
  });
});
