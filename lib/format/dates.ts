import { ABSENT } from "./numbers.ts";

type Instant = number | Date | null | undefined;

// The names are written out: Intl's en-GB says "Sept", and differs between versions of ICU.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

function toDate(at: Instant): Date | null {
  if (at === null || at === undefined) return null;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** "8 Oct 2018", or "8 Oct" without the year. All dates are shown in UTC, as the series carry them. */
export function formatDate(at: Instant, options: { year?: boolean } = {}): string {
  const date = toDate(at);
  if (!date) return ABSENT;
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""}`;
  return options.year === false ? day : `${day} ${date.getUTCFullYear()}`;
}

/** "Oct 2018". */
export function formatMonth(at: Instant): string {
  const date = toDate(at);
  return date ? `${MONTHS[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}` : ABSENT;
}

/** "09:12". */
export function formatTimeOfDay(at: Instant): string {
  const date = toDate(at);
  return date ? `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}` : ABSENT;
}

/** "7 Jan 2019, 09:12 UTC". */
export function formatDateTime(at: Instant): string {
  return toDate(at) ? `${formatDate(at)}, ${formatTimeOfDay(at)} UTC` : ABSENT;
}

/** "7 Jan 2019, 10:12" in the zone of whoever runs this: for browsers, whose zone is the reader's. */
export function formatLocalDateTime(at: Instant): string {
  const date = toDate(at);
  if (!date) return ABSENT;
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ""} ${date.getFullYear()}`;
  return `${day}, ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** How long something took: "0.4 s", "58 s", "2 min 5 s", "3 h 20 min". Negative and absent spans give "–". */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms) || ms < 0) return ABSENT;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1).replace(/\.0$/, "")} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return join(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  return join(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
