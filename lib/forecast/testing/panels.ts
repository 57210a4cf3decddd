/** Panels and contexts for the engine's tests. Imported by tests alone. */
import { buildPanel, type LongCovariate } from "../panel.ts";
import type { BacktestSpec, EngineContext, Frequency, Panel } from "../types.ts";

const DAY = 86_400_000;

/** Series given as plain arrays; `null` is a missing value. All start at the same time. */
export function panelOf(
  series: Record<string, readonly (number | null)[]>,
  options: {
    frequency?: Frequency;
    covariates?: readonly LongCovariate[];
    today?: readonly (number | null)[];
  } = {},
): Panel {
  const ids = Object.keys(series);
  const lists = Object.values(series);
  const integer = options.frequency?.unit === "int";
  const numbers = (list: readonly (number | null)[]) =>
    Float64Array.from(list, (value) => value ?? Number.NaN);
  return buildPanel({
    ids,
    seriesOfRow: Int32Array.from(lists.flatMap((list, s) => list.map(() => s))),
    times: Float64Array.from(
      lists.flatMap((list) => list.map((_, t) => (integer ? t : Date.UTC(2024, 0, 1) + t * DAY))),
    ),
    values: numbers(lists.flat()),
    frequency: options.frequency ?? { unit: "D", multiple: 1 },
    covariates: options.covariates ?? [],
    todayForecast: options.today ? numbers(options.today) : null,
  });
}

export function specOf(over: Partial<BacktestSpec> = {}): BacktestSpec {
  return {
    horizonSteps: 7,
    seasonLength: 7,
    selectionFolds: 2,
    testFolds: 1,
    stepSteps: 7,
    models: ["naive", "seasonal_naive", "theta"],
    network: { trainingSteps: 8, members: 1, lookbackSteps: null },
    seed: 1,
    ...over,
  };
}

export function contextOf(over: Partial<EngineContext> = {}): EngineContext {
  return { signal: new AbortController().signal, clock: () => 0, onProgress: () => undefined, ...over };
}
