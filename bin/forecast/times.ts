/** How times are written in a file, so that the forecast's are written alike. */
export interface TimeStyle {
  kind: "int" | "month" | "date" | "time";
  separator: "T" | " ";
  seconds: boolean;
  zone: boolean;
}

const DATE =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:([T ])(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/;

export function styleOf(text: string): TimeStyle | null {
  const none = { separator: " ", seconds: false, zone: false } as const;
  if (/^-?\d{1,9}$/.test(text)) return { ...none, kind: "int" };
  const match = DATE.exec(text);
  if (!match) return null;
  const [, , , day, separator, , , seconds, zone] = match;
  if (day === undefined) return { ...none, kind: "month" };
  if (separator === undefined) return { ...none, kind: "date" };
  return {
    kind: "time",
    separator: separator === "T" ? "T" : " ",
    seconds: seconds !== undefined,
    zone: zone !== undefined,
  };
}

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

/**
 * Milliseconds of `2024-03-31`, `2024-03-31 15:00` or `2024-03-31T15:00:00`; null for anything else, or where no such day exists. A tenth of
 * the time of the general way, and nearly every row of a large file is written so.
 */
function parsePlain(text: string): number | null {
  const { length } = text;
  if (length !== 10 && length !== 16 && length !== 19) return null;
  const two = (at: number): number => {
    const [high, low] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
    return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? 10 * high + low : Number.NaN;
  };
  if (text[4] !== "-" || text[7] !== "-") return null;
  const [year, month, day] = [100 * two(0) + two(2), two(5), two(8)];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = DAYS_BEFORE[month - 1];
  const after = DAYS_BEFORE[month];
  if (before === undefined || after === undefined || !(year >= 1 && day >= 1)) return null;
  if (day > after - before + (isLeap && month === 2 ? 1 : 0)) return null;
  // Leap days up to the end of the year before; 719,162 days lie before 1970.
  const past = year - 1;
  const leaps = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const days = 365 * past + leaps + before + (isLeap && month > 2 ? 1 : 0) + day - 1 - 719_162;
  if (length === 10) return days * 86_400_000;
  if ((text[10] !== " " && text[10] !== "T") || text[13] !== ":" || (length === 19 && text[16] !== ":"))
    return null;
  const [hour, minute, second] = [two(11), two(14), length === 19 ? two(17) : 0];
  if (!(hour < 24 && minute < 60 && second < 60)) return null;
  return days * 86_400_000 + ((60 * hour + minute) * 60 + second) * 1_000;
}

/** Milliseconds since 1970 UTC, or the integer itself; null where it is not written in that kind of style or no such day exists. */
export function parseTime(text: string, kind: TimeStyle["kind"]): number | null {
  if (kind === "int") return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
  const plain = parsePlain(text);
  if (plain !== null) return plain;
  const match = DATE.exec(text);
  if (!match) return null;
  const [, year, month, day = "01", , hour = "00", minute = "00", second = "00", zone] = match;
  // Date.UTC takes the first hundred years for the 1900s.
  const time = parsePlain(`${year}-${month}-${day} ${hour}:${minute}:${second}`);
  if (time === null) return null;
  if (!zone || zone === "Z") return time;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return time - (zone.startsWith("-") ? -1 : 1) * (60 * hours + minutes) * 60_000;
}

export function formatTime(time: number, style: TimeStyle): string {
  if (style.kind === "int") return String(time);
  const text = new Date(time).toISOString();
  if (style.kind === "month") return text.slice(0, 7);
  if (style.kind === "date") return text.slice(0, 10);
  return `${text.slice(0, 10)}${style.separator}${text.slice(11, style.seconds ? 19 : 16)}${style.zone ? "Z" : ""}`;
}
