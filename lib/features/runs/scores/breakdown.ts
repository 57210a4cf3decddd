import { pairedBootstrap } from "#lib/forecast/bootstrap.ts";
import { breakDownScores, segmentsOf } from "#lib/forecast/scores-breakdown.ts";
import { openScoring, type ScoringInput } from "#lib/forecast/scores-steps.ts";
import { dieboldMariano } from "#lib/forecast/significance.ts";
import { MEDIAN_INDEX, type ModelKey } from "#lib/forecast/types.ts";

/** The measures that change from step to step, and from segment to segment. */
export const PART_MEASURES = [
  "mase",
  "wape",
  "mae",
  "bias",
  "coverage80",
  "coverage95",
  "scaledPinball",
] as const;
export type PartMeasure = (typeof PART_MEASURES)[number];

/** `values` in the order of `PART_MEASURES`; null where a measure is not defined. */
export interface Part {
  model: ModelKey;
  scope: "selection" | "test";
  /** A step ahead, or a segment's name. */
  part: number | string;
  n: number;
  values: (number | null)[];
}

/** Is a method's error on the untouched folds another than the baseline's? */
export interface Significance {
  model: ModelKey;
  /** `series`: a paired bootstrap over series. `time`: Diebold and Mariano's test over periods, where series are few. */
  over: "series" | "time";
  /** Series or periods that took part. */
  units: number;
  /** Its MASE less the baseline's: below zero is better. */
  difference: number | null;
  /** The 90 % interval of that; null for a test over time. */
  lower: number | null;
  upper: number | null;
  /** Two-sided; null for a bootstrap. */
  pValue: number | null;
}

export interface Breakdown {
  version: 1;
  byStep: Part[];
  bySegment: Part[];
  significance: Significance[];
}

const BASELINE: ModelKey = "seasonal_naive";
/** Fewer independent units bound nothing. */
const FEWEST_SERIES = 8;

const orNull = (value: number) => (Number.isFinite(value) ? value : null);

/** What the leaderboard does not show: errors by step and by segment, and how sure the differences are. */
export function breakDown(options: ScoringInput & { seed: number }): Breakdown {
  const { panel, folds } = options;
  const first = folds[0];
  const segments = first ? segmentsOf(panel, first.cutoffIndex) : [];
  const { byHorizon, bySegment } = breakDownScores({ ...options, segments });
  const partOf = (row: (typeof byHorizon)[number] | (typeof bySegment)[number]): Part => ({
    model: row.model,
    scope: row.scope,
    part: "step" in row ? row.step : row.segment,
    n: row.n,
    values: PART_MEASURES.map((measure) => orNull(row[measure])),
  });
  return {
    version: 1,
    byStep: byHorizon.map(partOf),
    bySegment: bySegment.map(partOf),
    significance: compareWithBaseline(options),
  };
}

function compareWithBaseline(options: ScoringInput & { seed: number }): Significance[] {
  const { panel, spec, seed } = options;
  const scoring = openScoring(options);
  if (!scoring.models.includes(BASELINE)) return [];
  const tests = scoring.folds.filter(({ role }) => role === "test");
  /** By model: mean scaled error of each series, and of each period in order of time. */
  const losses = new Map(
    scoring.models.map((model) => {
      const series = new Float64Array(panel.ids.length);
      const counts = new Int32Array(panel.ids.length);
      const periods = new Float64Array(tests.length * spec.horizonSteps);
      const there = new Int32Array(periods.length);
      tests.forEach((fold, f) => {
        for (let s = 0; s < panel.ids.length; s += 1) {
          const scale = fold.scalesOf(s).mase;
          if (!(scale > 0)) continue;
          for (const { step, y, quantiles, at } of scoring.steps(model, fold, s)) {
            const loss = Math.abs(y - (quantiles[at + MEDIAN_INDEX] as number)) / scale;
            const period = f * spec.horizonSteps + step - 1;
            series[s] = (series[s] as number) + loss;
            counts[s] = (counts[s] as number) + 1;
            periods[period] = (periods[period] as number) + loss;
            there[period] = (there[period] as number) + 1;
          }
        }
      });
      const mean = (sums: Float64Array, n: Int32Array) =>
        sums.map((sum, i) => ((n[i] as number) > 0 ? sum / (n[i] as number) : Number.NaN));
      return [model, { series: mean(series, counts), periods: mean(periods, there) }] as const;
    }),
  );
  const baseline = losses.get(BASELINE) as { series: Float64Array; periods: Float64Array };
  return scoring.models
    .filter((model) => model !== BASELINE)
    .map((model): Significance => {
      const own = losses.get(model) as typeof baseline;
      const differences = own.series.map((loss, s) => loss - (baseline.series[s] as number));
      if (differences.filter(Number.isFinite).length >= FEWEST_SERIES) {
        const { units, mean, lower, upper } = pairedBootstrap({ differences, seed, confidence: 0.9 });
        return {
          ...{ model, over: "series", units, difference: orNull(mean) },
          ...{ lower: orNull(lower), upper: orNull(upper), pValue: null },
        };
      }
      // Errors of one fold overlap in what they knew; more folds than one are needed to correct for it.
      const known = own.periods.filter((loss, i) => Number.isFinite(loss - (baseline.periods[i] as number)));
      const horizon = Math.max(1, Math.min(spec.horizonSteps, Math.floor(known.length / 2)));
      const { n, meanDifference, pValue } = dieboldMariano({
        ...{ first: own.periods, second: baseline.periods, horizon },
      });
      return {
        ...{ model, over: "time", units: n, difference: orNull(meanDifference) },
        ...{ lower: null, upper: null, pValue: orNull(pValue) },
      };
    });
}
