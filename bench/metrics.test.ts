import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as metrics from "#lib/forecast/metrics.ts";
import { normalQuantile } from "#lib/forecast/quantiles.ts";
import { dieboldMariano } from "#lib/forecast/significance.ts";
import { QUANTILE_LEVELS } from "#lib/forecast/types.ts";

type Both = [number, number];
type Series = [number[], number[]];
interface Reference {
  versions: Record<string, string>;
  season: number;
  levels: number[];
  training: Series;
  actual: Series;
  forecast: Series;
  lower: Series;
  upper: Series;
  mae: Both;
  rmse: Both;
  smape: Both;
  wape: Both;
  mase: Both;
  rmsse: Both;
  coverage: Both;
  pinball: Both;
  scaledPinball: Both;
  intervalScore: Both;
  crps: { y: number; mean: number; deviation: number; value: number }[];
  dieboldMariano: {
    first: number[];
    second: number[];
    horizon: number;
    statistic: number;
    pValue: number;
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL("./references/metrics.json", import.meta.url), "utf8"),
) as Reference;
const { season, levels, training } = reference;

describe.each([0, 1] as const)(
  `metrics against utilsforecast ${reference.versions.utilsforecast}, series %i`,
  (s) => {
    const actual = reference.actual[s];
    const forecast = reference.forecast[s];
    const lower = reference.lower[s];
    const upper = reference.upper[s];
    const scale = metrics.maseScale(training[s], season);
    const pinball =
      actual.reduce((sum, y, i) => {
        const values = [lower[i], forecast[i], upper[i]] as number[];
        return (
          sum + values.reduce((inner, q, k) => inner + metrics.pinballLoss(y, q, levels[k] as number), 0)
        );
      }, 0) *
      (2 / levels.length / actual.length);

    it.each([
      ["mae", metrics.meanAbsoluteError(actual, forecast)],
      ["rmse", metrics.rootMeanSquareError(actual, forecast)],
      ["smape", metrics.symmetricPercentageError(actual, forecast)],
      ["wape", metrics.weightedAbsolutePercentageError(actual, forecast)],
      ["mase", metrics.meanAbsoluteScaledError(actual, forecast, scale)],
      [
        "rmsse",
        metrics.rootMeanSquaredScaledError(actual, forecast, metrics.rmsseScale(training[s], season)),
      ],
      ["coverage", metrics.coverage(actual, lower, upper)],
      ["pinball", pinball],
      ["scaledPinball", pinball / scale],
      ["intervalScore", metrics.meanScaledIntervalScore(actual, { lower, upper, level: 0.8 }, scale) * scale],
    ] as const)("%s", (name, value) => {
      expect(Math.abs(value - reference[name][s])).toBeLessThan(1e-9);
    });
  },
);

describe(`CRPS from quantiles against the exact one of a normal forecast, scipy ${reference.versions.scipy}`, () => {
  it.each(reference.crps)("actual $y, mean $mean, deviation $deviation", ({ y, mean, deviation, value }) => {
    const own = QUANTILE_LEVELS.map((level) => mean + deviation * normalQuantile(level));
    expect(Math.abs(metrics.quantileCrps(y, QUANTILE_LEVELS, own) / value - 1)).toBeLessThan(0.01);
  });
});

describe(`Diebold and Mariano against the package dieboldmariano ${reference.versions.dieboldmariano}`, () => {
  it.each(reference.dieboldMariano)("$horizon steps ahead", ({ first, second, horizon, ...theirs }) => {
    const ours = dieboldMariano({ first, second, horizon });
    expect(Math.abs(ours.statistic - theirs.statistic)).toBeLessThan(1e-9);
    expect(Math.abs(ours.pValue - theirs.pValue)).toBeLessThan(1e-9);
  });
});
