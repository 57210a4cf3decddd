/** How a text becomes a time. Each is exact: a text either fits the format or is refused. */
export const TIME_FORMATS = [
  "iso",
  "day_first",
  "month_first",
  "compact_date",
  "year_month",
  "year_quarter",
  "year",
  "integer",
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export const TIME_FORMAT_WORDS: Record<TimeFormat, string> = {
  iso: "year-month-day, with or without a time (2024-03-31, 2024-03-31 14:00)",
  day_first: "day first (31/03/2024)",
  month_first: "month first (03/31/2024)",
  compact_date: "eight digits: year, month, day (20240331)",
  year_month: "year and month (2024-03)",
  year_quarter: "year and quarter (2024-Q1)",
  year: "year (2024)",
  integer: "a whole number that counts the periods (1, 2, 3)",
};

const CLOCK = String.raw`(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?`;
const ISO = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${CLOCK}$`);
const SLASHED = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${CLOCK}$`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_MONTH = /^(\d{4})[-/.](\d{1,2})$/;
const YEAR_QUARTER = /^(\d{4})[- ]?Q([1-4])$/i;
const YEAR = /^(\d{4})$/;
const INTEGER = /^[+-]?\d{1,15}$/;

/** UTC milliseconds, or null when there is no such day or hour (30 February, 25:00). */
function at(year: number, month: number, day: number, clock: readonly (string | undefined)[]): number | null {
  if (month < 1 || month > 12 || day < 1 || year < 1000) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  const [h, m, s, fraction, zone] = clock;
  const hour = Number(h ?? 0);
  const minute = Number(m ?? 0);
  const second = Number(s ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = fraction ? Math.trunc(Number(fraction.padEnd(9, "0")) / 1e6) : 0;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  if (!zone || zone === "Z") return local;
  const digits = zone.replace(":", "");
  const [hours, minutes] = [Number(digits.slice(1, 3)), Number(digits.slice(3, 5))];
  // No place on Earth is further from UTC than 14 hours.
  if (hours > 14 || minutes > 59) return null;
  const offset = hours * 60 + minutes;
  return local - (zone.startsWith("-") ? -offset : offset) * 60_000;
}

/**
 * Reads one time: milliseconds since 1970 UTC, or the position itself for `integer`; null when the text does not fit.
 * A time without an offset stands as written (as if UTC); one with an offset is brought to UTC.
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
    case "compact_date": {
      const m = COMPACT.exec(value);
      return m ? at(Number(m[1]), Number(m[2]), Number(m[3]), []) : null;
    }
    case "year_month": {
      const m = YEAR_MONTH.exec(value);
      return m ? at(Number(m[1]), Number(m[2]), 1, []) : null;
    }
    case "year_quarter": {
      const m = YEAR_QUARTER.exec(value);
      return m ? at(Number(m[1]), Number(m[2]) * 3 - 2, 1, []) : null;
    }
    case "year": {
      const m = YEAR.exec(value);
      return m ? at(Number(m[1]), 1, 1, []) : null;
    }
    case "integer":
      return INTEGER.test(value) ? Number(value) : null;
  }
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
      if (format !== "year" && format !== "compact_date") return true;
      // Four or eight digits are dates only when they look like this century or the last.
      return texts.every((text) => /^(19|20)\d\d/.test(text.trim()));
    },
  );
}

export type TimeProposal =
  | { format: TimeFormat; question: null }
  | { format: null; question: "day_or_month" | "none_fits" };

/** What to propose for a column's distinct texts; ambiguous days and months give a question. */
export function proposeTimeFormat(texts: readonly string[]): TimeProposal {
  const formats = fittingFormats(texts);
  if (formats.includes("day_first") && formats.includes("month_first")) {
    const same = texts.every((text) => parseTime(text, "day_first") === parseTime(text, "month_first"));
    if (!same) return { format: null, question: "day_or_month" };
  }
  const format = formats[0];
  return format ? { format, question: null } : { format: null, question: "none_fits" };
}
