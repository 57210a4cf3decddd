import type { Profile } from "#lib/features/datasets/index.ts";
import { formatDate, formatDateTime, formatMonth, formatNumber } from "#lib/format/index.ts";

const UNITS: Record<string, [one: string, many: string, adjective: string]> = {
  min: ["minute", "minutes", "by the minute"],
  h: ["hour", "hours", "hourly"],
  D: ["day", "days", "daily"],
  W: ["week", "weeks", "weekly"],
  M: ["month", "months", "monthly"],
  Q: ["quarter", "quarters", "quarterly"],
  Y: ["year", "years", "yearly"],
  int: ["position", "positions", "by position"],
};

function split(frequency: string): { multiple: number; unit: keyof typeof UNITS } {
  const match = /^(\d*)(.+)$/.exec(frequency);
  return { multiple: Number(match?.[1] || 1), unit: match?.[2] ?? "int" };
}

/** "daily", "every 15 minutes". */
export function frequencyWords(frequency: string): string {
  const { multiple, unit } = split(frequency);
  const words = UNITS[unit];
  if (!words) return frequency;
  return multiple === 1 ? words[2] : `every ${multiple} ${words[1]}`;
}

/** "1,825 days"; periods of several units stay "periods". */
export function periodsWords(count: number, frequency: string): string {
  const { multiple, unit } = split(frequency);
  const words = UNITS[unit];
  if (!words || multiple !== 1 || unit === "int")
    return `${formatNumber(count)} ${count === 1 ? "period" : "periods"}`;
  return `${formatNumber(count)} ${count === 1 ? words[0] : words[1]}`;
}

/** "a day", for the unit above an axis. */
export function perPeriod(frequency: string): string {
  const { multiple, unit } = split(frequency);
  const words = UNITS[unit];
  if (!words || unit === "int") return "a period";
  return multiple === 1 ? `${unit === "h" ? "an" : "a"} ${words[0]}` : `per ${multiple} ${words[1]}`;
}

/** A time as this frequency shows it: a position, a month, a day, a minute. */
export function formatTime(time: number, frequency: string): string {
  const { unit } = split(frequency);
  if (unit === "int") return formatNumber(time);
  if (unit === "M" || unit === "Q") return formatMonth(time);
  if (unit === "Y") return String(new Date(time).getUTCFullYear());
  return unit === "min" || unit === "h" ? formatDateTime(time) : formatDate(time);
}

/** A label under an axis: days leave out the year where the label before has the same. */
export function axisTime(time: number, frequency: string, before: number | undefined): string {
  const { unit } = split(frequency);
  if (unit !== "D" && unit !== "W") return formatTime(time, frequency);
  const year = (at: number) => new Date(at).getUTCFullYear();
  return formatDate(time, { year: before === undefined || year(before) !== year(time) });
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 999_500) return `${formatNumber(bytes / 1000, bytes < 9950 ? 1 : 0)} kB`;
  return `${formatNumber(bytes / 1e6, bytes < 99_500_000 ? 1 : 0)} MB`;
}

/** A value with as many decimals as it needs, at most three significant ones below 100. */
export function formatValue(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (Number.isInteger(value)) return formatNumber(value);
  return formatNumber(value, size >= 100 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3);
}

/** "118 series × 1,825 days, 2 Jan 2014 to 31 Dec 2018, daily". */
export function profileSentence(profile: Profile): string {
  const { frequency } = profile;
  const series = profile.series === 1 ? "1 series" : `${formatNumber(profile.series)} series`;
  const range = `${formatTime(profile.firstTime, frequency)} to ${formatTime(profile.lastTime, frequency)}`;
  const gaps =
    profile.emptyPeriods > 0
      ? `; ${periodsWords(profile.emptyPeriods, frequency)} empty in all series, kept as gaps`
      : "";
  return `${series} × ${periodsWords(profile.periods, frequency)}, ${range}, ${frequencyWords(frequency)}${gaps}.`;
}
