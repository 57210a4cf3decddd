import { loadPanel } from "#lib/features/datasets/server.ts";
import { addHolidays, type HolidayCalendar } from "#lib/forecast/calendar/holidays.ts";
import { knownSpan } from "#lib/forecast/index.ts";
import type { BacktestSpec, Panel } from "#lib/forecast/types.ts";

type Terms = Pick<BacktestSpec, "horizonSteps" | "gapSteps" | "holidays">;

/** The holidays of the world are heavy: only who needs them loads them. */
const calendars = () => import("#lib/forecast/calendar/countries.ts");

/** What a run learns from: the version's data, and the public holidays that it asked for. */
export async function loadRunPanel(options: {
  workspaceId: string;
  versionId: string;
  spec: Terms;
}): Promise<Panel> {
  const { workspaceId, versionId, spec } = options;
  return withHolidays(await loadPanel({ workspaceId, versionId }), spec);
}

/**
 * The panel with the public holidays of the spec, up to the last step that anyone may be asked for.
 * @throws ForecastError `bad_spec` for an unknown place, times without dates, or a covariate of this name.
 */
export async function withHolidays(panel: Panel, spec: Terms): Promise<Panel> {
  const { holidays, horizonSteps, gapSteps = 0 } = spec;
  if (!holidays) return panel;
  const untilPosition = (knownSpan(panel)?.last ?? 0) + gapSteps + horizonSteps;
  const { holidayCalendar } = await calendars();
  const calendar: HolidayCalendar = holidayCalendar({ place: holidays.place, panel, untilPosition });
  return addHolidays({ panel, calendar, untilPosition }).panel;
}

/** A place as a run records it. @throws ForecastError `bad_spec` with those that are written alike. */
export async function readHolidays(text: string | null): Promise<BacktestSpec["holidays"]> {
  if (text === null) return null;
  const { readPlace, HOLIDAY_LIBRARY } = await calendars();
  return { ...readPlace(text), source: HOLIDAY_LIBRARY };
}

/** Countries that the form offers, by name. */
export async function holidayPlaces(): Promise<{ place: string; name: string }[]> {
  const { holidayCountries } = await calendars();
  return [...holidayCountries()];
}

/** Tells panels of one version apart. */
export function panelKey(versionId: string, { holidays, horizonSteps, gapSteps = 0 }: Terms): string {
  return holidays ? `${versionId}/${holidays.place}/${horizonSteps + gapSteps}` : versionId;
}
