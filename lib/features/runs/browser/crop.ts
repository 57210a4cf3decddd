import { seriesRange } from "#lib/forecast/index.ts";
import type { Covariate, Panel } from "#lib/forecast/types.ts";

/**
 * The panel as a browser may have it for one fold: target and past-only covariates up to the cutoff, covariates known
 * ahead for one horizon more, and no row, period or category besides. Today's own forecasts stay on the server.
 *
 * Series keep their numbers, and a series of which nothing is to be seen has no rows: even its length would tell
 * something. Every engine model forecasts the same from this as from the whole panel.
 */
export function cropPanel(panel: Panel, options: { cutoffIndex: number; horizonSteps: number }): Panel {
  const { cutoffIndex, horizonSteps } = options;
  const lastOf = (covariate: Covariate) =>
    covariate.availability === "known_ahead" ? cutoffIndex + horizonSteps : cutoffIndex;
  const moving = panel.covariates.filter((covariate) => covariate.availability !== "static");
  const columns = [
    { values: panel.values, last: cutoffIndex },
    ...moving.map((covariate) => ({ values: covariate.values, last: lastOf(covariate) })),
  ];

  const count = panel.ids.length;
  const offsets = new Int32Array(count + 1);
  const starts = new Int32Array(count);
  const firstRows = new Int32Array(count);
  for (let s = 0; s < count; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    let first = to;
    let end = from;
    for (const { values, last } of columns) {
      const stop = Math.max(from, Math.min(to, from + last + 1 - start));
      let low = from;
      while (low < stop && Number.isNaN(values[low] as number)) low += 1;
      if (low === stop) continue;
      let high = stop;
      while (Number.isNaN(values[high - 1] as number)) high -= 1;
      first = Math.min(first, low);
      end = Math.max(end, high);
    }
    const rows = Math.max(0, end - first);
    offsets[s + 1] = (offsets[s] as number) + rows;
    firstRows[s] = first;
    starts[s] = rows > 0 ? start + first - from : 0;
  }

  const crop = (values: Float64Array, last: number): Float64Array => {
    const out = new Float64Array(offsets[count] as number).fill(Number.NaN);
    for (let s = 0; s < count; s += 1) {
      const at = offsets[s] as number;
      const known = Math.min((offsets[s + 1] as number) - at, last + 1 - (starts[s] as number));
      const first = firstRows[s] as number;
      if (known > 0) out.set(values.subarray(first, first + known), at);
    }
    return out;
  };
  return {
    ids: panel.ids,
    offsets,
    starts,
    values: crop(panel.values, cutoffIndex),
    times: panel.times.slice(0, cutoffIndex + horizonSteps + 1),
    frequency: panel.frequency,
    covariates: panel.covariates.map((covariate) =>
      covariate.availability === "static"
        ? covariate
        : withoutUnseen({ ...covariate, values: crop(covariate.values, lastOf(covariate)) }),
    ),
    todayForecast: null,
  };
}

/** Leaves out categories that no visible value has: a category that appears later would tell of it. */
function withoutUnseen(covariate: Covariate): Covariate {
  if (covariate.kind === "numeric") return covariate;
  const seen = new Set<number>();
  for (const code of covariate.values) if (!Number.isNaN(code)) seen.add(code);
  const codes = [...seen].sort((a, b) => a - b);
  const numberOf = new Map(codes.map((code, i) => [code, i]));
  return {
    ...covariate,
    categories: codes.map((code) => covariate.categories[code] ?? ""),
    values: covariate.values.map((code) => numberOf.get(code) ?? Number.NaN),
  };
}
