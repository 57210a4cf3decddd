import { seriesRange } from "../panel.ts";
import type { Rng } from "../rng.ts";
import type { Panel } from "../types.ts";

/** A fair order of `items`, in place (Durstenfeld 1964). */
function shuffle(items: Int32Array, rng: Rng): void {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(rng() * (i + 1));
    const kept = items[i] as number;
    items[i] = items[j] as number;
    items[j] = kept;
  }
}

/**
 * The panel with one covariate's known values in random order, over all series and periods up to grid position `lastPosition`
 * (over the series, for a constant): its values stay what they were, and say nothing any more. A categorical covariate is one
 * column of codes, so that all of its categories move together. Missing values stay where they are.
 */
export function permuteCovariate(
  panel: Panel,
  options: { name: string; lastPosition: number; rng: Rng },
): Panel {
  const { name, lastPosition, rng } = options;
  return {
    ...panel,
    covariates: panel.covariates.map((covariate) => {
      if (covariate.name !== name) return covariate;
      const rows =
        covariate.availability === "static"
          ? Int32Array.from(covariate.values.keys())
          : rowsUntil(panel, lastPosition);
      const known = rows.filter((row) => !Number.isNaN(covariate.values[row] as number));
      const mixed = known.slice();
      shuffle(mixed, rng);
      const values = covariate.values.slice();
      known.forEach((row, i) => {
        values[row] = covariate.values[mixed[i] as number] as number;
      });
      return { ...covariate, values };
    }),
  };
}

function rowsUntil(panel: Panel, lastPosition: number): Int32Array {
  const rows: number[] = [];
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    const end = Math.min(to, from + lastPosition + 1 - start);
    for (let row = from; row < end; row += 1) rows.push(row);
  }
  return Int32Array.from(rows);
}

/**
 * The panel with the last `steps` targets up to the cutoff of every series replaced by as many from another time of the same
 * series, drawn at random. A series with no earlier stretch of that length stays as it is.
 */
export function exchangeRecent(
  panel: Panel,
  options: { cutoffIndex: number; steps: number; rng: Rng },
): Panel {
  const { cutoffIndex, steps, rng } = options;
  const values = panel.values.slice();
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { first, end } = spanOf(panel, s, cutoffIndex);
    const room = end - first - steps;
    if (room < steps) continue;
    const from = first + Math.floor(rng() * (room - steps + 1));
    values.set(panel.values.subarray(from, from + steps), end - steps);
  }
  return { ...panel, values };
}

/**
 * The panel with everything older than the last `steps` targets before the cutoff turned round in time by a random number of
 * periods: old values stay what they were, but stand at other distances, and so in another phase of any season.
 */
export function exchangeOlder(
  panel: Panel,
  options: { cutoffIndex: number; steps: number; rng: Rng },
): Panel {
  const { cutoffIndex, steps, rng } = options;
  const values = panel.values.slice();
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { first, end } = spanOf(panel, s, cutoffIndex);
    const count = end - steps - first;
    if (count < 2) continue;
    const by = 1 + Math.floor(rng() * (count - 1));
    for (let i = 0; i < count; i += 1) values[first + ((i + by) % count)] = panel.values[first + i] as number;
  }
  return { ...panel, values };
}

/** The panel with each series' calendar moved by a random number of periods, 1 to `most`. Only the calendar moves. */
export function exchangeCalendar(panel: Panel, options: { most: number; rng: Rng }): Panel {
  const { most, rng } = options;
  // Later rather than earlier: no position falls before the grid's first.
  const shifts = Int32Array.from(
    panel.ids,
    (_, s) => (panel.shifts?.[s] ?? 0) - 1 - Math.floor(rng() * most),
  );
  return { ...panel, shifts };
}

/** Rows of a series from its first known target to the cutoff, the end excluded. */
function spanOf(panel: Panel, series: number, cutoffIndex: number): { first: number; end: number } {
  const { from, to, start } = seriesRange(panel, series);
  const end = Math.max(from, Math.min(to, from + cutoffIndex + 1 - start));
  let first = from;
  while (first < end && Number.isNaN(panel.values[first] as number)) first += 1;
  return { first, end };
}
