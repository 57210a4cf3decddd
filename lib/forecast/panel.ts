import { ForecastError } from "./errors.ts";
import { addSteps, formatFrequency, gridAnchor, inferFrequency, stepsBetween } from "./frequency.ts";
import type { Availability, Covariate, Frequency, Panel } from "./types.ts";

/** Two gigabytes for the target alone, and it is copied more than once. */
const MOST_PERIODS = 250_000_000;

/** Quantiles are stored in single precision (3.4e38), and squares must not overflow either. */
const LARGEST_VALUE = 1e30;

export interface LongCovariate {
  name: string;
  availability: Availability;
  kind: "numeric" | "categorical";
  /** One value a row; categorical values are indexes into `categories`; NaN is missing. */
  values: Float64Array;
  categories?: readonly string[];
}

/** Rows of a long table as columns, in any order. */
export interface LongRows {
  /** Distinct series names; `seriesOfRow` indexes them. */
  ids: readonly string[];
  seriesOfRow: Int32Array;
  /** Milliseconds since 1970 UTC, or integer positions when the frequency is `int`. */
  times: Float64Array;
  /** NaN is missing: a row that only carries covariates known ahead. */
  values: Float64Array;
  /** Inferred from `times` when left out. */
  frequency?: Frequency;
  covariates?: readonly LongCovariate[];
  todayForecast?: Float64Array | null;
}

/**
 * Lays long rows on one regular grid: row order does not matter, a period without a row becomes NaN, never zero.
 * Each series spans its own first to last row. O(rows log rows).
 * @throws ForecastError `bad_panel` for no rows, arrays of different lengths, a time that is off the grid, or two rows
 * of one series in one period; the sentence names the series and the time.
 */
export function buildPanel(rows: LongRows): Panel {
  const { ids, seriesOfRow, times, values } = rows;
  const n = values.length;
  const columns = rows.covariates ?? [];
  const today = rows.todayForecast ?? null;
  if (n === 0 || ids.length === 0) throw new ForecastError("bad_panel", "There are no rows.");
  if (
    seriesOfRow.length !== n ||
    times.length !== n ||
    (today && today.length !== n) ||
    columns.some((column) => column.values.length !== n)
  ) {
    throw new ForecastError("bad_panel", "The columns have different lengths.");
  }
  const frequency = rows.frequency ?? inferFrequency(times)?.frequency;
  if (!frequency) throw new ForecastError("bad_panel", "The times follow no regular frequency; name one.");

  const grid = makeGrid(times, frequency);
  const positions = new Int32Array(n);
  const first = new Int32Array(ids.length).fill(-1);
  const last = new Int32Array(ids.length).fill(-1);
  for (let row = 0; row < n; row += 1) {
    const s = seriesOfRow[row] as number;
    const time = times[row] as number;
    const id = ids[s];
    if (id === undefined) throw new ForecastError("bad_panel", `Row ${row + 1} belongs to no series.`);
    const position = stepsBetween(grid[0] as number, time, frequency);
    if (position === null) {
      throw new ForecastError(
        "bad_panel",
        `Series "${id}": ${describeTime(time, frequency)} is off the regular grid.`,
      );
    }
    positions[row] = position;
    const lowest = first[s] as number;
    if (lowest < 0 || position < lowest) first[s] = position;
    if (position > (last[s] as number)) last[s] = position;
  }

  const kept: number[] = [];
  for (let s = 0; s < ids.length; s += 1) if ((first[s] as number) >= 0) kept.push(s);
  const slot = new Int32Array(ids.length).fill(-1);
  let periods = 0;
  for (const s of kept) periods += (last[s] as number) - (first[s] as number) + 1;
  if (periods > MOST_PERIODS)
    throw new ForecastError(
      "bad_panel",
      `${n.toLocaleString("en")} rows lie scattered over ${periods.toLocaleString("en")} periods of ${formatFrequency(frequency)}, more than can be held; use a coarser frequency, or fewer series.`,
    );
  const offsets = new Int32Array(kept.length + 1);
  const starts = new Int32Array(kept.length);
  kept.forEach((s, i) => {
    slot[s] = i;
    starts[i] = first[s] as number;
    offsets[i + 1] = (offsets[i] as number) + (last[s] as number) - (first[s] as number) + 1;
  });
  const cells = offsets[kept.length] as number;

  const rowOfCell = new Int32Array(cells).fill(-1);
  for (let row = 0; row < n; row += 1) {
    const i = slot[seriesOfRow[row] as number] as number;
    const cell = (offsets[i] as number) + (positions[row] as number) - (starts[i] as number);
    if ((rowOfCell[cell] as number) >= 0) {
      const id = ids[seriesOfRow[row] as number] as string;
      throw new ForecastError(
        "bad_panel",
        `Series "${id}" has two rows for ${describeTime(times[row] as number, frequency)}.`,
      );
    }
    rowOfCell[cell] = row;
  }

  const spread = (source: Float64Array) => {
    const out = new Float64Array(cells).fill(Number.NaN);
    for (let cell = 0; cell < cells; cell += 1) {
      const row = rowOfCell[cell] as number;
      if (row >= 0) out[cell] = source[row] as number;
    }
    return out;
  };

  const covariates = columns.map((column): Covariate => {
    const base = {
      name: column.name,
      availability: column.availability,
      kind: column.kind,
      categories: column.categories ?? [],
    };
    if (column.availability !== "static") return { ...base, values: spread(column.values) };
    const constant = new Float64Array(kept.length).fill(Number.NaN);
    for (let row = 0; row < n; row += 1) {
      const i = slot[seriesOfRow[row] as number] as number;
      const value = column.values[row] as number;
      if (Number.isNaN(value)) continue;
      if (!Number.isNaN(constant[i] as number) && constant[i] !== value) {
        throw new ForecastError(
          "bad_panel",
          `"${column.name}" is declared constant but changes within series "${ids[seriesOfRow[row] as number]}".`,
        );
      }
      constant[i] = value;
    }
    return { ...base, values: constant };
  });

  return {
    ids: kept.map((s) => ids[s] as string),
    offsets,
    starts,
    values: spread(values),
    times: grid,
    frequency,
    covariates,
    todayForecast: today ? spread(today) : null,
  };
}

