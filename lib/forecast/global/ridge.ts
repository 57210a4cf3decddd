import { ForecastError, throwIfCancelled } from "../errors.ts";
import { isNonNegative } from "../models/residuals.ts";
import { type NetworkPlan, planNetwork } from "../neural/plan.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "../neural/recipe.ts";
import {
  openWindows,
  scaleValue,
  sizeOf,
  unscaleValue,
  type WindowSource,
  writeWindow,
} from "../neural/windows.ts";
import { pause } from "../pacing.ts";
import { checkPanel, truncatePanel } from "../panel.ts";
import { empiricalQuantile, LEVEL_COUNT } from "../quantiles.ts";
import { type Covariate, type EngineContext, MEDIAN_INDEX, type Panel, QUANTILE_LEVELS } from "../types.ts";
import { addRow, solveRidge } from "./cholesky.ts";

/** What is stored: plain JSON. */
export interface RidgeArtifacts {
  version: 1;
  plan: NetworkPlan;
  /** Row-major [input, and last a one] × [step]. */
  coefficients: number[];
  penalty: number;
  /** By step: offsets of each quantile level in the window's scale. */
  offsets: number[][];
  notes: readonly string[];
}

export interface FittedRidge {
  notes: readonly string[];
  /** Row-major [series] × [step] × [QUANTILE_LEVELS]; NaN for a series that nothing is known of before the cutoff. */
  predict(options: { panel: Panel; cutoffIndex: number }): Float32Array;
  save(): RidgeArtifacts;
}

/** Multiplications of the normal equations that are spent at most: half a second on a slow core. */
const WORK = 2.5e8;
/** Fewer windows than this tell too little of the spread of errors. */
const FEWEST_HELD = 30;
const MOST_WINDOWS = 20_000;
/** The solution takes the cube of them: a second for so many. */
const MOST_INPUTS = 600;
/** Fewer windows than this and the map is mostly its penalty. */
const WINDOWS_AN_INPUT = 4;
/** λ is chosen on so many steps of the horizon, evenly picked: each may need a solution of its own. */
const TRIED_STEPS = 6;
const PENALTIES = [0.0001, 0.001, 0.01, 0.1, 1] as const;

interface Window {
  input: WindowSource["inputs"][number];
  origin: number;
}

/**
 * Global ridge regression (Hoerl & Kennard 1970; on lags of many series: Montero-Manso & Hyndman 2021, Principles and
 * algorithms for forecasting groups of time series): one linear map from a window of scaled lags, the calendar, covariates and
 * constants to all steps ahead, learnt from windows of all series at once,
 *
 *     B = (Σ w·x·xᵀ + λ·diag(Σ w·x²))⁻¹ · Σ w·x·yᵀ,
 *
 * by the normal equations and Cholesky. Windows are scaled as the networks' are (`NetworkPlan.scaling`); a window weighs half
 * evenly and half by its level over its series' MASE scale. A missing lag is zero and has a flag; a step whose outcome is missing
 * has normal equations of its own, without that window. λ is the one that errs least on the windows over the last horizon, which
 * are then learnt from too. Quantiles are those of these held-out errors, in the window's scale, by step.
 *
 * Windows are picked evenly, so that it stays below a second: more of them change next to nothing.
 * @throws ForecastError `cancelled`, `bad_panel`, `too_short`.
 */
export async function fitRidge(options: {
  panel: Panel;
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
  /** Null: three horizons or two seasons, as the networks have it. */
  lookbackSteps: number | null;
  /** `log` for values above zero. */
  scaling: NetworkRecipe["scaling"];
  context: EngineContext;
}): Promise<FittedRidge> {
  const { cutoffIndex, horizonSteps, seasonLength, lookbackSteps, scaling, context } = options;
  checkPanel(options.panel);
  const panel = truncatePanel(options.panel, cutoffIndex);
  const { plan, notes } = planInputs({
    panel,
    cutoffIndex,
    horizonSteps,
    seasonLength,
    lookbackSteps,
    scaling,
  });
  const source = openWindows({ panel, plan, cutoffIndex });
  const size = plan.inputs + 1;
  const most = Math.max(WINDOWS_AN_INPUT * size, Math.min(MOST_WINDOWS, Math.floor(WORK / size ** 2)));
  const { learnt, held } = pickWindows(source, plan, most);
  if (learnt.length === 0) {
    throw new ForecastError(
      "too_short",
      `No series is longer than the horizon of ${horizonSteps}; a regression cannot learn from that.`,
    );
  }
  const typical = typicalRatio(source, plan);
  const equations = openEquations({ plan, source, typical });
  let at = 0;
  for (const window of learnt) {
    equations.add(window);
    at += 1;
    if (at % 512 === 0) {
      await pause();
      throwIfCancelled(context.signal);
    }
  }
  let penalty: number = PENALTIES[1];
  let coefficients = equations.solve(penalty);
  let errors: number[][] = [];
  if (held.length > 0) {
    let least = Number.POSITIVE_INFINITY;
    const every = Math.ceil(horizonSteps / TRIED_STEPS);
    for (const each of PENALTIES) {
      const { loss } = equations.errors(held, equations.solve(each, every), every);
      if (loss < least) {
        least = loss;
        penalty = each;
      }
      throwIfCancelled(context.signal);
    }
    errors = equations.errors(held, equations.solve(penalty)).bySteps;
    for (const window of held) equations.add(window);
    coefficients = equations.solve(penalty);
  }
  if ((errors[0]?.length ?? 0) < FEWEST_HELD)
    errors = equations.errors(learnt.slice(-2_000), coefficients).bySteps;
  const offsets = errors.map((step) => {
    const sorted = Float64Array.from(step).sort();
    return QUANTILE_LEVELS.map((level) => (sorted.length > 1 ? empiricalQuantile(sorted, level) : 0));
  });
  context.onProgress({ fraction: 1, message: `${learnt.length + held.length} windows` });
  return wrap({
    version: 1,
    plan,
    coefficients: Array.from(coefficients),
    penalty,
    offsets,
    notes: [...notes, ...source.notes],
  });
}

