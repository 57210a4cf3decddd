import { type Maybe, niceTicks } from "./scale.ts";

/** One cutoff's forecast of one series; all arrays have one value a step. */
export interface ForecastSegment {
  /** Shown above the dotted line: "cutoff 1", "from now". */
  name: string;
  /** Grid position of the last period that this forecast had seen. */
  cutoff: number;
  isFuture: boolean;
  low95: Maybe[];
  low80: Maybe[];
  low50: Maybe[];
  median: Maybe[];
  high50: Maybe[];
  high80: Maybe[];
  high95: Maybe[];
  baseline: Maybe[];
}

export interface ForecastChartInput {
  seriesName: string;
  modelName: string;
  baselineName: string;
  /** "units a day" */
  unit: string;
  /** What an actual is called: "sold" or "actual". */
  actualName: string;
  /** Grid position of the first value of `labels` and `actuals`. */
  start: number;
  /** One a period from `start` on, past the last segment: "8 Oct" and, for reading aloud, "8 Oct 2018". */
  labels: readonly { short: string; long: string }[];
  actuals: readonly Maybe[];
  /** Last grid position whose actual could be known; later ones are the future, not gaps. */
  lastKnown: number;
  segments: readonly ForecastSegment[];
  /** Periods with an event known ahead. */
  ticks: { name: string; positions: readonly number[] } | null;
}

export interface ForecastRow {
  x: number;
  history: Maybe;
  actual: Maybe;
  median: Maybe;
  baseline: Maybe;
  band95: [number, number] | null;
  band80: [number, number] | null;
  band50: [number, number] | null;
}

export interface Reading {
  position: number;
  label: string;
  actual: Maybe;
  median: Maybe;
  low50: Maybe;
  high50: Maybe;
  low80: Maybe;
  high80: Maybe;
  low95: Maybe;
  high95: Maybe;
  baseline: Maybe;
  hasEvent: boolean;
  isFuture: boolean;
}

export interface ForecastChartView {
  rows: ForecastRow[];
  xDomain: [number, number];
  xTicks: { x: number; label: string }[];
  yTicks: number[];
  cutoffs: { x: number; name: string }[];
  eventTicks: number[];
  /** Periods without a value where one could be known. */
  missing: number[];
  /** Names at the right end, with the value at whose height they want to stand. */
  ends: { key: "95" | "80" | "50" | "forecast" | "baseline"; text: string; value: number }[];
  /** Where the line of history is named: its end, at the height of the highest of its last values. */
  historyEnd: { x: number; value: number; text: string } | null;
  readings: Reading[];
  /** One sentence: what the chart shows, with numbers. */
  finding: string;
}

const MAX_X_TICKS = 9;

/**
 * Decides everything that the fan chart draws. Where forecasts of two cutoffs overlap, the later cutoff's is shown from
 * its first step on. A row of nothing stands at each cutoff, so that no line runs from one forecast into the next.
 */
export function prepareForecastChart(input: ForecastChartInput): ForecastChartView {
  const segments = input.segments.toSorted((a, b) => a.cutoff - b.cutoff);
  const firstCutoff = segments[0]?.cutoff ?? input.lastKnown;
  const events = new Set(input.ticks?.positions ?? []);
  const end = input.start + input.labels.length;

  const readings: Reading[] = [];
  for (let position = input.start; position < end; position += 1) {
    const segment = segments.findLast(
      (one) => one.cutoff < position && position <= one.cutoff + one.median.length,
    );
    const step = segment ? position - segment.cutoff - 1 : 0;
    const read = (values: Maybe[] | undefined) => values?.[step] ?? null;
    readings.push({
      position,
      label: input.labels[position - input.start]?.long ?? String(position),
      actual: input.actuals[position - input.start] ?? null,
      median: read(segment?.median),
      low50: read(segment?.low50),
      high50: read(segment?.high50),
      low80: read(segment?.low80),
      high80: read(segment?.high80),
      low95: read(segment?.low95),
      high95: read(segment?.high95),
      baseline: read(segment?.baseline),
      hasEvent: events.has(position),
      isFuture: segment?.isFuture ?? false,
    });
  }

  const rows = readings.map((reading): ForecastRow => {
    const inHistory = reading.position <= firstCutoff;
    return {
      x: reading.position,
      history: inHistory ? reading.actual : null,
      actual: inHistory ? null : reading.actual,
      median: reading.median,
      baseline: reading.baseline,
      band95: pair(reading.low95, reading.high95),
      band80: pair(reading.low80, reading.high80),
      band50: pair(reading.low50, reading.high50),
    };
  });
  for (const segment of segments) rows.push(emptyRow(segment.cutoff + 0.5));
  rows.sort((a, b) => a.x - b.x);

  const values = readings.flatMap((r) =>
    [r.actual, r.low95, r.high95, r.median, r.baseline].filter((value) => value !== null),
  );
  const yTicks = niceTicks(Math.min(0, ...values), Math.max(0, ...values));
  const last = readings.findLast((reading) => reading.median !== null);
  const history = rows.filter((row) => row.history !== null);
  const historyEnd = history.at(-1);
  const lastValues = history.slice(-8).map((row) => row.history ?? 0);

  return {
    rows,
    xDomain: [input.start - 0.5, end - 0.5],
    xTicks: pickTicks(input.start, input.labels),
    yTicks,
    cutoffs: segments.map((segment) => ({ x: segment.cutoff + 0.5, name: segment.name })),
    eventTicks: readings.filter((reading) => reading.hasEvent).map((reading) => reading.position),
    missing: readings
      .filter((reading) => reading.actual === null && reading.position <= input.lastKnown)
      .map((reading) => reading.position),
    ends: last ? endsOf(last, input) : [],
    historyEnd: historyEnd
      ? { x: historyEnd.x, value: Math.max(...lastValues), text: input.actualName }
      : null,
    readings,
    finding: findingOf(input, readings),
  };
}

