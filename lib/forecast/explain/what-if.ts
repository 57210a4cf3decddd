import { takeSeries } from "../auto/sample.ts";
import { ForecastError } from "../errors.ts";
import { rowAt, seriesRange, truncatePanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { type Covariate, MEDIAN_INDEX, type Panel } from "../types.ts";
import type { Predictor } from "./predictor.ts";

/** A covariate's values over the horizon, step 1 first; null leaves a step as it is. Categories by their index. */
export interface WhatIfChange {
  name: string;
  values: readonly (number | null)[];
}

export interface WhatIfAnswer {
  /** Row-major [step] × [QUANTILE_LEVELS]. */
  before: Float32Array;
  after: Float32Array;
  /** Median after less median before, by step, in the target's unit. */
  difference: Float64Array;
  notes: readonly string[];
}

const LARGEST_VALUE = 1e30;

/**
 * The forecast of one series as it is, and as the same fitted model (same weights) makes it when covariates that are known ahead
 * have other values over the horizon. Nothing is learnt anew, and no past value changes. This is what the model has learnt to
 * say, not what would happen: something that went along with the covariate in the past moves the forecast too.
 * @throws ForecastError `bad_input` naming the covariate: unknown, not known ahead, too many steps, no such category, not finite.
 */
export async function whatIf(options: {
  panel: Panel;
  series: number;
  cutoffIndex: number;
  predictor: Predictor;
  changes: readonly WhatIfChange[];
}): Promise<WhatIfAnswer> {
  const { panel, series, cutoffIndex, predictor, changes } = options;
  const { horizonSteps } = predictor;
  checkWhatIf({ panel, changes, horizonSteps });
  const alone = withHorizon(
    truncatePanel(takeSeries(panel, [series]), cutoffIndex),
    cutoffIndex + horizonSteps,
  );
  const notes: string[] = [];
  const changed: Panel = {
    ...alone,
    covariates: alone.covariates.map((covariate) => {
      const change = changes.find(({ name }) => name === covariate.name);
      if (!change) return covariate;
      const note = beyondExperience(panel, covariate, { change, cutoffIndex });
      if (note) notes.push(note);
      const values = covariate.values.slice();
      change.values.forEach((value, h) => {
        const row = rowAt(alone, 0, cutoffIndex + 1 + h);
        if (value !== null && row >= 0) values[row] = value;
      });
      return { ...covariate, values };
    }),
  };
  const before = await predictor.predict({ panel: alone, cutoffIndex });
  const after = await predictor.predict({ panel: changed, cutoffIndex });
  const difference = Float64Array.from({ length: horizonSteps }, (_, h) => {
    const at = h * LEVEL_COUNT + MEDIAN_INDEX;
    return (after[at] as number) - (before[at] as number);
  });
  return { before, after, difference, notes };
}

/** Refuses what nobody can set, before anything is computed. @throws ForecastError `bad_input` as `whatIf` does. */
export function checkWhatIf(options: {
  panel: Panel;
  changes: readonly WhatIfChange[];
  horizonSteps: number;
}): void {
  for (const change of options.changes) checkChange(options.panel, change, options.horizonSteps);
}

function checkChange(panel: Panel, { name, values }: WhatIfChange, horizonSteps: number): void {
  const refuse = (detail: string) => {
    throw new ForecastError("bad_input", detail);
  };
  const covariate = panel.covariates.find((each) => each.name === name);
  if (!covariate) throw new ForecastError("bad_input", `The data has no input "${name}".`);
  if (covariate.availability === "past_only") {
    refuse(
      `"${name}" is only known afterwards, so nobody can set it for the future. Choose an input that is known ahead.`,
    );
  }
  if (covariate.availability === "static") {
    refuse(`"${name}" is constant for a series. Choose an input that is known ahead.`);
  }
  if (values.length > horizonSteps)
    refuse(`"${name}" has ${values.length} values for ${horizonSteps} steps.`);
  for (const value of values) {
    if (value === null) continue;
    if (!Number.isFinite(value) || Math.abs(value) > LARGEST_VALUE) refuse(`"${name}" cannot be ${value}.`);
    const isCode = Number.isInteger(value) && value >= 0 && value < covariate.categories.length;
    if (covariate.kind === "categorical" && !isCode) refuse(`"${name}" has no category number ${value}.`);
  }
}

/** The one-series panel with rows up to grid position `last`, so that every step of the horizon can carry a value. */
function withHorizon(panel: Panel, last: number): Panel {
  const { from, to, start } = seriesRange(panel, 0);
  const length = Math.max(to - from, last + 1 - start);
  const longer = (source: Float64Array) => {
    const out = new Float64Array(length).fill(Number.NaN);
    out.set(source);
    return out;
  };
  return {
    ...panel,
    offsets: Int32Array.of(0, length),
    values: longer(panel.values),
    todayForecast: null,
    covariates: panel.covariates.map((covariate) =>
      covariate.availability === "static" ? covariate : { ...covariate, values: longer(covariate.values) },
    ),
  };
}

/** Numbers beyond what any series ever had before the cutoff: the model then says something that nothing taught it. */
function beyondExperience(
  panel: Panel,
  covariate: Covariate,
  options: { change: WhatIfChange; cutoffIndex: number },
): string | null {
  if (covariate.kind === "categorical") return null;
  const whole = panel.covariates.find(({ name }) => name === covariate.name) as Covariate;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    const end = Math.min(to, from + options.cutoffIndex + 1 - start);
    for (let row = from; row < end; row += 1) {
      const value = whole.values[row] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const isOutside = options.change.values.some((value) => value !== null && (value < low || value > high));
  if (!isOutside) return null;
  return `"${covariate.name}" was between ${low} and ${high} so far. What the model says beyond that is a guess.`;
}
