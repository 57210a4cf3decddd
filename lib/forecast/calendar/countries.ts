import Holidays from "date-holidays";
import { ForecastError } from "../errors.ts";
import type { Panel } from "../types.ts";
import { daysOf, type HolidayCalendar } from "./holidays.ts";

/** What tells the holidays, as it stands with every run that used them. */
export const HOLIDAY_LIBRARY = "date-holidays 3.37.0";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Rules reach no further with any sense, and a mistyped year must not cost minutes. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2200] as const;

export interface HolidayPlace {
  /** `IT`, or `DE-BY` with its region. */
  place: string;
  name: string;
}

/** Every country, by its English name. */
export function holidayCountries(): readonly HolidayPlace[] {
  const words = new Intl.DisplayNames("en", { type: "region" });
  return Object.entries(new Holidays().getCountries("en"))
    .map(([place, name]) => ({ place, name: words.of(place) ?? name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Reads a country, or a country and its region: `IT`, `it`, `Italy`, `DE-BY`.
 * @throws ForecastError `bad_spec` for a country or region that is not known, with those that are written alike.
 */
export function readPlace(text: string): HolidayPlace {
  const countries = holidayCountries();
  const asked = text.trim().replace(/^uk\b/i, "GB");
  const whole = findPlace(countries, asked);
  if (whole) return whole;
  const dash = asked.lastIndexOf("-");
  const country = dash > 0 ? findPlace(countries, asked.slice(0, dash)) : undefined;
  if (!country)
    throw new ForecastError(
      "bad_spec",
      `"${asked}" is not a country whose public holidays are known.${suggest(countries, asked)} Use a code of two letters such as IT, or with a region, DE-BY.`,
    );
  const regions = Object.entries(new Holidays().getStates(country.place, "en") ?? {}).map(
    ([code, name]): HolidayPlace => ({ place: code, name }),
  );
  const region = findPlace(regions, asked.slice(dash + 1));
  if (!region)
    throw new ForecastError(
      "bad_spec",
      regions.length === 0
        ? `${country.name} has no regions with public holidays of their own; use ${country.place}.`
        : `"${asked.slice(dash + 1)}" is not a region of ${country.name} (${country.place}).${suggest(regions, asked.slice(dash + 1))} Known: ${regions.map(({ place }) => place).join(", ")}.`,
    );
  return { place: `${country.place}-${region.place}`, name: `${country.name}, ${region.name}` };
}

/**
 * The public holidays of a place on the days that a panel's periods touch, to grid position `untilPosition`. Bank holidays, observances and
 * half days are left out; a substitute day counts, as does each day of a holiday of several.
 * @throws ForecastError `bad_spec` for an unknown place, whole-number times, or years before 1900 or after 2200.
 */
export function holidayCalendar(options: {
  place: string;
  panel: Panel;
  untilPosition: number;
}): HolidayCalendar {
  const { place, name } = readPlace(options.place);
  if (options.panel.frequency.unit === "int")
    throw new ForecastError(
      "bad_spec",
      `Public holidays of ${name} need dates, and the times are whole numbers.`,
    );
  const span = daysOf(options.panel, options.untilPosition);
  const yearOf = (day: number) => new Date(day * DAY_MS).getUTCFullYear();
  const [from, to] = [yearOf(span.first), yearOf(span.last)];
  if (!(from >= FIRST_YEAR && to <= LAST_YEAR))
    throw new ForecastError(
      "bad_spec",
      `Public holidays are known from ${FIRST_YEAR} to ${LAST_YEAR}, and the data goes from ${from} to ${to}.`,
    );
  const [country = "", region] = place.split("-");
  const wishes = { languages: ["en"], types: ["public" as const] };
  const source = region ? new Holidays(country, region, wishes) : new Holidays(country, wishes);
  const days = new Set<number>();
  // A holiday of several days may reach into the next year.
  for (let year = from - 1; year <= to; year += 1) {
    for (const { date, start, end } of source.getHolidays(year)) {
      // A day of daylight saving has 23 hours or 25.
      const length = Math.floor((end.getTime() - start.getTime() + HOUR_MS) / DAY_MS);
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MS;
      for (let i = 0; i < length; i += 1) days.add(first + i);
    }
  }
  return { place, name, source: HOLIDAY_LIBRARY, days: Int32Array.from(days).sort(), span };
}

function findPlace(places: readonly HolidayPlace[], text: string): HolidayPlace | undefined {
  const lower = text.toLowerCase();
  return places.find(({ place, name }) => place.toLowerCase() === lower || name.toLowerCase() === lower);
}

function suggest(places: readonly HolidayPlace[], text: string): string {
  const lower = text.toLowerCase();
  const near = places
    .map((each) => ({
      ...each,
      distance: Math.min(
        editDistance(lower, each.name.toLowerCase()),
        each.name.toLowerCase().startsWith(lower) && lower.length > 3 ? 1 : Number.POSITIVE_INFINITY,
      ),
    }))
    .filter(({ distance }) => lower.length > 2 && distance <= 2)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 4);
  return near.length === 0
    ? ""
    : ` Did you mean ${near.map(({ place, name }) => `${place} (${name})`).join(" or ")}?`;
}

/** Letters to change, add or take away (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] as number;
}
