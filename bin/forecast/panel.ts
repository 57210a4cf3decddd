import { gridAnchor } from "#lib/forecast/frequency.ts";
import {
  buildPanel,
  ForecastError,
  type Frequency,
  formatFrequency,
  inferFrequency,
  type LongCovariate,
  type Panel,
  stepsBetween,
} from "#lib/forecast/index.ts";
import { timeAtPosition } from "#lib/forecast/panel.ts";
import { InputError } from "./input-error.ts";
import type { Table } from "./table.ts";
import { formatTime } from "./times.ts";

export interface ReadPanel {
  panel: Panel;
  /** Grid position of the last row of every series. */
  cutoffIndex: number;
  notes: readonly string[];
}

/**
 * Lays the input and what is known ahead on one grid. Each series is forecast from the period after its own last row: series that end
 * earlier are moved to the common end, and the calendar still reads their own time.
 * @throws InputError.
 */
export function layOut(options: {
  input: Table;
  future: Table | null;
  constant: readonly string[];
  frequency: Frequency | null;
  horizon: number;
}): ReadPanel {
  const { input, future, constant, horizon } = options;
  const notes: string[] = [];
  checkNames(input, future, constant);
  const frequency = frequencyOf(input, options.frequency);
  checkGrid(input, frequency);
  checkKnown(input);
  const ends = new Float64Array(input.ids.length).fill(Number.NEGATIVE_INFINITY);
  input.seriesOfRow.forEach((s, row) => {
    ends[s] = Math.max(ends[s] as number, input.times[row] as number);
  });
  const ahead = future ? aheadRows({ input, future, frequency, ends, horizon, notes }) : null;
  const rows = input.times.length + (ahead?.rows.length ?? 0);
  const joined = <T extends Float64Array | Int32Array>(
    out: T,
    own: ArrayLike<number>,
    more: ArrayLike<number>,
  ): T => {
    out.set(own, 0);
    out.set(more, own.length);
    return out;
  };
  const none = new Float64Array(ahead?.rows.length ?? 0).fill(Number.NaN);
  const covariates = input.columns.map((column): LongCovariate => {
    const other = future?.columns.find(({ name }) => name === column.name) ?? null;
    const isStatic = constant.includes(column.name);
    const { values, categories } =
      other && !isStatic
        ? sameKind(column, other, future as Table)
        : { values: none, categories: column.categories };
    const more =
      other && !isStatic && ahead ? Float64Array.from(ahead.rows, (row) => values[row] as number) : none;
    const own = other && !isStatic ? recode(column, categories) : column.values;
    return {
      name: column.name,
      availability: isStatic ? "static" : other ? "known_ahead" : "past_only",
      kind: categories.length > 0 ? "categorical" : "numeric",
      values: joined(new Float64Array(rows), own, more),
      categories,
    };
  });
  const panel = build(input, {
    ids: input.ids,
    seriesOfRow: joined(new Int32Array(rows), input.seriesOfRow, ahead?.series ?? []),
    times: joined(new Float64Array(rows), input.times, ahead?.times ?? []),
    values: joined(new Float64Array(rows), input.values, none),
    frequency,
    covariates,
  });
  return { ...align(panel, ends, horizon), notes };
}

function checkNames(input: Table, future: Table | null, constant: readonly string[]): void {
  const names = input.columns.map(({ name }) => name);
  for (const name of constant)
    if (!names.includes(name))
      throw new InputError(`--static names "${name}", and ${input.name} has no such column.`);
  for (const { name } of future?.columns ?? [])
    if (!names.includes(name))
      throw new InputError(
        `${future?.name} has a column "${name}" that ${input.name} has not: without its past nothing can be learnt from it.`,
      );
}

function frequencyOf(input: Table, asked: Frequency | null): Frequency {
  if (input.style.kind === "int") {
    if (looksLikeDates(input.times))
      throw new InputError(
        `${input.name}: ds looks like dates without dashes (${input.times[0]}); write them as 2024-03-31.`,
      );
    return { unit: "int", multiple: commonStep(input.times) };
  }
  if (asked && asked.unit !== "int") return asked;
  const found = inferFrequency(input.times)?.frequency;
  if (!found)
    throw new InputError(
      `${input.name}: the times follow no regular frequency; say which with --freq, for example --freq D.`,
    );
  return found;
}