/** What the map reads: where that would be too much, covariates of the past are left out, then all of them, then old lags. */
function planInputs(options: {
  panel: Panel;
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
  lookbackSteps: number | null;
  scaling: NetworkRecipe["scaling"];
}): { plan: NetworkPlan; notes: string[] } {
  const { panel, cutoffIndex, horizonSteps, seasonLength, lookbackSteps, scaling } = options;
  const planFor = (kept: readonly Covariate["availability"][], lookback: number | null) =>
    planNetwork({
      panel: { ...panel, covariates: panel.covariates.filter((each) => kept.includes(each.availability)) },
      spec: {
        horizonSteps,
        seasonLength,
        network: { trainingSteps: 1, members: 1, lookbackSteps: lookback },
      },
      cutoffIndex,
      recipe: { ...DEFAULT_RECIPE, scaling, seesLevel: false },
    });
  const whole = planFor(["past_only", "known_ahead", "static"], lookbackSteps);
  if (whole.plan.inputs <= MOST_INPUTS) return whole;
  const notes = ["The regression left out covariates of the past: they would be too many inputs."];
  const ahead = planFor(["known_ahead", "static"], lookbackSteps);
  if (ahead.plan.inputs <= MOST_INPUTS) return { plan: ahead.plan, notes: [...ahead.notes, ...notes] };
  const bare = planFor([], lookbackSteps);
  const shorter = Math.max(
    2,
    bare.plan.lookback - Math.ceil(Math.max(0, bare.plan.inputs - MOST_INPUTS) / 2),
  );
  return {
    plan: planFor([], shorter).plan,
    notes: ["The regression left out covariates: they would be too many inputs."],
  };
}

/** Opens what `save` gave. @throws ForecastError `bad_artifact`. */
export function loadRidge(artifacts: RidgeArtifacts): FittedRidge {
  const { version, plan, coefficients } = artifacts;
  if (version !== 1 || coefficients.length !== (plan.inputs + 1) * plan.horizon)
    throw new ForecastError("bad_artifact", "The stored regression is of another version, or incomplete.");
  return wrap(artifacts);
}

function wrap(artifacts: RidgeArtifacts): FittedRidge {
  const { plan, coefficients, offsets, notes } = artifacts;
  const { horizon } = plan;
  return {
    notes,
    save: () => artifacts,
    predict({ panel, cutoffIndex }) {
      const source = openWindows({ panel: truncatePanel(panel, cutoffIndex), plan, cutoffIndex });
      const out = new Float32Array(panel.ids.length * horizon * LEVEL_COUNT).fill(Number.NaN);
      const x = new Float32Array(plan.inputs);
      const row = new Float64Array(LEVEL_COUNT);
      for (const input of source.inputs) {
        x.fill(0);
        const window = writeWindow({ plan, source, input, origin: input.length - 1, out: x, at: 0 });
        const floor = isNonNegative(input.values) ? 0 : Number.NEGATIVE_INFINITY;
        for (let h = 0; h < horizon; h += 1) {
          const point = dot(x, coefficients, h, horizon);
          const own = offsets[h] as number[];
          for (let i = 0; i < LEVEL_COUNT; i += 1) row[i] = point + (own[i] as number);
          // The fit is a mean; the median of its past errors stands beside it, and the levels keep their order.
          row[MEDIAN_INDEX] = point;
          row.sort();
          const at = (input.series * horizon + h) * LEVEL_COUNT;
          for (let i = 0; i < LEVEL_COUNT; i += 1)
            out[at + i] = Math.max(floor, unscaleValue(plan, window, row[i] as number));
        }
      }
      return out;
    },
  };
}

function dot(x: Float32Array, coefficients: ArrayLike<number>, step: number, horizon: number): number {
  let sum = coefficients[x.length * horizon + step] as number;
  for (let i = 0; i < x.length; i += 1)
    sum += (x[i] as number) * (coefficients[i * horizon + step] as number);
  return sum;
}

