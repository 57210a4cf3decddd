import type { Panel } from "#lib/forecast/types.ts";

function shareFloats(values: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

function shareInts(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** The same panel over shared memory: posting it to a thread copies names, not numbers. */
export function sharePanel(panel: Panel): Panel {
  return {
    ...panel,
    offsets: shareInts(panel.offsets),
    starts: shareInts(panel.starts),
    values: shareFloats(panel.values),
    times: shareFloats(panel.times),
    covariates: panel.covariates.map((covariate) => ({
      ...covariate,
      values: shareFloats(covariate.values),
    })),
    todayForecast: panel.todayForecast ? shareFloats(panel.todayForecast) : null,
  };
}

/** Keeps the last few by key; a second caller for one that is on its way waits for the same. */
export function keepLast<T>(limit: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const value = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, value);
    value.catch(() => kept.get(key) === value && kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= limit) break;
      kept.delete(oldest);
    }
    return value;
  };
}
