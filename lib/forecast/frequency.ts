import { ForecastError } from "./errors.ts";
import type { Frequency, FrequencyUnit } from "./types.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds of one unit, or null where a unit has no fixed length. */
const FIXED_MS: Record<FrequencyUnit, number | null> = {
  min: MINUTE,
  h: HOUR,
  D: DAY,
  W: 7 * DAY,
  M: null,
  Q: null,
  Y: null,
  int: 1,
};

const MONTHS: Partial<Record<FrequencyUnit, number>> = { M: 1, Q: 3, Y: 12 };

/** pandas spells a unit several ways; anchors such as `W-WED` come from the data, not from the name. */
const ALIASES: Record<string, FrequencyUnit> = {
  min: "min",
  T: "min",
  h: "h",
  H: "h",
  D: "D",
  W: "W",
  M: "M",
  MS: "M",
  ME: "M",
  Q: "Q",
  QS: "Q",
  QE: "Q",
  Y: "Y",
  YS: "Y",
  YE: "Y",
  A: "Y",
  AS: "Y",
  int: "int",
};

/**
 * Reads a pandas-like frequency: `h`, `D`, `W-WED`, `M`, `Q`, `Y`, `15min`, `int`.
 * @throws ForecastError `bad_spec` when it is none of these.
 */
export function parseFrequency(text: string): Frequency {
  const match = /^(\d{0,5})([A-Za-z]{1,3})(?:-[A-Z]{3})?$/.exec(text.trim());
  const unit = match?.[2] === undefined ? undefined : ALIASES[match[2]];
  const multiple = match?.[1] ? Number(match[1]) : 1;
  if (!unit || multiple < 1) {
    throw new ForecastError(
      "bad_spec",
      `"${text}" is not a frequency; use for example h, D, W, M, Q, Y, 15min or int.`,
    );
  }
  return { unit, multiple };
}

