/** How times of a place are kept: as its clocks show them, or in UTC, which has no hole and no hour twice. */
export const KEPT_AS = ["local", "utc"] as const;

const SLOT_MS = 900_000;
const DAY_MS = 86_400_000;

/** True for a name of the time zone database that this computer knows, such as Europe/Rome. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Gives a zone's offset from UTC at an instant, in milliseconds; offsets change at full quarter hours, and each is asked once. */
export function offsetsOf(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" },
    second: "numeric",
  });
  const known = new Map<number, number>();
  return (instant) => {
    const slot = Math.floor(instant / SLOT_MS);
    const found = known.get(slot);
    if (found !== undefined) return found;
    const at = slot * SLOT_MS;
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - at;
    known.set(slot, offset);
    return offset;
  };
}

/**
 * The instants at which the clocks of a zone show a time: none in the hour that daylight saving skips, two in the one that it
 * repeats, the earlier first. `wall` is that time as if it were UTC.
 */
export function instantsAt(wall: number, offsetAt: (instant: number) => number): number[] {
  const offsets = new Set([offsetAt(wall - DAY_MS), offsetAt(wall), offsetAt(wall + DAY_MS)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant) === wall)
    .sort((a, b) => a - b);
}

/** "+02:00" */
export function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export type Placed =
  | { ms: number }
  | { problem: "skipped" }
  | { problem: "repeated"; offsets: [string, string] };

/**
 * A time as it is kept. `isInstant` says that the text names its offset, so that `ms` is UTC; else `ms` is what the clocks
 * show. Nothing is shifted in silence: a time that the clocks skipped is a problem, and so is, for UTC, one that they showed
 * twice.
 */
export function placeTime(
  ms: number,
  options: { isInstant: boolean; as: (typeof KEPT_AS)[number]; offsetAt: (instant: number) => number },
): Placed {
  const { offsetAt } = options;
  if (options.isInstant) return { ms: options.as === "utc" ? ms : ms + offsetAt(ms) };
  const instants = instantsAt(ms, offsetAt);
  const [first, second] = instants;
  if (first === undefined) return { problem: "skipped" };
  if (options.as === "local") return { ms };
  if (second === undefined) return { ms: first };
  return { problem: "repeated", offsets: [offsetText(offsetAt(first)), offsetText(offsetAt(second))] };
}
