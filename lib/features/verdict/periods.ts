import type { Fold, Frequency, FrequencyUnit, Panel } from "#lib/forecast/index.ts";
import { addSteps } from "#lib/forecast/index.ts";
import { formatDate, formatMonth, formatTimeOfDay } from "#lib/format/index.ts";

const DAYS_A_YEAR = 365.25;

const A_YEAR: Record<FrequencyUnit, number | null> = {
  min: DAYS_A_YEAR * 24 * 60,
  h: DAYS_A_YEAR * 24,
  D: DAYS_A_YEAR,
  W: DAYS_A_YEAR / 7,
  M: 12,
  Q: 4,
  Y: 1,
  int: null,
};

/** Periods of the frequency in an average Julian year (365.25 days); null for a grid without a calendar. */
export function periodsPerYear(frequency: Frequency): number | null {
  const units = A_YEAR[frequency.unit];
  return units === null ? null : units / frequency.multiple;
}

/** How many different periods the folds forecast; one that two folds cover counts once. */
export function countPeriods(folds: readonly Pick<Fold, "cutoffIndex">[], horizonSteps: number): number {
  const seen = new Set<number>();
  for (const fold of folds) for (let h = 1; h <= horizonSteps; h += 1) seen.add(fold.cutoffIndex + h);
  return seen.size;
}

/**
 * Factor from a cost summed over the folds to a year: periods a year ÷ (folds × horizon). Null without a calendar or
 * without folds. A year is taken to be like the test periods; the page says so.
 */
export function yearlyFactor(
  frequency: Frequency,
  folds: readonly unknown[],
  horizonSteps: number,
): number | null {
  const year = periodsPerYear(frequency);
  const covered = folds.length * horizonSteps;
  return year === null || covered === 0 ? null : year / covered;
}

const WORDS: Record<FrequencyUnit, { one: string; many: string; each: string }> = {
  min: { one: "minute", many: "minutes", each: "a minute" },
  h: { one: "hour", many: "hours", each: "an hour" },
  D: { one: "day", many: "days", each: "a day" },
  W: { one: "week", many: "weeks", each: "a week" },
  M: { one: "month", many: "months", each: "a month" },
  Q: { one: "quarter", many: "quarters", each: "a quarter" },
  Y: { one: "year", many: "years", each: "a year" },
  int: { one: "step", many: "steps", each: "a step" },
};

/** "56 days"; "56 periods of 15 minutes". */
export function periodsInWords(count: number, frequency: Frequency): string {
  const { one, many } = WORDS[frequency.unit];
  if (frequency.multiple === 1) return `${count} ${count === 1 ? one : many}`;
  return `${count} ${count === 1 ? "period" : "periods"} of ${frequency.multiple} ${many}`;
}

/** "a day"; "in 15 minutes". */
export function perPeriodInWords(frequency: Frequency): string {
  const words = WORDS[frequency.unit];
  return frequency.multiple === 1 ? words.each : `in ${frequency.multiple} ${words.many}`;
}

/** The time at a grid position, past the grid's end too. */
export function timeAt(panel: Pick<Panel, "times" | "frequency">, position: number): number {
  const known = panel.times[position];
  if (known !== undefined) return known;
  const last = panel.times.length - 1;
  return addSteps(panel.times[last] ?? Number.NaN, position - last, panel.frequency);
}

/** A time as an axis label and as a whole: "8 Oct" and "8 Oct 2018". */
export function timeInWords(time: number, frequency: Frequency): { short: string; long: string } {
  switch (frequency.unit) {
    case "int":
      return { short: String(time), long: String(time) };
    case "min":
    case "h": {
      const day = formatDate(time, { year: false });
      const clock = formatTimeOfDay(time);
      return { short: `${day} ${clock}`, long: `${formatDate(time)}, ${clock}` };
    }
    case "D":
    case "W":
      return { short: formatDate(time, { year: false }), long: formatDate(time) };
    case "M":
    case "Q":
      return { short: formatMonth(time), long: formatMonth(time) };
    case "Y": {
      const year = String(new Date(time).getUTCFullYear());
      return { short: year, long: year };
    }
  }
}

/** A time as a machine reads it: `2018-10-08`, `2018-10-08 14:00:00`, or the integer position. */
export function timeForFile(time: number, frequency: Frequency): string {
  if (frequency.unit === "int") return String(time);
  const iso = new Date(time).toISOString();
  const hasClock = frequency.unit === "min" || frequency.unit === "h" || !iso.endsWith("T00:00:00.000Z");
  return hasClock ? iso.slice(0, 19).replace("T", " ") : iso.slice(0, 10);
}
