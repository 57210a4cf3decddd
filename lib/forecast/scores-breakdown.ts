import { classifyDemand } from "./models/demand-class.ts";
import { historyOf } from "./panel.ts";
import { openScoring, type ScoringInput } from "./scores-steps.ts";
import { type Scores, Tally } from "./scores-tally.ts";
import type { Fold, ModelKey, Panel } from "./types.ts";

/** Series that belong together: a brand, a kind of demand. */
export interface Segment {
  name: string;
  series: readonly number[];
}

/** Scores of one model over one group of folds, and one of its parts. OWA is a measure of the whole: NaN here. */
export type PartScores = Scores & { model: ModelKey; scope: "selection" | "test" };

export interface ScoreBreakdown {
  /** One row a model, group of folds and step ahead: how errors and coverage change with the horizon. */
  byHorizon: readonly (PartScores & { step: number })[];
  bySeries: readonly (PartScores & { series: number })[];
  bySegment: readonly (PartScores & { segment: string })[];
}

/** What a segment of categories may count: beyond it a table helps nobody. */
const MOST_SEGMENTS = 50;

/**
 * The segments that a panel shows by itself: each category of each static categorical covariate ("brand B1"), and the
 * demand class of Syntetos, Boylan & Croston of the history up to `cutoff`. Covariates with more than 50 categories are
 * left out; series without a category are in none.
 */
export function segmentsOf(panel: Panel, cutoff: Fold["cutoffIndex"]): Segment[] {
  const segments = new Map<string, number[]>();
  const put = (name: string, series: number) => {
    segments.set(name, [...(segments.get(name) ?? []), series]);
  };
  for (const { name, availability, kind, categories, values } of panel.covariates) {
    if (availability !== "static" || kind !== "categorical" || categories.length > MOST_SEGMENTS) continue;
    panel.ids.forEach((_, s) => {
      const category = categories[values[s] as number];
      if (category !== undefined) put(`${name} ${category}`, s);
    });
  }
  panel.ids.forEach((_, s) => {
    const { kind } = classifyDemand(historyOf(panel, s, cutoff).values);
    if (kind !== "none") put(`${kind} demand`, s);
  });
  return [...segments].map(([name, series]) => ({ name, series }));
}

/**
 * The same scores as `scoreForecasts`, on the same steps, by step ahead, by series and by segment. A step's scaled measures
 * are means over series and folds of that step's alone.
 */
export function breakDownScores(options: ScoringInput & { segments?: readonly Segment[] }): ScoreBreakdown {
  const { panel, spec, segments = [] } = options;
  const scoring = openScoring(options);
  const byHorizon: ScoreBreakdown["byHorizon"][number][] = [];
  const bySeries: ScoreBreakdown["bySeries"][number][] = [];
  const bySegment: ScoreBreakdown["bySegment"][number][] = [];
  const members: number[][] = panel.ids.map(() => []);
  segments.forEach(({ series }, i) => {
    for (const s of series) members[s]?.push(i);
  });
  for (const model of scoring.models) {
    for (const scope of ["selection", "test"] as const) {
      const tallies = (count: number) => Array.from({ length: count }, () => new Tally());
      const steps = tallies(spec.horizonSteps);
      const series = tallies(panel.ids.length);
      const groups = tallies(segments.length);
      for (const scored of scoring.folds) {
        if (scored.role !== scope || !scoring.hasFold(model, scored.fold)) continue;
        panel.ids.forEach((_, s) => {
          const scales = scored.scalesOf(s);
          const unit = new Tally();
          for (const { step, y, quantiles, at } of scoring.steps(model, scored, s)) {
            const one = new Tally();
            one.add(y, quantiles, at);
            steps[step - 1]?.addUnit(one, scales);
            unit.add(y, quantiles, at);
          }
          series[s]?.addUnit(unit, scales);
          for (const i of members[s] ?? []) groups[i]?.addUnit(unit, scales);
        });
      }
      steps.forEach((tally, i) => {
        byHorizon.push({ model, scope, step: i + 1, ...tally.scores(null) });
      });
      series.forEach((tally, i) => {
        bySeries.push({ model, scope, series: i, ...tally.scores(null) });
      });
      segments.forEach(({ name }, i) => {
        bySegment.push({ model, scope, segment: name, ...(groups[i] as Tally).scores(null) });
      });
    }
  }
  return { byHorizon, bySeries, bySegment };
}
