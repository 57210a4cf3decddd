/** How a text becomes a time. Each is exact: a text either fits the format or is refused. */
export const TIME_FORMATS = [
  "iso",
  "day_first",
  "month_first",
  "day_first_short",
  "month_first_short",
  "year_first_short",
  "day_month_name",
  "compact_date",
  "year_month",
  "month_name",
  "year_quarter",
  "iso_week",
  "year",
  "epoch_seconds",
  "epoch_milliseconds",
  "excel_serial",
  "integer",
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export const TIME_FORMAT_WORDS: Record<TimeFormat, string> = {
  iso: "year-month-day, with or without a time (2024-03-31, 2024-03-31 14:00)",
  day_first: "day first (31/03/2024)",
  month_first: "month first (03/31/2024)",
  day_first_short: "day first, year in two digits (31/03/24; 69 to 99 are 1969 to 1999)",
  month_first_short: "month first, year in two digits (03/31/24; 69 to 99 are 1969 to 1999)",
  year_first_short: "year in two digits first (24-03-31; 69 to 99 are 1969 to 1999)",
  day_month_name: "day, month in words, year (31 Mar 2024)",
  compact_date: "eight digits: year, month, day (20240331)",
  year_month: "year and month (2024-03)",
  month_name: "month in words and year (Mar 2024)",
  year_quarter: "year and quarter (2024-Q1)",
  iso_week: "year and ISO week (2024-W05), which stands for its Monday",
  year: "year (2024)",
  epoch_seconds: "seconds since 1970 UTC (1711843200)",
  epoch_milliseconds: "milliseconds since 1970 UTC (1711843200000)",
  excel_serial: "Excel's number of the day (45382 is 31 March 2024)",
  integer: "a whole number that counts the periods (1, 2, 3)",
};

const CLOCK = String.raw`(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(AM|PM|am|pm)?\s*(Z|[+-]\d{2}:?\d{2})?)?`;
const ISO = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${CLOCK}$`);
const SLASHED = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${CLOCK}$`);
const SHORT = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{1,2})${CLOCK}$`);
const NAMED_DAY = new RegExp(String.raw`^(\d{1,2})[- ]([A-Za-z]{3,9})[-, ]\s*(\d{4})${CLOCK}$`);
const NAMED_MONTH = /^([A-Za-z]{3,9})[- ](\d{4})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_MONTH = /^(\d{4})[-/.](\d{1,2})$/;
const YEAR_QUARTER = /^(\d{4})[- ]?Q([1-4])$/i;
const ISO_WEEK = /^(\d{4})-?W(\d{2})$/i;
const YEAR = /^(\d{4})$/;
const INTEGER = /^[+-]?\d{1,15}$/;
const SECONDS = /^\d{9,10}$/;
const MILLISECONDS = /^\d{12,13}$/;
/** 1954 to 2119: what a day of business can be; smaller and larger numbers count something else. */
const EXCEL_SERIAL = /^[2-7]\d{4}(\.\d+)?$/;
const EXCEL_EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

const MONTH_NAMES = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** 1 to 12 for an English name of a month, whole or its first three letters (Sept too); 0 for another word. */
function monthNumber(word: string): number {
  const name = word.toLowerCase() === "sept" ? "sep" : word.toLowerCase();
  return MONTH_NAMES.findIndex((month) => name === month || name === month.slice(0, 3)) + 1;
}

/** As POSIX has it: 69 to 99 are the last century's. */
const centuryOf = (year: number) => (year >= 69 ? 1900 + year : 2000 + year);

/** UTC milliseconds, or null when there is no such day or hour (30 February, 25:00), or it is finer than a millisecond. */
function at(year: number, month: number, day: number, clock: readonly (string | undefined)[]): number | null {
  if (month < 1 || month > 12 || day < 1 || year < 1000) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  const [h, m, s, fraction, half, zone] = clock;
  const hour = hourOf(Number(h ?? 0), half);
  const minute = Number(m ?? 0);
  const second = Number(s ?? 0);
  if (hour === null || hour > 23 || minute > 59 || second > 59) return null;
  const nanoseconds = fraction ? Number(fraction.padEnd(9, "0")) : 0;
  if (nanoseconds % 1e6 !== 0) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, nanoseconds / 1e6);
  if (!zone || zone === "Z") return local;
  const digits = zone.replace(":", "");
  const [hours, minutes] = [Number(digits.slice(1, 3)), Number(digits.slice(3, 5))];
  // No place on Earth is further from UTC than 14 hours.
  if (hours > 14 || minutes > 59) return null;
  const offset = hours * 60 + minutes;
  return local - (zone.startsWith("-") ? -offset : offset) * 60_000;
}

/** 12 AM is midnight, 12 PM noon; 13 PM and 0 AM are no hours. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

/** The Monday of an ISO 8601 week; null where the year has no such week. */
function mondayOf(year: number, week: number): number | null {
  // 4 January is always in week 1.
  const fourth = Date.UTC(year, 0, 4);
  const firstMonday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  const monday = firstMonday + (week - 1) * 7 * DAY_MS;
  const thursday = new Date(monday + 3 * DAY_MS);
  return week >= 1 && thursday.getUTCFullYear() === year ? monday : null;
}

/**
 * Reads one time: milliseconds since 1970 UTC, or the position itself for `integer`; null when the text does not fit.
 * A time without an offset stands as written (as if UTC); one with an offset is brought to UTC. An Excel number is
 * rounded to the nearest millisecond, of which it is a decimal fraction.
 */
export function parseTime(text: string, format: TimeFormat): number | null {
  const value = text.trim();
  switch (format) {
    case "iso": {
      const m = ISO.exec(value);
      return m ? at(Number(m[1]), Number(m[2]), Number(m[3]), m.slice(4)) : null;
    }
    case "day_first":
    case "month_first": {
      const m = SLASHED.exec(value);
      if (!m) return null;
      const [day, month] = format === "day_first" ? [m[1], m[2]] : [m[2], m[1]];
      return at(Number(m[3]), Number(month), Number(day), m.slice(4));
    }
    case "day_first_short":
    case "month_first_short":
    case "year_first_short":
      return parseShort(value, format);
    case "day_month_name": {
      const m = NAMED_DAY.exec(value);
      return m ? at(Number(m[3]), monthNumber(m[2] as string), Number(m[1]), m.slice(4)) : null;
    }
    case "compact_date": {
      const m = COMPACT.exec(value);
      return m ? at(Number(m[1]), Number(m[2]), Number(m[3]), []) : null;
    }
    case "year_month": {
      const m = YEAR_MONTH.exec(value);
      return m ? at(Number(m[1]), Number(m[2]), 1, []) : null;
    }
    case "month_name": {
      const m = NAMED_MONTH.exec(value);
      return m ? at(Number(m[2]), monthNumber(m[1] as string), 1, []) : null;
    }
    case "year_quarter": {
      const m = YEAR_QUARTER.exec(value);
      return m ? at(Number(m[1]), Number(m[2]) * 3 - 2, 1, []) : null;
    }
    case "iso_week": {
      const m = ISO_WEEK.exec(value);
      return m ? mondayOf(Number(m[1]), Number(m[2])) : null;
    }
    case "year": {
      const m = YEAR.exec(value);
      return m ? at(Number(m[1]), 1, 1, []) : null;
    }
    case "epoch_seconds":
      return SECONDS.test(value) ? Number(value) * 1000 : null;
    case "epoch_milliseconds":
      return MILLISECONDS.test(value) ? Number(value) : null;
    case "excel_serial":
      return EXCEL_SERIAL.test(value) ? Math.round((Number(value) - EXCEL_EPOCH_DAYS) * DAY_MS) : null;
    case "integer":
      return INTEGER.test(value) ? Number(value) : null;
  }
}

function parseShort(
  value: string,
  format: "day_first_short" | "month_first_short" | "year_first_short",
): number | null {
  const m = SHORT.exec(value);
  if (!m) return null;
  const [a, b, c] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const year = format === "year_first_short" ? m[1] : m[3];
  if (year?.length !== 2) return null;
  if (format === "day_first_short") return at(centuryOf(c), b, a, m.slice(4));
  if (format === "month_first_short") return at(centuryOf(c), a, b, m.slice(4));
  return at(centuryOf(a), b, c, m.slice(4));
}

/** True when a text names its offset from UTC. */
export function hasOffset(text: string): boolean {
  return /\d{1,2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text.trim());
}

/**
 * The formats that read every one of these texts, most telling first. Two that differ only in day and month mean
 * that nothing in the data decides between them: that is a question, not a guess.
 */
export function fittingFormats(texts: readonly string[]): TimeFormat[] {
  if (texts.length === 0) return [];
  return TIME_FORMATS.filter((format) => texts.every((text) => parseTime(text, format) !== null)).filter(
    (format) => {
      if (format === "epoch_seconds" || format === "epoch_milliseconds") {
        // From September 2001 on they begin with 1; what else has ten or thirteen digits counts something.
        return texts.every((text) => /^1\d{9}(\d{3})?$/.test(text.trim()));
      }
      if (format !== "year" && format !== "compact_date") return true;
      // Four or eight digits are dates only when they look like this century or the last.
      return texts.every((text) => /^(19|20)\d\d/.test(text.trim()));
    },
  );
}

/** Formats that read the same texts as different times. */
const RIVALS: readonly (readonly TimeFormat[])[] = [
  ["day_first", "month_first"],
  ["day_first_short", "month_first_short", "year_first_short"],
  ["excel_serial", "integer"],
];

export type TimeProposal =
  | { format: TimeFormat; question: null; choices: readonly [] }
  | { format: null; question: "ambiguous" | "none_fits"; choices: readonly TimeFormat[] };

/** What to propose for a column's distinct texts; texts that two formats read as different times give a question. */
export function proposeTimeFormat(texts: readonly string[]): TimeProposal {
  const formats = fittingFormats(texts);
  for (const rivals of RIVALS) {
    const fitting = rivals.filter((format) => formats.includes(format));
    const [first, ...others] = fitting;
    if (!first || others.length === 0) continue;
    const differs = (other: TimeFormat) =>
      texts.some((text) => parseTime(text, first) !== parseTime(text, other));
    if (others.some(differs)) return { format: null, question: "ambiguous", choices: fitting };
  }
  const format = formats[0];
  return format
    ? { format, question: null, choices: [] }
    : { format: null, question: "none_fits", choices: [] };
}