function looksLikeDates(times: Float64Array): boolean {
  return times.every((time) => {
    const [month, day] = [Math.floor(time / 100) % 100, time % 100];
    return time >= 19_000_101 && time <= 21_001_231 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  });
}

function commonStep(times: Float64Array): number {
  let step = 0;
  for (const time of times) {
    let [a, b] = [Math.abs(time - (times[0] as number)), step];
    while (b > 0) [a, b] = [b, a % b];
    step = a;
    if (step === 1) break;
  }
  return Math.max(1, step);
}

/** Series in which all rows stand the same number of periods apart, and more than one: another frequency than was said or than the others'. */
function checkGrid(input: Table, frequency: Frequency): void {
  const { times, seriesOfRow, ids, name, rowNumbers } = input;
  const anchor = gridAnchor(times, frequency);
  const positions = new Float64Array(times.length);
  times.forEach((time, row) => {
    const position = stepsBetween(anchor, time, frequency);
    if (position === null) {
      throw new InputError(
        `${name}, row ${rowNumbers[row]} (series "${ids[seriesOfRow[row] as number]}"): ds ${formatTime(time, input.style)} is off the regular grid of frequency ${formatFrequency(frequency)}.`,
      );
    }
    positions[row] = position;
  });
  const counts = new Int32Array(ids.length);
  const steps = new Float64Array(ids.length);
  const shortest = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(ids.length).fill(Number.NaN);
  for (let row = 0; row < positions.length; row += 1) {
    const s = seriesOfRow[row] as number;
    const step = Math.abs((positions[row] as number) - (last[s] as number));
    if (step > 0) {
      steps[s] = Math.max(steps[s] as number, step);
      shortest[s] = Math.min(shortest[s] as number, step);
    }
    counts[s] = (counts[s] as number) + 1;
    last[s] = positions[row] as number;
  }
  for (let s = 0; s < ids.length; s += 1) {
    const step = steps[s] as number;
    if ((counts[s] as number) >= 8 && step > 1 && shortest[s] === step)
      throw new InputError(
        `${name}: the rows of series "${ids[s]}" stand ${step} periods of ${formatFrequency(frequency)} apart; mixed frequencies must be forecast in files of their own, or say another --freq.`,
      );
  }
}

function checkKnown(input: Table): void {
  const isKnown = new Uint8Array(input.ids.length);
  const first = new Int32Array(input.ids.length).fill(-1);
  input.values.forEach((value, row) => {
    const s = input.seriesOfRow[row] as number;
    if (first[s] === -1) first[s] = row;
    if (!Number.isNaN(value)) isKnown[s] = 1;
  });
  const empty = isKnown.indexOf(0);
  if (empty < 0) return;
  const count = isKnown.reduce((sum, known) => sum + (known ? 0 : 1), 0);
  throw new InputError(
    `${input.name}, row ${input.rowNumbers[first[empty] as number]} (series "${input.ids[empty]}"): y is missing in every row of this series${count > 1 ? ` and of ${count - 1} more` : ""}; take it out, or give it a value.`,
  );
}

