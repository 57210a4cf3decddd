import { describe, expect, it } from "vitest";
import { RunRequestSchema, StoredSpecSchema, specOf } from "./schema.ts";
import { testRequest } from "./testing.ts";

const ID = "019abc00-0000-7000-8000-000000000013";

describe("what a run asks", () => {
  it("is read as it was stored before there were windows, gaps, training once, kinds of network and auto", () => {
    const old = {
      ...{ horizonSteps: 28, seasonLength: 7, selectionFolds: 3, testFolds: 2, stepSteps: 28 },
      models: ["naive", "seasonal_naive", "theta", "network"],
      network: { trainingSteps: 300, members: 2, lookbackSteps: null },
      seed: 1,
    };
    expect(StoredSpecSchema.parse(old)).toEqual({
      ...old,
      network: { ...old.network, family: "mlp" },
      ...{ window: { kind: "expanding" }, gapSteps: 0, refit: "each_fold", auto: { budgetSeconds: 60 } },
      holidays: null,
      labels: null,
      sealed: false,
    });
  });

  it("says what it wants of the backtest, and is stored as that", () => {
    const asked = RunRequestSchema.parse(
      testRequest(ID, {
        models: ["auto"],
        window: { kind: "sliding", windowSteps: 90 },
        ...{ gapSteps: 2, refit: "once", auto: { budgetSeconds: 20 } },
        network: { trainingSteps: 20, members: 1, family: "nhits" },
      }),
    );
    expect(asked.models).toEqual(["seasonal_naive", "auto"]);
    const {
      clientKey: _key,
      question: _question,
      datasetVersionId: _version,
      place: _place,
      ...rest
    } = asked;
    expect(StoredSpecSchema.parse(JSON.parse(JSON.stringify(specOf(rest))))).toMatchObject({
      window: { kind: "sliding", windowSteps: 90 },
      ...{ gapSteps: 2, refit: "once", auto: { budgetSeconds: 20 } },
      network: { family: "nhits" },
    });
  });

  it.each([
    ["a window of seven steps", { window: { kind: "sliding", windowSteps: 7 } }],
    ["a window without its length", { window: { kind: "sliding" } }],
    ["a gap before the past", { gapSteps: -1 }],
    ["a budget of a second", { auto: { budgetSeconds: 1 } }],
    ["a network that there is none of", { network: { trainingSteps: 20, members: 1, family: "oracle" } }],
  ])("is refused with %s", (_, change) => {
    expect(RunRequestSchema.safeParse({ ...testRequest(ID), ...change }).success).toBe(false);
  });
});
