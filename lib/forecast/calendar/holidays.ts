import { ForecastError } from "../errors.ts";
import { seriesRange, timeAtPosition } from "../panel.ts";
import type { Covariate, Panel } from "../types.ts";

const DAY_MS = 86_400_000;

/** Public holidays of one place, as days. Plain data: a library, a table or a test may have made it. */
export interface HolidayCalendar {
  /** What the user chose: `IT`, or `DE-BY` with its region. */
  place: string;
  /** In words: "Italy". */
  name: string;
  /** Where it is from, with its version. It stands in reports. */
  source: string;
  /** Days since 1970-01-01, ascending, each once. */
  days: Int32Array;
  /** The first and the last day that the calendar knows of, holiday or not. */
  span: { first: number; last: number };
}

/** The name of the covariate. Explanations take every covariate that begins so for holidays. */
const HOLIDAY_COVARIATE = "holiday";

/**
 * The panel with public holidays as one covariate known ahead, `holiday`: 1 in all of a holiday's day and else 0 where periods are minutes,
 * hours or days; where they are longer, how many public holidays fall in the period, weekends included. The days before and after need no
 * covariates of their own: global models read the flags of the whole horizon for each step of it.
 *
 * Days are those of the panel's own times, read as UTC. A period of weeks ends on its date, but begins on it where that is a Monday. One of
 * months, quarters or years begins on its date, but ends on it where every date is the last of its month.
 *
 * Series get rows up to grid position `untilPosition`, so that the holidays ahead have a place; their target there is missing (NaN), as are
 * their other covariates. O(rows).
 * @throws ForecastError `bad_spec` for whole-number times, for a covariate that has this name already, and for times that the calendar does
 * not span.
 */
export function addHolidays(options: { panel: Panel; calendar: HolidayCalendar; untilPosition: number }): {
  panel: Panel;
  notes: readonly string[];
} {
  const { calendar, untilPosition } = options;
  const { frequency } = options.panel;
  if (frequency.unit === "int")
    throw new ForecastError(
      "bad_spec",
      `Public holidays of ${calendar.name} need dates, and the times are whole numbers.`,
    );
  if (holidayCovariateOf(options.panel))
    throw new ForecastError(
      "bad_spec",
      `The data has a covariate "${HOLIDAY_COVARIATE}" already; give it another name, or leave the public holidays out.`,
    );
  const panel = extendPanel(options.panel, untilPosition);
  const first = panel.ids.reduce((low, _, s) => Math.min(low, rangeOf(panel, s).first), untilPosition);
  const last = panel.ids.reduce((high, _, s) => Math.max(high, rangeOf(panel, s).end - 1), untilPosition);
  const byPosition = columnOf(panel, calendar, { first, last });
  const values = new Float64Array(panel.values.length);
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, first: own, end } = rangeOf(panel, s);
    values.set(byPosition.subarray(own - first, end - first), from);
  }
  const holiday: Covariate = {
    ...{ name: HOLIDAY_COVARIATE, availability: "known_ahead", kind: "numeric", values, categories: [] },
  };
  return {
    panel: { ...panel, covariates: [...panel.covariates, holiday] },
    notes: [`Public holidays of ${calendar.name} are known ahead (${calendar.source}).${periodWords(panel)}`],
  };
}

/** The covariate that `addHolidays` gave, if it did. */
export function holidayCovariateOf(panel: Pick<Panel, "covariates">): Covariate | undefined {
  return panel.covariates.find(({ name }) => name === HOLIDAY_COVARIATE);
}

/** Days since 1970 that the panel's periods touch up to `untilPosition`, a period more on each side: what a calendar has to span. */
export function daysOf(panel: Panel, untilPosition: number): { first: number; last: number } {
  const shift = panel.shifts?.reduce((most, each) => Math.max(most, each), 0) ?? 0;
  const start = panel.starts.reduce((low, each) => Math.min(low, each), untilPosition);
  return {
    first: dayOf(timeAtPosition(panel, start - shift - 1)) - 1,
    last: dayOf(timeAtPosition(panel, Math.max(untilPosition, panel.times.length - 1) + 1)) + 1,
  };
}

