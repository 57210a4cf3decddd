import { openPool } from "#bin/forecast/pool.ts";
import { forecastPanel } from "#lib/forecast/auto/forecast.ts";
import { fitRidge } from "#lib/forecast/global/ridge.ts";
import { MOST_ROWS, TREES } from "#lib/forecast/global/trees/size.ts";
import { fitTrees } from "#lib/forecast/global/trees/trees.ts";
import type { EngineContext, Panel } from "#lib/forecast/index.ts";
import { fitLocal } from "#lib/forecast/models/local.ts";
import { LOCAL_MODELS } from "#lib/forecast/models/registry.ts";

/** What a method is asked: every series of the panel, from what stands at or before the cutoff. */
export interface Question {
  panel: Panel;
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
}

/** One row of the tables. Global models are added here beside the local ones. */
export interface AccuracyMethod {
  key: string;
  name: string;
  /** Row-major [series] × [step] × [QUANTILE_LEVELS]; NaN where it has no answer. */
  forecast(question: Question): Promise<Float32Array>;
}

const context: EngineContext = {
  signal: new AbortController().signal,
  clock: () => performance.now(),
  onProgress: () => undefined,
};

/** Seconds that `auto` has for a window of a set: M3's four groups together are to take four minutes at most. */
const AUTO_SECONDS = Number(process.env.AUTO_SECONDS ?? 60);

const local: readonly AccuracyMethod[] = LOCAL_MODELS.map(({ key, name }) => ({
  key,
  name,
  async forecast(question) {
    const fitted = await fitLocal({ ...question, model: key, context });
    return fitted.predict();
  },
}));

const ridge: AccuracyMethod = {
  key: "ridge",
  name: "Global ridge regression",
  async forecast(question) {
    const fitted = await fitRidge({ ...question, lookbackSteps: null, scaling: "auto", context });
    return fitted.predict(question);
  },
};

const trees: AccuracyMethod = {
  key: "trees",
  name: "Boosted trees",
  async forecast(question) {
    const fitted = await fitTrees({
      ...{ ...question, lookbackSteps: null, scaling: "auto", trees: TREES, rows: MOST_ROWS },
      ...{ seed: [1, question.cutoffIndex], context },
    });
    return fitted.predict(question);
  },
};

/** As on the command line: in as many threads as there are cores, networks included. */
const auto: AccuracyMethod = {
  key: "auto",
  name: `Auto, ${AUTO_SECONDS} s`,
  async forecast(question) {
    const pool = openPool({ hasNetworks: true, context });
    try {
      const { quantiles, report } = await forecastPanel({
        ...{ ...question, models: "auto", folds: null, seed: 1, plan: null, open: pool.open, context },
        budgetMs: 1_000 * AUTO_SECONDS,
      });
      console.error(report.chosen?.reason ?? report.notes.join(" "));
      return quantiles;
    } finally {
      await pool.close();
    }
  },
};

export const METHODS: readonly AccuracyMethod[] = [...local, ridge, trees, auto];
