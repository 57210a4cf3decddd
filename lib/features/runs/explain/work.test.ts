import { describe, expect, it } from "vitest";
import type { Fold } from "#lib/forecast/types.ts";
import { planTasks } from "../graph.ts";
import { RunRequestSchema, specOf } from "../schema.ts";
import { explainedModel, isKept, modelKey } from "./work.ts";

const fold = (number: number, role: Fold["role"]): Fold => ({ fold: number, role, cutoffIndex: 10 + number });
const firstFold = fold(0, "selection");
const folds = [firstFold, fold(1, "selection"), fold(2, "test"), fold(-1, "future")];

describe("the networks that a run keeps", () => {
  it("are those of the untouched folds and of the future, under the keys of the tasks that train them", () => {
    const request = {
      ...{ datasetVersionId: "00000000-0000-4000-8000-000000000001", clientKey: "asked-once" },
      ...{ horizonSteps: 7, seasonLength: 7, selectionFolds: 2, testFolds: 1, seed: 1 },
      ...{ models: ["network" as const], network: { trainingSteps: 20, members: 1 } },
    };
    const spec = specOf(RunRequestSchema.parse(request));
    const tasks = planTasks(spec, 3).filter(({ input }) => input.kind === "network");
    const kept = folds.filter((each) => isKept({ spec, fold: each, firstFold }));
    expect(kept.map((each) => `${modelKey("network", { spec, fold: each, firstFold })}/member-0`)).toEqual(
      tasks.map(({ key }) => key).filter((key) => /fold-2|future/.test(key)),
    );
  });

  it("is the first fold's where a run trains once, and every fold asks for that one", () => {
    const spec = { refit: "once" as const };
    expect(folds.filter((each) => isKept({ spec, fold: each, firstFold }))).toEqual([firstFold]);
    for (const each of folds)
      expect(modelKey("network", { spec, fold: each, firstFold })).toBe("network/fold-0");
  });
});

it("puts questions about inputs to the network, else to trees, else to the regression", () => {
  expect(explainedModel({ models: ["theta", "ridge", "network"] })).toBe("network");
  expect(explainedModel({ models: ["ridge", "trees"] })).toBe("trees");
  expect(explainedModel({ models: ["auto", "theta"] })).toBe("trees");
  expect(explainedModel({ models: ["theta"] })).toBe("ridge");
});