/** Rows of the periods ahead, with the input's series numbers. */
function aheadRows(options: {
  input: Table;
  future: Table;
  frequency: Frequency;
  ends: Float64Array;
  horizon: number;
  notes: string[];
}): { rows: number[]; series: number[]; times: number[] } {
  const { input, future, frequency, ends, horizon, notes } = options;
  const places = new Map(input.ids.map((id, s) => [id, s]));
  const out = { rows: [] as number[], series: [] as number[], times: [] as number[] };
  const anchor = gridAnchor(input.times, frequency);
  const seen = new Set<string>();
  let outside = 0;
  future.times.forEach((time, row) => {
    const id = future.ids[future.seriesOfRow[row] as number] as string;
    const s = places.get(id);
    const where = `${future.name}, row ${future.rowNumbers[row]} (series "${id}")`;
    if (s === undefined) throw new InputError(`${where}: ${input.name} has no such series.`);
    if (stepsBetween(anchor, time, frequency) === null)
      throw new InputError(
        `${where}: ds ${formatTime(time, input.style)} is off the regular grid of frequency ${formatFrequency(frequency)}.`,
      );
    const ahead = stepsBetween(ends[s] as number, time, frequency) ?? 0;
    if (ahead < 1 || ahead > horizon) {
      outside += 1;
      return;
    }
    const key = `${s}/${ahead}`;
    if (seen.has(key)) throw new InputError(`${where}: two rows for ${formatTime(time, input.style)}.`);
    seen.add(key);
    out.rows.push(row);
    out.series.push(s);
    out.times.push(time);
  });
  if (outside > 0)
    notes.push(
      `${outside} rows of ${future.name} stand outside the ${horizon} periods ahead and were not read.`,
    );
  const missing = input.ids.length * horizon - out.rows.length;
  if (missing > 0)
    notes.push(
      `${future.name} leaves out ${missing} of ${input.ids.length * horizon} periods ahead; there, a numeric covariate keeps its last value and a flag its past share.`,
    );
  return out;
}

function sameKind(
  column: Table["columns"][number],
  other: Table["columns"][number],
  future: Table,
): { values: Float64Array; categories: readonly string[] } {
  if (column.categories.length === 0 && other.categories.length === 0) return other;
  const isEmpty = (each: Table["columns"][number]) =>
    each.categories.length === 0 && each.values.every(Number.isNaN);
  if (
    (column.categories.length === 0 && !isEmpty(column)) ||
    (other.categories.length === 0 && !isEmpty(other))
  )
    throw new InputError(
      `Column "${column.name}" has numbers in one file and words in ${future.name} or the other way round.`,
    );
  const categories = [...new Set([...column.categories, ...other.categories])];
  return { values: recode(other, categories), categories };
}

function recode(column: Table["columns"][number], categories: readonly string[]): Float64Array {
  if (column.categories.length === 0) return column.values;
  const codes = column.categories.map((category) => categories.indexOf(category));
  return column.values.map((value) => (Number.isNaN(value) ? value : (codes[value] as number)));
}

function build(input: Table, rows: Parameters<typeof buildPanel>[0]): Panel {
  try {
    return buildPanel(rows);
  } catch (error) {
    if (!(error instanceof ForecastError)) throw error;
    const twice = findTwice(input);
    throw new InputError(twice ?? `${input.name}: ${error.detail}`);
  }
}

/** Only once it is known that something is wrong: it takes room. */
function findTwice({ name, times, seriesOfRow, ids, rowNumbers, style }: Table): string | null {
  const seen = new Map<string, number>();
  for (let row = 0; row < times.length; row += 1) {
    const s = seriesOfRow[row] as number;
    const key = `${s}/${times[row]}`;
    const before = seen.get(key);
    if (before !== undefined)
      return `${name}, row ${rowNumbers[row]} (series "${ids[s]}"): ds ${formatTime(times[row] as number, style)} stands in row ${before} already.`;
    seen.set(key, rowNumbers[row] as number);
  }
  return null;
}

/** Moves each series so that its last row of the input stands at the common end. */
function align(panel: Panel, ends: Float64Array, horizon: number): { panel: Panel; cutoffIndex: number } {
  const { frequency, times } = panel;
  const grid = times[0] as number;
  const last = Int32Array.from(ends, (end) => stepsBetween(grid, end, frequency) ?? 0);
  const cutoffIndex = last.reduce((most, each) => Math.max(most, each), 0);
  const count = cutoffIndex + horizon + 1;
  const whole =
    count > times.length ? Float64Array.from({ length: count }, (_, i) => timeAtPosition(panel, i)) : times;
  const shifts = last.map((each) => cutoffIndex - each);
  if (shifts.every((shift) => shift === 0)) return { panel: { ...panel, times: whole }, cutoffIndex };
  const starts = panel.starts.map((start, s) => start + (shifts[s] as number));
  return { panel: { ...panel, times: whole, starts, shifts }, cutoffIndex };
}