function pair(low: Maybe, high: Maybe): [number, number] | null {
  return low === null || high === null ? null : [low, high];
}

function emptyRow(x: number): ForecastRow {
  return {
    x,
    history: null,
    actual: null,
    median: null,
    baseline: null,
    band95: null,
    band80: null,
    band50: null,
  };
}

function endsOf(last: Reading, input: ForecastChartInput): ForecastChartView["ends"] {
  const wanted = [
    { key: "95", text: "95 %", value: last.high95 },
    { key: "80", text: "80 %", value: last.high80 },
    { key: "50", text: "50 %", value: last.high50 },
    { key: "forecast", text: "forecast", value: last.median },
    { key: "baseline", text: input.baselineName.toLowerCase(), value: last.baseline },
  ] as const;
  return wanted.flatMap((end) => (end.value === null ? [] : [{ ...end, value: end.value }]));
}

/** Evenly spaced periods, at most nine, so that a label is never skipped between its neighbours. */
function pickTicks(start: number, labels: ForecastChartInput["labels"]): ForecastChartView["xTicks"] {
  const steps = [1, 2, 3, 4, 6, 7, 12, 14, 21, 24, 28, 48, 52, 56, 84, 96, 168, 336];
  const step =
    steps.find((size) => labels.length / size <= MAX_X_TICKS) ?? Math.ceil(labels.length / MAX_X_TICKS);
  const ticks: ForecastChartView["xTicks"] = [];
  for (let i = Math.floor(step / 2); i < labels.length; i += step)
    ticks.push({ x: start + i, label: labels[i]?.short ?? "" });
  return ticks;
}

/** How near forecast and baseline came to what happened, over the periods that all three are known for. */
function findingOf(input: ForecastChartInput, readings: readonly Reading[]): string {
  let n = 0;
  let inside = 0;
  let forecastError = 0;
  let baselineError = 0;
  for (const { actual, median, baseline, low80, high80 } of readings) {
    if (actual === null || median === null || baseline === null) continue;
    n += 1;
    forecastError += Math.abs(actual - median);
    baselineError += Math.abs(actual - baseline);
    if (low80 !== null && high80 !== null && actual >= low80 && actual <= high80) inside += 1;
  }
  const cutoffs = input.segments.filter((segment) => !segment.isFuture).length;
  const opening = `${input.seriesName}: ${input.unit}`;
  if (n === 0) return `${opening}. No period has a forecast by ${input.modelName} and a known value yet.`;
  const share = Math.round((100 * inside) / n);
  return (
    `${opening}. After ${cutoffs === 1 ? "1 cutoff" : `${cutoffs} cutoffs`}, ${input.modelName} was off by ` +
    `${threeDigits(forecastError / n)} on average, ${input.baselineName} by ${threeDigits(baselineError / n)}; ` +
    `the 80 % band held ${share} % of ${n} values.`
  );
}

/** At most three significant digits, without exponents. */
function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** What stands beside the chart for one period, and what a screen reader says there. */
export function describeReading(
  reading: Reading,
  input: Pick<ForecastChartInput, "actualName" | "baselineName" | "lastKnown" | "ticks">,
  format: (value: number) => string,
): string {
  const parts: string[] = [];
  if (reading.actual !== null) parts.push(`${input.actualName} ${format(reading.actual)}`);
  else if (reading.position <= input.lastKnown) parts.push("no value");
  if (reading.median !== null) {
    const band =
      reading.low80 !== null && reading.high80 !== null
        ? ` (80 %: ${format(reading.low80)} to ${format(reading.high80)})`
        : "";
    parts.push(`forecast ${format(reading.median)}${band}`);
  }
  if (reading.baseline !== null)
    parts.push(`${input.baselineName.toLowerCase()} ${format(reading.baseline)}`);
  if (reading.hasEvent && input.ticks) parts.push(input.ticks.name);
  return `${reading.label}: ${parts.join(", ")}`;
}
