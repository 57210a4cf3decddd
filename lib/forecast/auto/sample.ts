import { seriesRange } from "../panel.ts";
import type { Panel } from "../types.ts";

/** `count` series of a panel, evenly picked, in their order. */
export function pickSeries(panel: Panel, count: number): Panel {
  const stride = panel.ids.length / count;
  return takeSeries(
    panel,
    Array.from({ length: count }, (_, i) => Math.floor(i * stride)),
  );
}

/** The series of these numbers as a panel of their own, on the same time grid. */
export function takeSeries(panel: Panel, picked: readonly number[]): Panel {
  const count = picked.length;
  const ranges = picked.map((s) => seriesRange(panel, s));
  const offsets = new Int32Array(count + 1);
  ranges.forEach(({ from, to }, i) => {
    offsets[i + 1] = (offsets[i] as number) + to - from;
  });
  const gather = (source: Float64Array) => {
    const out = new Float64Array(offsets[count] as number);
    ranges.forEach(({ from, to }, i) => {
      out.set(source.subarray(from, to), offsets[i]);
    });
    return out;
  };
  return {
    ...panel,
    ids: picked.map((s) => panel.ids[s] as string),
    offsets,
    starts: Int32Array.from(picked, (s) => panel.starts[s] as number),
    ...(panel.shifts ? { shifts: Int32Array.from(picked, (s) => panel.shifts?.[s] as number) } : {}),
    values: gather(panel.values),
    covariates: panel.covariates.map((covariate) => ({
      ...covariate,
      values:
        covariate.availability === "static"
          ? Float64Array.from(picked, (s) => covariate.values[s] as number)
          : gather(covariate.values),
    })),
    todayForecast: panel.todayForecast ? gather(panel.todayForecast) : null,
  };
}
