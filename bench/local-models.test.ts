import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { correctedAic, fitEts } from "#lib/forecast/models/ets/fit.ts";
import { type EtsParameters, EtsPath, type EtsShape } from "#lib/forecast/models/ets/recursion.ts";
import { selectEts } from "#lib/forecast/models/ets/select.ts";
import { decomposeMstl } from "#lib/forecast/models/mstl.ts";
import { LOCAL_MODELS } from "#lib/forecast/models/registry.ts";
import { decomposeStl } from "#lib/forecast/models/stl.ts";
import { pointsOf } from "#lib/forecast/testing/local.ts";
import { measure } from "./accuracy/measure.ts";
import { METHODS } from "./accuracy/methods.ts";
import { loadSet } from "./accuracy/sets.ts";
import { dataFile } from "./load.ts";

interface EtsCase {
  name: string;
  series: string;
  shape: EtsShape;
  parameters: EtsParameters;
  first: { level: number; slope: number; season: number[] };
  criterion: number;
  aicc: number;
  forecast: number[];
}

interface Reference {
  versions: Record<string, string>;
  series: Record<string, number[]>;
  ets: EtsCase[];
  auto: { series: string; season: number; method: string; aicc: number }[];
  points: { key: string; series: string; season: number; forecast: number[] }[];
  stl: {
    series: string;
    period: number;
    jump: number;
    degree: 0 | 1;
    rows: number[];
    season: number[];
    trend: number[];
  }[];
  mstl: { periods: number[]; rows: number[]; seasons: number[][] };
  m3: { id: string; group: string; season: number; key: string; forecast: number[]; aicc?: number }[];
}

const reference = JSON.parse(
  readFileSync(new URL("./references/local.json", import.meta.url), "utf8"),
) as Reference;
const { statsforecast, statsmodels } = reference.versions;
const seriesOf = (name: string) => Float64Array.from(reference.series[name] ?? []);
const model = (key: string) => {
  const found = LOCAL_MODELS.find((each) => each.key === key);
  if (!found) throw new Error(`There is no model "${key}".`);
  return found;
};

/** Largest |ours − theirs| / |theirs|. */
function deviation(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return Math.max(
    ...theirs.map((value, i) => Math.abs((ours[i] as number) - value) / Math.max(Math.abs(value), 1e-9)),
  );
}

describe(`ETS against statsforecast ${statsforecast}`, () => {
  it.each(reference.ets)("$name: the same likelihood with its parameters", (theirs) => {
    const { shape, parameters, first, criterion } = theirs;
    const path = new EtsPath(seriesOf(theirs.series), shape);
    path.level[0] = first.level;
    path.slope[0] = first.slope;
    path.season.set(first.season);
    expect(Math.abs(path.forward(parameters) - criterion)).toBeLessThan(1e-6);
  });

  // Both maximise the same likelihood. Ours keeps γ below 1 − α (Hyndman et al. 2008), which the package does not always.
  const usual = reference.ets.filter(({ parameters: p }) => p.alpha + p.gamma <= 1);
  it.each(usual)("$name: a likelihood as large as its own, or larger", (theirs) => {
    const fit = fitEts(seriesOf(theirs.series), theirs.shape);
    expect(fit?.criterion).toBeLessThan(theirs.criterion + 0.05);
    if (!fit) return;
    // The same count of parameters: AICc differs by the likelihood alone.
    expect(correctedAic(fit) - fit.criterion).toBeCloseTo(theirs.aicc - theirs.criterion, 6);
  });

  it.each(reference.auto)("$series: an AICc as small as that of its choice, $method", (theirs) => {
    const fit = selectEts(seriesOf(theirs.series), theirs.season);
    expect(fit && correctedAic(fit)).toBeLessThan(theirs.aicc + 0.05);
  });

  /*
   * R's own optimum, as printed for the passengers until March 1958 in github.com/robjhyndman/forecast issue 937: ETS(M,Ad,M)
   * with α 0.75, β 0.0233, γ 1e-4, φ 0.98, ℓ 120.3561, b 1.7593.
   */
  it("finds what the R package forecast finds on the passengers", () => {
    const fit = fitEts(seriesOf("passengers").subarray(0, 111), {
      error: "M",
      trend: "Ad",
      season: "M",
      period: 12,
    });
    expect(fit?.parameters.alpha).toBeCloseTo(0.75, 1);
    expect(fit?.parameters.beta).toBeCloseTo(0.0233, 2);
    expect(fit?.parameters.gamma).toBeLessThan(0.001);
    expect(fit?.parameters.phi).toBeCloseTo(0.98, 2);
    expect(Math.abs((fit?.first.level ?? 0) / 120.3561 - 1)).toBeLessThan(0.02);
    expect(Math.abs((fit?.first.slope ?? 0) - 1.7593)).toBeLessThan(0.4);
  });
});

/** Relative; exact formulas to rounding, searched parameters to what two optimisers leave. */
const TOLERANCE: Record<string, number> = {
  adida: 1e-4,
  imapa: 1e-4,
  dynamic_theta: 2e-3,
  optimised_theta: 2e-3,
  dynamic_standard_theta: 2e-3,
};

