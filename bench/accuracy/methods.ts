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

export const METHODS: readonly AccuracyMethod[] = LOCAL_MODELS.map(({ key, name }) => ({
  key,
  name,
  async forecast(question) {
    const fitted = await fitLocal({ ...question, model: key, context });
    return fitted.predict();
  },
}));