const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** Rows of a series, and the calendar's positions of its first row and of the one after its last. */
function rangeOf(panel: Panel, series: number): { from: number; first: number; end: number } {
  const { from, to, start } = seriesRange(panel, series);
  const first = start - (panel.shifts?.[series] ?? 0);
  return { from, first, end: first + to - from };
}

/** Rows for every period up to `untilPosition`; what is not known in them is NaN. */
export function extendPanel(panel: Panel, untilPosition: number): Panel {
  const count = panel.ids.length;
  const offsets = new Int32Array(count + 1);
  for (let s = 0; s < count; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    offsets[s + 1] = (offsets[s] as number) + Math.max(to - from, untilPosition + 1 - start);
  }
  const spread = (source: Float64Array): Float64Array => {
    const out = new Float64Array(offsets[count] as number).fill(Number.NaN);
    for (let s = 0; s < count; s += 1)
      out.set(source.subarray(panel.offsets[s], panel.offsets[s + 1]), offsets[s]);
    return out;
  };
  const { times } = panel;
  return {
    ...panel,
    offsets,
    values: spread(panel.values),
    times:
      untilPosition < times.length
        ? times
        : Float64Array.from({ length: untilPosition + 1 }, (_, i) => timeAtPosition(panel, i)),
    covariates: panel.covariates.map((covariate) =>
      covariate.availability === "static" ? covariate : { ...covariate, values: spread(covariate.values) },
    ),
    todayForecast: panel.todayForecast ? spread(panel.todayForecast) : null,
  };
}

/** The covariate by grid position, from `first` to `last`. */
function columnOf(
  panel: Panel,
  calendar: HolidayCalendar,
  span: { first: number; last: number },
): Float64Array {
  const { first, last } = span;
  const length = last - first + 1;
  const lowest = dayOf(timeAtPosition(panel, first - 1));
  const highest = dayOf(timeAtPosition(panel, last + 1));
  if (calendar.span.first > lowest || calendar.span.last < highest)
    throw new ForecastError(
      "bad_spec",
      `The public holidays of ${calendar.name} are not known for all of the data's years.`,
    );
  const isHoliday = new Set(calendar.days);
  const { unit, multiple } = panel.frequency;
  const isWithinDay = unit === "min" || unit === "h" || (unit === "D" && multiple === 1);
  const endsOnDate = periodEndsOnDate(panel);
  const counts = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    const position = first + i;
    if (isWithinDay) {
      counts[i] = Number(isHoliday.has(dayOf(timeAtPosition(panel, position))));
      continue;
    }
    const [from, to] = endsOnDate
      ? [dayOf(timeAtPosition(panel, position - 1)) + 1, dayOf(timeAtPosition(panel, position)) + 1]
      : [dayOf(timeAtPosition(panel, position)), dayOf(timeAtPosition(panel, position + 1))];
    for (let day = from; day < to; day += 1) if (isHoliday.has(day)) counts[i] = (counts[i] as number) + 1;
  }
  return counts;
}

function periodEndsOnDate({ frequency, times }: Panel): boolean {
  const date = (time: number) => new Date(time);
  if (frequency.unit === "D") return false;
  if (frequency.unit === "W") return date(times[0] as number).getUTCDay() !== 1;
  return times.every((time) => date(time + DAY_MS).getUTCDate() === 1);
}

function periodWords(panel: Panel): string {
  const { unit } = panel.frequency;
  if (unit === "min" || unit === "h" || unit === "D") return "";
  const word = unit === "W" ? "week" : unit === "M" ? "month" : unit === "Q" ? "quarter" : "year";
  return ` A ${word} was taken to ${periodEndsOnDate(panel) ? "end" : "begin"} on its date.`;
}
