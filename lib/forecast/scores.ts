import { openScoring, type ScoringInput } from "./scores-steps.ts";
import { NaiveTally, type Scores, Tally } from "./scores-tally.ts";
import type { ModelKey } from "./types.ts";

export type { Scores } from "./scores-tally.ts";

export type ScoreScope = { kind: "fold"; fold: number } | { kind: "selection" } | { kind: "test" };
export type ScoreRow = Scores & { model: ModelKey; scope: ScoreScope };

/** One model's scores by series (index = series in the panel) over one group of folds. */
export interface SeriesScores {
  model: ModelKey;
  scope: "selection" | "test";
  n: Int32Array;
  mae: Float64Array;
  wape: Float64Array;
  smape: Float64Array;
  mase: Float64Array;
  bias: Float64Array;
  coverage80: Float64Array;
  coverage95: Float64Array;
}

export interface ScoreTable {
  rows: readonly ScoreRow[];
  perSeries: readonly SeriesScores[];
  /** Known actuals that no model was scored on, because at least one model had no forecast there. */
  droppedSteps: number;
}

const ROLES = ["selection", "test"] as const;

/**
 * Scores every model on the same steps (see `openScoring`), by fold, by group of folds and by series. Scales and OWA's
 * Naive2 come from the history before each fold's cutoff.
 */
export function scoreForecasts(options: ScoringInput): ScoreTable {
  const seriesCount = options.panel.ids.length;
  const scoring = openScoring(options);
  const naives = { selection: new NaiveTally(), test: new NaiveTally() };
  const naiveOfFold = scoring.folds.map((scored) => {
    const whole = new NaiveTally();
    for (let s = 0; s < seriesCount; s += 1) {
      const unit = new NaiveTally();
      const steps = scoring.truths(scored, s);
      const points = steps.length > 0 ? scored.naive2Of(s) : null;
      if (!points) continue;
      for (const { step, y } of steps) unit.add(y, points[step - 1] as number);
      for (const tally of [whole, naives[scored.role]]) tally.addUnit(unit, scored.scalesOf(s).mase);
    }
    return whole;
  });

  const rows: ScoreRow[] = [];
  const perSeries: SeriesScores[] = [];
  for (const model of scoring.models) {
    const groups = { selection: new Tally(), test: new Tally() };
    const bySeries = {
      selection: Array.from({ length: seriesCount }, () => new Tally()),
      test: Array.from({ length: seriesCount }, () => new Tally()),
    };
    scoring.folds.forEach((scored, i) => {
      if (!scoring.hasFold(model, scored.fold)) return;
      const whole = new Tally();
      for (let s = 0; s < seriesCount; s += 1) {
        const unit = new Tally();
        for (const { y, quantiles, at } of scoring.steps(model, scored, s)) unit.add(y, quantiles, at);
        const scales = scored.scalesOf(s);
        for (const tally of [whole, groups[scored.role], bySeries[scored.role][s] as Tally])
          tally.addUnit(unit, scales);
      }
      const naive2 = naiveOfFold[i] as NaiveTally;
      rows.push({ model, scope: { kind: "fold", fold: scored.fold.fold }, ...whole.scores(naive2) });
    });
    for (const scope of ROLES) {
      rows.push({ model, scope: { kind: scope }, ...groups[scope].scores(naives[scope]) });
      perSeries.push({ model, scope, ...columnsOf(bySeries[scope]) });
    }
  }
  return { rows, perSeries, droppedSteps: scoring.droppedSteps };
}

function columnsOf(tallies: readonly Tally[]): Omit<SeriesScores, "model" | "scope"> {
  const scores = tallies.map((tally) => tally.scores(null));
  const column = (key: keyof Scores) => Float64Array.from(scores, (score) => score[key]);
  return {
    n: Int32Array.from(scores, (score) => score.n),
    mae: column("mae"),
    wape: column("wape"),
    smape: column("smape"),
    mase: column("mase"),
    bias: column("bias"),
    coverage80: column("coverage80"),
    coverage95: column("coverage95"),
  };
}