function describeTime(time: number, frequency: Frequency): string {
  if (frequency.unit === "int") return `position ${time}`;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString().replace("T00:00:00.000Z", "");
}

function makeGrid(times: Float64Array, frequency: Frequency): Float64Array {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (!Number.isFinite(time)) throw new ForecastError("bad_panel", "A row has no readable time.");
    if (time < lowest) lowest = time;
    if (time > highest) highest = time;
  }
  const anchor = gridAnchor(times, frequency);
  const before = stepsBetween(anchor, lowest, frequency);
  const after = stepsBetween(anchor, highest, frequency);
  if (before === null || after === null) {
    throw new ForecastError(
      "bad_panel",
      `The times from ${describeTime(lowest, frequency)} to ${describeTime(highest, frequency)} do not stand on one regular grid.`,
    );
  }
  const count = after - before + 1;
  if (count > 20_000_000) throw new ForecastError("bad_panel", `A grid of ${count} periods is too long.`);
  return Float64Array.from({ length: count }, (_, i) => addSteps(anchor, before + i, frequency));
}

/** The time of a grid position, also before the grid's first and after its last. */
export function timeAtPosition(panel: Pick<Panel, "times" | "frequency">, position: number): number {
  const { times, frequency } = panel;
  const known = times[position];
  if (known !== undefined) return known;
  // A year of the grid's end is enough to tell its day of the month.
  const from = Math.max(0, times.length - 12);
  const tail = times.subarray(from);
  const anchor = gridAnchor(tail, frequency);
  return addSteps(anchor, position - from - tail.indexOf(anchor), frequency);
}

/**
 * The panel as it was known at the end of grid position `cutoffIndex`: every target, today's forecast and past-only
 * covariate after it is NaN; known-ahead and static covariates stay. The layout stays, so that row numbers keep
 * their meaning.
 */
export function truncatePanel(panel: Panel, cutoffIndex: number): Panel {
  const cut = (source: Float64Array) => {
    const out = source.slice();
    for (let s = 0; s < panel.ids.length; s += 1) {
      const { from, to, start } = seriesRange(panel, s);
      const keep = Math.max(from, Math.min(to, from + cutoffIndex + 1 - start));
      out.fill(Number.NaN, keep, to);
    }
    return out;
  };
  return {
    ...panel,
    values: cut(panel.values),
    todayForecast: panel.todayForecast ? cut(panel.todayForecast) : null,
    covariates: panel.covariates.map((covariate) =>
      covariate.availability === "past_only" ? { ...covariate, values: cut(covariate.values) } : covariate,
    ),
  };
}

/**
 * The panel without rows more than `periods` periods before `cutoffIndex`; grid positions stay what they are. `cropped` names the series
 * that lost some. O(rows), and free where nothing is cut.
 */
export function recentPanel(options: { panel: Panel; cutoffIndex: number; periods: number }): {
  panel: Panel;
  cropped: readonly string[];
} {
  const { panel, cutoffIndex, periods } = options;
  const earliest = cutoffIndex + 1 - periods;
  const count = panel.ids.length;
  const cuts = new Int32Array(count);
  const offsets = new Int32Array(count + 1);
  const cropped: string[] = [];
  for (let s = 0; s < count; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    const cut = Math.max(0, Math.min(to - from, earliest - start));
    cuts[s] = cut;
    offsets[s + 1] = (offsets[s] as number) + to - from - cut;
    if (cut > 0) cropped.push(panel.ids[s] as string);
  }
  if (cropped.length === 0) return { panel, cropped };
  const gather = (source: Float64Array): Float64Array => {
    const out = new Float64Array(offsets[count] as number);
    for (let s = 0; s < count; s += 1)
      out.set(
        source.subarray((panel.offsets[s] as number) + (cuts[s] as number), panel.offsets[s + 1]),
        offsets[s],
      );
    return out;
  };
  return {
    panel: {
      ...panel,
      offsets,
      starts: panel.starts.map((start, s) => start + (cuts[s] as number)),
      values: gather(panel.values),
      covariates: panel.covariates.map((covariate) =>
        covariate.availability === "static" ? covariate : { ...covariate, values: gather(covariate.values) },
      ),
      todayForecast: panel.todayForecast ? gather(panel.todayForecast) : null,
    },
    cropped,
  };
}

