import { decideVerdict, type Verdict } from "#lib/features/verdict/rule.ts";
import {
  type BacktestSpec,
  buildPanel,
  combineMembers,
  createRng,
  type EngineContext,
  type FoldForecast,
  forecastFold,
  type ModelKey,
  type Panel,
  parseFrequency,
  planFolds,
  type Rng,
  scoreForecasts,
  selectMethods,
  stockCost,
} from "#lib/forecast/index.ts";
import { forecastNetworkFold } from "#lib/forecast/neural/index.ts";
import { normalFrom } from "#lib/forecast/rng.ts";

/** `nothing`: noise or random walks, where no method can beat the simple ones. `structure`: trend and season. */
export type PanelKind = "nothing" | "structure";

const SEASON = 7;
const POINTS = 168;
const SERIES = 12;
const DAY = 86_400_000;

/** Daily panels whose truth is known. Even seeds of `nothing` are white noise, odd ones random walks. */
export function syntheticPanel(kind: PanelKind, seed: number): Panel {
  const rng = createRng(seed, kind === "nothing" ? 1 : 2);
  const values = new Float64Array(SERIES * POINTS);
  for (let s = 0; s < SERIES; s += 1) {
    const level = 50 + 150 * rng();
    const spread = level * (0.05 + 0.15 * rng());
    const draw =
      kind === "structure"
        ? structure({ rng, level })
        : seed % 2 === 0
          ? noise({ rng, level, spread })
          : walk({ rng, level, spread });
    for (let t = 0; t < POINTS; t += 1) values[s * POINTS + t] = Math.max(0, draw(t));
  }
  return buildPanel({
    ids: Array.from({ length: SERIES }, (_, s) => `S${s + 1}`),
    seriesOfRow: Int32Array.from({ length: values.length }, (_, i) => Math.floor(i / POINTS)),
    times: Float64Array.from({ length: values.length }, (_, i) => Date.UTC(2024, 0, 1) + (i % POINTS) * DAY),
    values,
    frequency: parseFrequency("D"),
  });
}

function noise({ rng, level, spread }: { rng: Rng; level: number; spread: number }): (t: number) => number {
  return () => level + spread * normalFrom(rng);
}

function walk({ rng, level, spread }: { rng: Rng; level: number; spread: number }): (t: number) => number {
  let at = 5 * level;
  return () => {
    at += spread * normalFrom(rng);
    return at;
  };
}

/** A weekly pattern of ±10 to 40 %, a slope of up to a quarter of the level over the whole time, and 5 to 15 % of noise. */
function structure({ rng, level }: { rng: Rng; level: number }): (t: number) => number {
  const pattern = Array.from({ length: SEASON }, () => normalFrom(rng));
  const mean = pattern.reduce((a, b) => a + b, 0) / SEASON;
  const strength = 0.1 + 0.3 * rng();
  const slope = (0.25 * (2 * rng() - 1)) / POINTS;
  const spread = 0.05 + 0.1 * rng();
  return (t) =>
    level * (1 + slope * t) * (1 + strength * ((pattern[t % SEASON] as number) - mean)) +
    level * spread * normalFrom(rng);
}

/** Runs the whole chain on one panel: backtest, selection, cost, verdict. */
export async function judgePanel(options: {
  kind: PanelKind;
  seed: number;
  trainingSteps?: number;
}): Promise<Verdict> {
  const panel = syntheticPanel(options.kind, options.seed);
  const spec: BacktestSpec = {
    horizonSteps: 14,
    seasonLength: SEASON,
    selectionFolds: 2,
    testFolds: 2,
    stepSteps: 14,
    models: ["naive", "seasonal_naive", "theta", "network"],
    network: { trainingSteps: options.trainingSteps ?? 60, members: 1, lookbackSteps: null },
    seed: options.seed,
  };
  const context: EngineContext = {
    signal: new AbortController().signal,
    clock: () => 0,
    onProgress: () => undefined,
  };
  const folds = planFolds(panel, spec);
  const forecasts: FoldForecast[] = [];
  for (const fold of folds) {
    for (const model of ["naive", "seasonal_naive", "theta"] as const) {
      forecasts.push(await forecastFold({ panel, spec, model, fold, context }));
    }
    forecasts.push(combineMembers([await forecastNetworkFold({ panel, spec, fold, member: 0, context })]));
  }
  const { bestStatistical, bestNetwork } = selectMethods(scoreForecasts({ panel, spec, folds, forecasts }));
  const test = folds.filter((fold) => fold.role === "test");
  const methodOf = (model: ModelKey | null) => {
    if (!model) return null;
    const { costShort, costOver } = stockCost({
      panel,
      folds: test,
      forecasts: forecasts.filter((forecast) => forecast.model === model),
      unitCosts: { under: 3, over: 1 },
    });
    // No upkeep: the hardest case for an honest answer.
    return {
      model,
      costs: costShort.map((short, s) => short + (costOver[s] as number)),
      yearlyUpkeep: 0,
      npvOf: null,
    };
  };
  const baseline = methodOf("seasonal_naive");
  if (!baseline) throw new Error("unreachable");
  return decideVerdict({
    unit: "series",
    testFolds: spec.testFolds,
    today: null,
    baseline,
    statistical: methodOf(bestStatistical),
    network: methodOf(bestNetwork),
    yearlyFactor: 365 / (spec.horizonSteps * spec.testFolds),
    seed: options.seed,
  });
}
