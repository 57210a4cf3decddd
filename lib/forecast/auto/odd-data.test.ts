import { beforeAll, describe, expect, it } from "vitest";
import { computeNetworkTask } from "../neural/task.ts";
import { historyOf } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { besidePlain, manyOf, ODD_LENGTH, ODD_SERIES, oddCovariates } from "../testing/odd.ts";
import { contextOf, panelOf } from "../testing/panels.ts";
import { startTensorflow } from "../testing/tensorflow.ts";
import type { Panel } from "../types.ts";
import { computeTask } from "./compute.ts";
import { forecastPanel } from "./forecast.ts";
import { profilePanel } from "./profile.ts";
import { proposeCandidates } from "./propose.ts";
import type { AutoTask, Candidate, OpenExecutor } from "./task.ts";

const context = contextOf();

beforeAll(() => startTensorflow());

async function answer(task: AutoTask, panel: Panel) {
  return task.candidate.kind === "network"
    ? computeNetworkTask({ task, panel, context })
    : computeTask({ task, panel, context });
}

/** A few steps and trees: whether numbers stay sound does not depend on how many. */
function small(candidate: Candidate): Candidate {
  if (candidate.kind === "network")
    return { ...candidate, trainingSteps: 3, recipe: { ...candidate.recipe, width: 16, batch: 16 } };
  return candidate.kind === "trees" ? { ...candidate, trees: 4, rows: 500 } : candidate;
}

const open: OpenExecutor = (panels) => ({
  threads: 1,
  async run(tasks) {
    const answers = [];
    for (const task of tasks)
      answers.push({
        ...(await answer({ ...task, candidate: small(task.candidate) }, panels[task.panel])),
        milliseconds: 1,
      });
    return answers;
  },
});

/** Every row in order, finite and not below zero where nothing ever was; or without an answer where that is allowed. */
function expectSound(
  quantiles: Float32Array,
  options: { panel: Panel; cutoffIndex: number; horizonSteps: number; what: string; mayBeSilent: boolean },
): void {
  const { panel, cutoffIndex, horizonSteps, what, mayBeSilent } = options;
  expect(quantiles).toHaveLength(panel.ids.length * horizonSteps * LEVEL_COUNT);
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { values } = historyOf(panel, s, cutoffIndex);
    const floor = values.some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;
    for (let i = 0; i < horizonSteps * LEVEL_COUNT; i += 1) {
      const at = s * horizonSteps * LEVEL_COUNT + i;
      const value = quantiles[at] as number;
      const below = i % LEVEL_COUNT === 0 ? floor : Math.max(floor, quantiles[at - 1] as number);
      const isSilent = Number.isNaN(value) && (mayBeSilent || values.length === 0);
      if (!isSilent && !(Number.isFinite(value) && value >= below))
        throw new Error(`${what}, series ${panel.ids[s]}: ${value} at ${i}, after ${quantiles[at - 1]}`);
    }
  }
}

async function tryAll(panel: Panel, what: string): Promise<void> {
  const cutoffIndex = ODD_LENGTH - 1;
  const question = { horizonSteps: 5, seasonLength: 7 };
  const profile = profilePanel({ panel, cutoffIndex, seasonLength: 7 });
  const models = ["ridge", "trees", "mlp", "nbeats"];
  for (const candidate of proposeCandidates(profile, { ...question, models }).slice(1)) {
    const { quantiles, notes } = await answer(
      {
        ...{ ...question, candidate: small(candidate), panel: "all", cutoffIndex, seed: 1, member: 0 },
        ...{ from: 0, to: panel.ids.length },
      },
      panel,
    );
    const mayBeSilent = notes.some((note) => note.startsWith(`${candidate.key} had no answer`));
    expectSound(quantiles, {
      panel,
      cutoffIndex,
      horizonSteps: 5,
      what: `${candidate.key} on ${what}`,
      mayBeSilent,
    });
  }
}

async function auto(
  panel: Panel,
  over: { horizonSteps?: number; seasonLength?: number; cutoffIndex?: number } = {},
) {
  const question = { cutoffIndex: panel.times.length - 1, horizonSteps: 5, seasonLength: 7, ...over };
  const found = await forecastPanel({
    ...{ ...question, panel, models: "auto", folds: null, seed: 1, budgetMs: 1e9, plan: null, open, context },
  });
  return { ...found, question };
}

describe("global methods on odd data", () => {
  it.each(ODD_SERIES)("%s, beside a plain series and four times over", async (what, list) => {
    await tryAll(besidePlain(list), what);
    await tryAll(manyOf(list, 4), `four times ${what}`);
  });

  it.each(oddCovariates())("covariates: %s", async (what, panel) => {
    await tryAll(panel, what);
  });
});

describe("auto on odd data", () => {
  it.each(ODD_SERIES)("%s", async (what, list) => {
    for (const panel of [besidePlain(list), manyOf(list, 1)]) {
      const { quantiles, question } = await auto(panel);
      expectSound(quantiles, { ...question, panel, what, mayBeSilent: false });
    }
  });

  it.each([
    ["a horizon longer than the history", { horizonSteps: 60, seasonLength: 7 }, 20],
    ["a season longer than the series", { horizonSteps: 5, seasonLength: 365 }, 60],
    ["both", { horizonSteps: 90, seasonLength: 365 }, 12],
    ["one period", { horizonSteps: 30, seasonLength: 12 }, 1],
    ["two periods", { horizonSteps: 1, seasonLength: 2 }, 2],
  ])("%s, with a note", async (what, over, length) => {
    const panel = panelOf({ a: Array.from({ length }, (_, t) => 3 + (t % 5)), b: [...Array(length).keys()] });
    const { quantiles, question, report } = await auto(panel, over);
    expectSound(quantiles, { ...question, panel, what, mayBeSilent: false });
    expect(report.notes.join(" ")).toMatch(/too short|two whole seasons/);
  });
});