/** Rows `from … to-1` of a series and the grid position of its first row. */
export function seriesRange(panel: Panel, series: number): { from: number; to: number; start: number } {
  const from = panel.offsets[series];
  const to = panel.offsets[series + 1];
  const start = panel.starts[series];
  if (from === undefined || to === undefined || start === undefined) {
    throw new ForecastError("bad_input", `There is no series number ${series}.`);
  }
  return { from, to, start };
}

/** The row of a series at a grid position, or -1 when it has none. */
export function rowAt(panel: Panel, series: number, position: number): number {
  const { from, to, start } = seriesRange(panel, series);
  const row = from + position - start;
  return row >= from && row < to ? row : -1;
}

/**
 * The target of a series from its first known value up to and including `cutoffIndex`, gaps as NaN, trailing gaps too.
 * `start` is the grid position of its first element. Empty when nothing is known.
 */
export function historyOf(
  panel: Panel,
  series: number,
  cutoffIndex: number,
): { values: Float64Array; start: number } {
  const { from, to, start } = seriesRange(panel, series);
  let first = from;
  while (first < to && Number.isNaN(panel.values[first] as number)) first += 1;
  const position = start + first - from;
  if (first >= to || position > cutoffIndex) return { values: new Float64Array(0), start: position };
  const out = new Float64Array(cutoffIndex - position + 1).fill(Number.NaN);
  out.set(panel.values.subarray(first, Math.min(to, first + out.length)));
  return { values: out, start: position };
}

/** Grid positions of the first and the last known target, or null when there is none. */
export function knownSpan(panel: Panel): { first: number; last: number } | null {
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    let low = from;
    while (low < to && Number.isNaN(panel.values[low] as number)) low += 1;
    if (low >= to) continue;
    let high = to - 1;
    while (Number.isNaN(panel.values[high] as number)) high -= 1;
    first = Math.min(first, start + low - from);
    last = Math.max(last, start + high - from);
  }
  return last < 0 ? null : { first, last };
}

/**
 * Refuses a panel that no model could read rightly.
 * @throws ForecastError `bad_panel` naming the series: inconsistent layout, duplicate ids, infinite values, values
 * beyond ±1e30, or no known value at all.
 */
export function checkPanel(panel: Panel): void {
  const { ids, offsets, starts, values, times } = panel;
  const refuse = (detail: string): never => {
    throw new ForecastError("bad_panel", detail);
  };
  if (ids.length === 0) refuse("There are no series.");
  if (
    offsets.length !== ids.length + 1 ||
    starts.length !== ids.length ||
    offsets[ids.length] !== values.length
  ) {
    refuse("Offsets, starts and values do not fit together.");
  }
  if (new Set(ids).size !== ids.length) refuse("Two series have one name.");
  for (let i = 1; i < times.length; i += 1) {
    if (!((times[i] as number) > (times[i - 1] as number)))
      refuse(`The time grid does not rise at position ${i}.`);
  }
  for (let s = 0; s < ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    if (to < from || start < 0 || start + to - from > times.length)
      refuse(`Series "${ids[s]}" leaves the time grid.`);
    checkRange(values, from, to, (value) => `Series "${ids[s]}" holds ${value}`);
  }
  if (panel.todayForecast) {
    if (panel.todayForecast.length !== values.length)
      refuse("Today's forecast has another length than the target.");
    checkRange(panel.todayForecast, 0, values.length, (value) => `Today's forecast holds ${value}`);
  }
  for (const covariate of panel.covariates) {
    const length = covariate.availability === "static" ? ids.length : values.length;
    if (covariate.values.length !== length)
      refuse(`Covariate "${covariate.name}" has another length than the target.`);
    checkRange(covariate.values, 0, length, (value) => `Covariate "${covariate.name}" holds ${value}`);
  }
  if (!knownSpan(panel)) refuse("No series has a single known value.");
}

function checkRange(values: Float64Array, from: number, to: number, say: (value: number) => string): void {
  for (let i = from; i < to; i += 1) {
    const value = values[i] as number;
    if (Math.abs(value) > LARGEST_VALUE) {
      throw new ForecastError(
        "bad_panel",
        `${say(value)}, which is beyond ±1e30: too large to compute with.`,
      );
    }
  }
}