describe(`points against statsforecast ${statsforecast}`, () => {
  it.each(reference.points)("$key on $series", ({ key, series, season, forecast }) => {
    const ours = pointsOf(model(key), seriesOf(series), { horizon: forecast.length, season }) ?? [];
    expect(deviation(ours, forecast)).toBeLessThan(TOLERANCE[key] ?? 1e-9);
  });
});

describe(`decompositions against statsmodels ${statsmodels}`, () => {
  it.each(reference.stl)("STL of $series, jump $jump, degree $degree", (theirs) => {
    const { season, trend } = decomposeStl(seriesOf(theirs.series), {
      period: theirs.period,
      seasonalWindow: 11,
      seasonalDegree: theirs.degree,
      jump: theirs.jump,
    });
    expect(
      deviation(
        theirs.rows.map((row) => season[row] as number),
        theirs.season,
      ),
    ).toBeLessThan(1e-9);
    expect(
      deviation(
        theirs.rows.map((row) => trend[row] as number),
        theirs.trend,
      ),
    ).toBeLessThan(1e-9);
  });

  it("MSTL of hours with a day and a week", () => {
    const { periods, rows, seasons } = reference.mstl;
    const ours = decomposeMstl(seriesOf("hourly"), periods, { jump: 1 });
    seasons.forEach((theirs, i) => {
      expect(
        deviation(
          rows.map((row) => ours[i]?.[row] as number),
          theirs,
        ),
      ).toBeLessThan(1e-9);
    });
  });
});

const hasData = dataFile("m3_yearly_train.csv.gz") !== null || process.env.FORECAST_DATA !== undefined;

// Without ../shared/data (or FORECAST_DATA) these are skipped: M3 is not ours to ship.
describe.skipIf(!hasData)(`a few M3 series against statsforecast ${statsforecast}`, () => {
  it.each(reference.m3)("$key on $id", ({ id, group, season, key, forecast, aicc }) => {
    const set = loadSet(`m3-${group}`);
    const s = set?.panel.ids.indexOf(id) ?? -1;
    if (!set || s < 0) throw new Error(`M3 has no ${id}.`);
    const all = set.panel.values.subarray(set.panel.offsets[s], set.panel.offsets[s + 1]);
    const history = all.slice(0, all.length - set.horizonSteps);
    if (aicc !== undefined) {
      const fit = selectEts(history, season);
      expect(fit && correctedAic(fit)).toBeLessThan(aicc + 0.05);
    } else {
      const ours = pointsOf(model(key), history, { horizon: forecast.length, season }) ?? [];
      expect(deviation(ours, forecast)).toBeLessThan(0.01);
    }
  });
});

/*
 * What the methods reach on whole groups, against the official figures of M3 (data/m3_leaderboard.csv, recomputed from the
 * published forecasts) and, for dynamic optimised Theta, against the sMAPE in Fiorucci et al. (2016, table 3): 15.94, 9.28,
 * 13.74 and 4.58. The published forecasts of NAIVE2 and SINGLE are other software's.
 */
describe.skipIf(!hasData)("on M3 as a whole", () => {
  it.each([
    ["dynamic_theta", "yearly", 15.94, 0.1],
    ["dynamic_theta", "quarterly", 9.28, 0.1],
    ["dynamic_theta", "monthly", 13.74, 0.1],
    ["dynamic_theta", "other", 4.58, 0.1],
    ["naive2", "yearly", 17.88, 0.01],
    ["naive2", "quarterly", 9.951, 0.15],
    ["naive2", "monthly", 16.891, 0.2],
    ["naive2", "other", 6.302, 0.01],
    ["ses", "yearly", 17.817, 0.15],
    ["ses", "quarterly", 9.717, 0.15],
    ["ses", "other", 6.295, 0.05],
  ] as const)("%s, %s: sMAPE %f within %f", (key, group, published, tolerance) => {
    const set = loadSet(`m3-${group}`);
    if (!set) throw new Error("M3 is not here.");
    const { panel, horizonSteps: horizon, seasonLength: season } = set;
    let sum = 0;
    panel.ids.forEach((_, s) => {
      const all = panel.values.subarray(panel.offsets[s], panel.offsets[s + 1]);
      const points = pointsOf(model(key), all.slice(0, -horizon), { horizon, season }) ?? [];
      for (let h = 0; h < horizon; h += 1) {
        const y = all[all.length - horizon + h] as number;
        const f = Math.max(points[h] as number, 0);
        sum += (200 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f));
      }
    });
    expect(Math.abs(sum / (panel.ids.length * horizon) - published)).toBeLessThan(tolerance);
  });
});

/** Shares inside the intervals, pooled over all steps. */
describe.skipIf(!hasData)("intervals on M3 monthly", () => {
  it("theta: 80 % within 3 points, 95 % within 1.5", async () => {
    const set = loadSet("m3-monthly");
    const theta = METHODS.find(({ key }) => key === "theta");
    if (!set || !theta) throw new Error("M3 is not here.");
    const cutoffIndex = set.cutoffs[0] as number;
    const { tally } = measure(set, cutoffIndex, await theta.forecast({ ...set, cutoffIndex }));
    expect(Math.abs(tally.inside80 / tally.steps - 0.8)).toBeLessThan(0.03);
    expect(Math.abs(tally.inside95 / tally.steps - 0.95)).toBeLessThan(0.015);
  });
});