/** Evenly over series and their time. The last horizon's windows, one a series, are held back while λ is chosen. */
function pickWindows(
  source: WindowSource,
  plan: NetworkPlan,
  most: number,
): { learnt: Window[]; held: Window[] } {
  const { horizon, lookback } = plan;
  let total = 0;
  const spans = source.inputs.map((input) => {
    const last = input.length - 1 - horizon;
    const first = Math.max(0, Math.min(lookback - 1, Math.floor(last / 2)));
    const count = last >= first ? last - first + 1 : 0;
    total += count;
    return { input, first, count };
  });
  const stride = Math.max(1, total / most);
  const learnt: Window[] = [];
  const held: Window[] = [];
  let next = 0;
  let before = 0;
  for (const { input, first, count } of spans) {
    const end = before + count;
    for (; next < end; next += stride) {
      const origin = first + Math.floor(next - before);
      // Its outcome would overlap with the held-out horizon.
      if (origin + horizon < input.length - horizon || count < 2 * horizon) learnt.push({ input, origin });
    }
    before = end;
    if (count >= 2 * horizon && held.length < 2_000) held.push({ input, origin: input.length - 1 - horizon });
  }
  return { learnt, held };
}

function typicalRatio(source: WindowSource, plan: NetworkPlan): number {
  const ratios = source.inputs
    .map(({ level, step, mase }) => (plan.scaling === "shift" ? step : level) / mase)
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? 1;
}

function openEquations(options: { plan: NetworkPlan; source: WindowSource; typical: number }): {
  add(window: Window): void;
  /** Steps 1, 1 + `every`, …; all of them when left out. */
  solve(penalty: number, every?: number): Float64Array;
  /** Mean weighted square, and the errors of each step. */
  errors(
    windows: readonly Window[],
    coefficients: Float64Array,
    every?: number,
  ): { loss: number; bySteps: number[][] };
} {
  const { plan, source, typical } = options;
  const { horizon } = plan;
  const size = plan.inputs + 1;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size * horizon);
  /** What windows without an outcome at a step have put into `gram` and must not for that step. */
  const missing = new Map<number, Float64Array>();
  const x = new Float32Array(size);
  const y = new Float64Array(horizon);
  const none = new Float64Array(0);

  const read = ({ input, origin }: Window): number => {
    x.fill(0);
    const window = writeWindow({ plan, source, input, origin, out: x, at: 0 });
    x[plan.inputs] = 1;
    for (let h = 0; h < horizon; h += 1) {
      const value = input.values[origin + 1 + h] as number;
      y[h] = Number.isNaN(value) ? Number.NaN : Math.max(-50, Math.min(50, scaleValue(plan, window, value)));
    }
    const ratio = sizeOf(plan, window) / input.mase / typical;
    return 0.5 + 0.5 * Math.min(4, ratio);
  };
  return {
    add(window) {
      const weight = read(window);
      for (let h = 0; h < horizon; h += 1) {
        if (!Number.isNaN(y[h] as number)) continue;
        y[h] = 0;
        const own = missing.get(h) ?? new Float64Array(size * size);
        missing.set(h, own);
        addRow({ size, gram: own, right: none, columns: 0, x, y, weight });
      }
      addRow({ size, gram, right, columns: horizon, x, y, weight });
    },
    solve(penalty, every = 1) {
      const diagonalOf = (matrix: Float64Array) =>
        Float64Array.from({ length: size }, (_, i) =>
          // Inputs that never speak get no coefficient; the one is not shrunk.
          i === size - 1 ? 1e-9 : penalty * (matrix[i * size + i] as number) + 1e-6,
        );
      const solved = (matrix: Float64Array) =>
        solveRidge({ size, gram: matrix, diagonal: diagonalOf(matrix), right, columns: horizon }) ??
        new Float64Array(size * horizon);
      const out = missing.size < horizon ? solved(gram) : new Float64Array(size * horizon);
      for (const [h, own] of missing) {
        if (h % every !== 0) continue;
        const there = gram.map((value, i) => value - (own[i] as number));
        const column = Float64Array.from({ length: size }, (_, i) => right[i * horizon + h] as number);
        const found = solveRidge({
          size,
          gram: there,
          diagonal: diagonalOf(there),
          right: column,
          columns: 1,
        });
        for (let i = 0; i < size; i += 1) out[i * horizon + h] = found?.[i] ?? 0;
      }
      return out;
    },
    errors(windows, coefficients, every = 1) {
      const bySteps: number[][] = Array.from({ length: horizon }, () => []);
      let loss = 0;
      let weights = 0;
      for (const window of windows) {
        const weight = read(window);
        const inputs = x.subarray(0, plan.inputs);
        for (let h = 0; h < horizon; h += every) {
          const target = y[h] as number;
          if (Number.isNaN(target)) continue;
          const error = target - dot(inputs, coefficients, h, horizon);
          bySteps[h]?.push(error);
          loss += weight * error * error;
          weights += weight;
        }
      }
      return { loss: weights > 0 ? loss / weights : 0, bySteps };
    },
  };
}
