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

/** Milliseconds since 1970 UTC, or the integer itself; null where it is not written in that kind of style or no such day exists. */
export function parseTime(text: string, kind: TimeStyle["kind"]): number | null {
  if (kind === "int") return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
  const match = DATE.exec(text);
  if (!match) return null;
  const [, year, month, day = "01", , hour = "00", minute = "00", second = "00", zone] = match;
  const numbers = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const time = Date.UTC(...numbers);
  const date = new Date(time);
  const isReal =
    date.getUTCMonth() === numbers[1] &&
    date.getUTCDate() === numbers[2] &&
    numbers[3] < 24 &&
    numbers[4] < 60 &&
    numbers[5] < 60;
  if (!isReal) return null;
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