/** The inverse of `parseFrequency`. */
export function formatFrequency(frequency: Frequency): string {
  return frequency.multiple === 1 ? frequency.unit : `${frequency.multiple}${frequency.unit}`;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

/** Months since year 0, in UTC. */
function monthIndex(timeMs: number): number {
  const date = new Date(timeMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function addMonths(timeMs: number, months: number): number {
  const date = new Date(timeMs);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  const sticksToMonthEnd = day === daysInMonth(year, month);
  const target = year * 12 + month + months;
  const targetYear = Math.floor(target / 12);
  const targetMonth = target - targetYear * 12;
  const last = daysInMonth(targetYear, targetMonth);
  const targetDay = sticksToMonthEnd ? last : Math.min(day, last);
  const dayStart = Date.UTC(year, month, day);
  return Date.UTC(targetYear, targetMonth, targetDay) + (timeMs - dayStart);
}

/**
 * Moves a time by whole steps, calendar-correct in UTC: 31 January plus one month is the last of February,
 * and the last day of a month stays the last day. `steps` may be negative. NaN in, NaN out.
 */
export function addSteps(timeMs: number, steps: number, frequency: Frequency): number {
  if (!Number.isFinite(timeMs)) return Number.NaN;
  const fixed = FIXED_MS[frequency.unit];
  if (fixed !== null) return timeMs + steps * frequency.multiple * fixed;
  return addMonths(timeMs, steps * frequency.multiple * (MONTHS[frequency.unit] ?? 1));
}

/**
 * Which of several times on one monthly, quarterly or yearly grid tells its day: the one latest in its month, and of two
 * alike the one that is not its month's last day (28 February alone does not tell the 28th from the last). The first
 * time for other frequencies, NaN for none.
 */
export function gridAnchor(times: Float64Array, frequency: Frequency): number {
  let anchor = times[0] ?? Number.NaN;
  if (MONTHS[frequency.unit] === undefined) return anchor;
  let bestDay = 0;
  for (const time of times) {
    const date = new Date(time);
    const isLast = date.getUTCDate() === daysInMonth(date.getUTCFullYear(), date.getUTCMonth());
    const day = date.getUTCDate() + (isLast ? 0 : 0.5);
    if (day > bestDay) {
      bestDay = day;
      anchor = time;
    }
  }
  return anchor;
}

/**
 * Whole steps from `fromMs` to `toMs`, or null when `toMs` does not stand on the grid through `fromMs`.
 * Months, quarters and years match by their calendar month, whatever the day: 30 April and 31 May are one month apart.
 */
export function stepsBetween(fromMs: number, toMs: number, frequency: Frequency): number | null {
  const fixed = FIXED_MS[frequency.unit];
  const steps =
    fixed !== null
      ? (toMs - fromMs) / (fixed * frequency.multiple)
      : (monthIndex(toMs) - monthIndex(fromMs)) / ((MONTHS[frequency.unit] ?? 1) * frequency.multiple);
  return Number.isInteger(steps) ? steps : null;
}

function frequencyOfMs(step: number): Frequency | null {
  const units: FrequencyUnit[] = ["W", "D", "h", "min"];
  for (const unit of units) {
    const size = FIXED_MS[unit];
    if (size !== null && step % size === 0) {
      const multiple = step / size;
      return { unit, multiple };
    }
  }
  return null;
}

function gcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

/**
 * The frequency of the distinct times of one or more series, and how many grid positions between the first and
 * the last time have no row. Times may be unsorted and repeated; they are milliseconds since 1970 UTC.
 * Null when fewer than two distinct times exist or no regular grid explains them (a grid that would leave more than
 * nine of ten positions empty is no explanation).
 */
export function inferFrequency(times: Float64Array): { frequency: Frequency; gaps: number } | null {
  const sorted = Float64Array.from(times).filter(Number.isFinite).sort();
  const distinct: number[] = [];
  for (const time of sorted) if (distinct.at(-1) !== time) distinct.push(time);
  const first = distinct[0];
  const last = distinct.at(-1);
  if (first === undefined || last === undefined || distinct.length < 2) return null;

  let step = 0;
  let monthStep = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let sameMonth = false;
  for (let i = 1; i < distinct.length; i += 1) {
    const before = distinct[i - 1] as number;
    const now = distinct[i] as number;
    step = gcd(step, now - before);
    shortest = Math.min(shortest, now - before);
    const months = monthIndex(now) - monthIndex(before);
    if (months === 0) sameMonth = true;
    monthStep = gcd(monthStep, months);
  }

  let frequency: Frequency | null = null;
  if (!sameMonth && shortest >= 28 * DAY && monthStep > 0 && daysAgree(distinct)) {
    if (monthStep % 12 === 0) frequency = { unit: "Y", multiple: monthStep / 12 };
    else if (monthStep % 3 === 0) frequency = { unit: "Q", multiple: monthStep / 3 };
    else frequency = { unit: "M", multiple: monthStep };
  } else {
    frequency = frequencyOfMs(step);
  }
  if (!frequency) return null;
  const span = stepsBetween(first, last, frequency);
  if (span === null) return null;
  const gaps = span + 1 - distinct.length;
  return gaps > 9 * distinct.length ? null : { frequency, gaps };
}

/** Monthly data stands on one day of the month, or on each month's last day. */
function daysAgree(times: readonly number[]): boolean {
  let day = -1;
  let same = true;
  let ends = true;
  for (const time of times) {
    const date = new Date(time);
    const d = date.getUTCDate();
    if (day === -1) day = d;
    if (d !== day) same = false;
    if (d !== daysInMonth(date.getUTCFullYear(), date.getUTCMonth())) ends = false;
  }
  return same || ends;
}

const SEASONS: Record<FrequencyUnit, number> = { min: 1440, h: 24, D: 7, W: 52, M: 12, Q: 4, Y: 1, int: 1 };

/** The usual season in steps: D 7, h 24, W 52, M 12, Q 4, Y 1, 15min 96; 1 where a multiple leaves no whole season. */
export function seasonLengthOf(frequency: Frequency): number {
  const season = SEASONS[frequency.unit] / frequency.multiple;
  return Number.isInteger(season) && season > 1 ? season : 1;
}
