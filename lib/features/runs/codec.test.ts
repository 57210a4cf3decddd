import { expect, it } from "vitest";
import { type FoldForecast, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import {
  decodeForecast,
  decodeSeriesScores,
  encodeForecast,
  encodeSeriesScores,
  mergeShards,
} from "./codec.ts";

function forecast(series: number[], horizonSteps = 3): FoldForecast {
  const length = series.length * horizonSteps * QUANTILE_LEVELS.length;
  const quantiles = Float32Array.from({ length }, (_, i) => (i % 17 === 0 ? Number.NaN : Math.fround(i / 7)));
  return {
    model: "theta",
    fold: 2,
    cutoffIndex: 40,
    horizonSteps,
    seriesIndexes: Int32Array.from(series),
    quantiles,
    notes: ["a note"],
  };
}

it("gives a forecast back bit for bit, NaN included", async () => {
  const before = forecast([3, 4, 9]);
  const after = await decodeForecast(await encodeForecast(before));
  expect(after).toEqual(before);
});

it("stores equal forecasts as equal bytes, so that a repeated task makes no second blob", async () => {
  const [a, b] = await Promise.all([encodeForecast(forecast([0, 1])), encodeForecast(forecast([0, 1]))]);
  expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
});

it("merges shards in the order of their series", () => {
  const [low, high] = [forecast([0, 1]), { ...forecast([2, 3]), notes: ["a note", "another"] }];
  const merged = mergeShards([high, low]);
  expect([...merged.seriesIndexes]).toEqual([0, 1, 2, 3]);
  expect([...merged.quantiles]).toEqual([...low.quantiles, ...high.quantiles]);
  expect(merged.notes).toEqual(["a note", "another"]);
});

it("gives scores by series back, model by model and scope by scope", async () => {
  const column = (at: number) => Float64Array.from([at, Number.NaN, at + 0.5]);
  const group = (scope: "selection" | "test", at: number) => ({
    model: "theta" as const,
    scope,
    n: Int32Array.from([3, 0, 3]),
    mae: column(at),
    wape: column(at + 1),
    smape: column(at + 2),
    mase: column(at + 3),
    bias: column(at + 4),
    coverage80: column(at + 5),
    coverage95: column(at + 6),
  });
  const before = [group("selection", 1), group("test", 20)];
  expect(await decodeSeriesScores(await encodeSeriesScores(before))).toEqual(before);
});
