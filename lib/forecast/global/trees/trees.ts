import { ForecastError, throwIfCancelled } from "../../errors.ts";
import { isNonNegative } from "../../models/residuals.ts";
import { type NetworkPlan, planNetwork } from "../../neural/plan.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "../../neural/recipe.ts";
import { openWindows, unscaleValue } from "../../neural/windows.ts";
import { pause } from "../../pacing.ts";
import { checkPanel, truncatePanel } from "../../panel.ts";
import { isWhole, LEVEL_COUNT } from "../../quantiles.ts";
import { createRng } from "../../rng.ts";
import { type EngineContext, MEDIAN_INDEX, type Panel } from "../../types.ts";
import { binOf, type Edges } from "./bins.ts";
import { type BoostOptions, boost, type Forest } from "./boost.ts";
import { openFeatures } from "./features.ts";
import { addUp, HEAD_LEVELS, readLevel } from "./forest.ts";
import { drawRows } from "./rows.ts";
import { openSeries, scaleAt } from "./series.ts";
import { readForest, type StoredForest, storeForest } from "./stored.ts";
import { writeTable } from "./table.ts";
import { holdOut, learnWidths, widen } from "./widths.ts";

/** Found on past windows of sales, retail and M3's training data; half or twice of any of them changes a per cent at most. */
const SETTINGS: BoostOptions = {
  rate: 0.1,
  mostLeaves: 31,
  fewestRows: 40,
  rowShare: 0.5,
  columnShare: 0.5,
};

/** Tells the draws of held-out blocks and of smeared counts from those of rows. */
const BESIDE = 1;

/** What is stored: plain JSON. */
export interface TreesArtifacts {
  version: 2;
  plan: NetworkPlan;
  /** By column of the table; see `findEdges`. */
  edges: readonly (readonly number[])[];
  forest: StoredForest;
  /** By level that leaves hold; see `learnWidths`. */
  widths: readonly number[];
  notes: readonly string[];
}

export interface FittedTrees {
  notes: readonly string[];
  /** Row-major [series] × [step] × [QUANTILE_LEVELS]; NaN for a series that nothing is known of before the cutoff. */
  predict(options: { panel: Panel; cutoffIndex: number }): Float32Array;
  save(): TreesArtifacts;
}

export interface TreesOptions {
  panel: Panel;
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
  /** Steps whose mean is a window's size. Null: three horizons or two seasons, as the networks have it. */
  lookbackSteps: number | null;
  /** `log` for values above zero. */
  scaling: NetworkRecipe["scaling"];
  /** How many trees are added up. */
  trees: number;
  /** Rows that are learnt from, at most. */
  rows: number;
  seed: readonly number[];
  context: EngineContext;
}

/**
 * Gradient boosted regression trees over all series at once (Friedman 2001, Greedy function approximation: a gradient boosting machine; for
 * forecasting: Makridakis, Spiliotis & Assimakopoulos 2022, M5 accuracy competition, where the best methods were of this kind). A row is
 * one step ahead of one origin: what was known there of the values, and the calendar and the covariates of the day that is forecast
 * (`openFeatures`), so that a promotion or a holiday means the same at every step. Values are in their window's scale
 * (`NetworkPlan.scaling`); the forest adds up to seven quantiles of the outcome in that scale.
 *
 * Missing values are a bin of their own; a row whose outcome is missing is not learnt from. The same panel and seed give the same
 * forest, bit for bit, in Node and in a browser.
 *
 * Of counts every level but the middle is a quantile of the count spread evenly over its unit, y + U(−½, ½), and not below 0 (Machado & Santos
 * Silva 2005, Quantiles for counts; Ma, Genton & Parzen 2011 on mid-quantiles). The plain 10 % quantile of a count that is 0 on 16 %
 * of days is 0, and an interval from there holds them all; smeared levels hold what they say on average, at the same pinball loss.
 * @throws ForecastError `cancelled`, `bad_panel`, `too_short`.
 */
