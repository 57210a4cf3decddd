import { buildPanel, createRng, type EngineContext, parseFrequency } from "#lib/forecast/index.ts";
import { forecastNetworkFold } from "#lib/forecast/neural/index.ts";
import { normalFrom } from "#lib/forecast/rng.ts";

const [SERIES, POINTS, DAY] = [40, 400, 86_400_000] as const;

/**
 * One member of the product's network on 40 made-up daily series of 400 days, trained for `steps` and forecasting two
 * weeks: the numbers, and the milliseconds it took.
 */
export async function forecastOnce(options: { steps: number; member: number }) {
  const rng = createRng(11);
  const panel = buildPanel({
    ids: Array.from({ length: SERIES }, (_, s) => `S${s + 1}`),
    seriesOfRow: Int32Array.from({ length: SERIES * POINTS }, (_, i) => Math.floor(i / POINTS)),
    times: Float64Array.from(
      { length: SERIES * POINTS },
      (_, i) => Date.UTC(2024, 0, 1) + (i % POINTS) * DAY,
    ),
    values: Float64Array.from({ length: SERIES * POINTS }, (_, i) =>
      Math.max(0, Math.round((20 + (i % 7) * 3) * (1 + 0.2 * normalFrom(rng)))),
    ),
    frequency: parseFrequency("D"),
  });
  const context: EngineContext = {
    signal: new AbortController().signal,
    clock: () => performance.now(),
    onProgress: () => undefined,
  };
  const from = performance.now();
  const { quantiles } = await forecastNetworkFold({
    panel,
    spec: {
      ...{ horizonSteps: 14, seasonLength: 7, selectionFolds: 0, testFolds: 1, stepSteps: 14, seed: 1 },
      models: ["network"],
      network: { trainingSteps: options.steps, members: 1, lookbackSteps: null },
    },
    fold: { fold: 0, role: "test", cutoffIndex: POINTS - 15 },
    member: options.member,
    context,
  });
  return { quantiles, ms: performance.now() - from };
}