export async function fitTrees(options: TreesOptions): Promise<FittedTrees> {
  const { cutoffIndex, horizonSteps, seasonLength, lookbackSteps, scaling, context } = options;
  checkPanel(options.panel);
  const panel = truncatePanel(options.panel, cutoffIndex);
  const { plan, notes } = planNetwork({
    panel,
    spec: { horizonSteps, seasonLength, network: { trainingSteps: 1, members: 1, lookbackSteps } },
    cutoffIndex,
    recipe: { ...DEFAULT_RECIPE, scaling, seesLevel: false },
  });
  const source = openWindows({ panel, plan, cutoffIndex });
  const rng = createRng(...options.seed);
  const series = source.inputs.map((input) => openSeries(input, plan));
  const picks = drawRows({ source, series, plan, rng, most: options.rows });
  if (picks.length < 2 * SETTINGS.fewestRows) {
    throw new ForecastError(
      "too_short",
      `Trees learn from ${2 * SETTINGS.fewestRows} known values or more; here are ${picks.length}.`,
    );
  }
  // Draws of their own, so that rows and medians are the same whatever is drawn beside them.
  const beside = createRng(...options.seed, BESIDE);
  const split = holdOut(picks, { series, plan, rng: beside });
  const { data, edges, target, smeared } = await writeTable({
    ...{ panel, plan, series, picks: split.learnt, rng: beside, context },
  });
  const forest = await boost({
    ...{ data, target, smeared, rng, levels: HEAD_LEVELS, trees: options.trees, settings: SETTINGS },
    onTree: async (done) => {
      if (done % 4 !== 0) return;
      await pause();
      throwIfCancelled(context.signal);
      context.onProgress({ fraction: done / options.trees, message: `tree ${done} of ${options.trees}` });
    },
  });
  const widths = learnWidths({ panel, series, plan, split, edges, forest, rng: beside });
  return wrap({ plan, edges, forest, widths, notes: [...notes, ...source.notes] });
}

/** Opens what `save` gave. @throws ForecastError `bad_artifact`. */
export function loadTrees({ version, plan, edges, forest, widths, notes }: TreesArtifacts): FittedTrees {
  const read = version === 2 && widths.length === HEAD_LEVELS.length ? readForest(forest) : null;
  if (!read)
    throw new ForecastError("bad_artifact", "The stored trees are of another version, or incomplete.");
  return wrap({ plan, edges: edges.map((own) => Float32Array.from(own)), forest: read, widths, notes });
}

function wrap(fitted: {
  plan: NetworkPlan;
  edges: readonly Edges[];
  forest: Forest;
  widths: readonly number[];
  notes: readonly string[];
}): FittedTrees {
  const { plan, edges, forest, widths, notes } = fitted;
  const { horizon } = plan;
  return {
    notes,
    save: () => ({
      ...{ version: 2, plan, notes, widths, forest: storeForest(forest) },
      edges: edges.map((own) => Array.from(own)),
    }),
    predict({ panel, cutoffIndex }) {
      const seen = truncatePanel(panel, cutoffIndex);
      const source = openWindows({ panel: seen, plan, cutoffIndex });
      const features = openFeatures(seen, plan);
      const row = new Float32Array(features.columns.length);
      const bins = new Uint8Array(row.length);
      const heads = new Float64Array(HEAD_LEVELS.length);
      const quantiles = new Float32Array(panel.ids.length * horizon * LEVEL_COUNT).fill(Number.NaN);
      for (const input of source.inputs) {
        const series = openSeries(input, plan);
        const origin = input.length - 1;
        const own = scaleAt(series, plan, origin);
        const whole = isWhole(input.values);
        const floor = isNonNegative(input.values) ? 0 : Number.NEGATIVE_INFINITY;
        for (let step = 1; step <= horizon; step += 1) {
          features.write({ series, origin, step, own, out: row, at: 0 });
          for (let c = 0; c < row.length; c += 1) bins[c] = binOf(edges[c] as Edges, row[c] as number);
          addUp(forest, bins, heads);
          widen(heads, widths);
          const to = (input.series * horizon + step - 1) * LEVEL_COUNT;
          for (let level = 0; level < LEVEL_COUNT; level += 1) {
            const said = Math.max(floor, unscaleValue(plan, own, readLevel(heads, level)));
            // No count lies between zero and one half: a quantile there means zero.
            quantiles[to + level] = whole && level >= MEDIAN_INDEX && Math.abs(said) < 0.5 ? 0 : said;
          }
          const median = quantiles[to + MEDIAN_INDEX] as number;
          for (let level = 0; level < MEDIAN_INDEX; level += 1)
            quantiles[to + level] = Math.min(quantiles[to + level] as number, median);
        }
      }
      return quantiles;
    },
  };
}
