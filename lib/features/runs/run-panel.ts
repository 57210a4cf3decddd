import { labelledPanel, loadPanel } from "#lib/features/datasets/server.ts";
import { addHolidays, type HolidayCalendar } from "#lib/forecast/calendar/holidays.ts";
import { knownSpan } from "#lib/forecast/index.ts";
import type { BacktestSpec, Panel } from "#lib/forecast/types.ts";
import type { StoredSpec } from "./schema.ts";

type Terms = Pick<BacktestSpec, "horizonSteps" | "gapSteps" | "holidays"> & Pick<StoredSpec, "labels">;

/**
 * `plan`: as the version has it, which folds are planned on. `learn`: with the run's labels hidden, and promotions as an
 * input where it asks for that. `compare`: what errors and costs are measured on, without what labels leave out.
 */
export type PanelPart = "plan" | "learn" | "compare";

/** The holidays of the world are heavy: only who needs them loads them. */
const calendars = () => import("#lib/forecast/calendar/countries.ts");

/** The version's data with the public holidays and the labels that a run asked for. */
export async function loadRunPanel(options: {
  workspaceId: string;
  versionId: string;
  spec: Terms;
  part: PanelPart;
}): Promise<Panel> {
  const { workspaceId, versionId, spec, part } = options;
  const data = await loadPanel({ workspaceId, versionId });
  const panel = await withHolidays(data, spec);
  if (part === "plan") return panel;
  return labelledPanel({ workspaceId, panel, used: spec.labels, part, untilPosition: lastAsked(data, spec) });
}

/** The last step that anyone may be asked for. */
function lastAsked(
  panel: Panel,
  { horizonSteps, gapSteps = 0 }: Pick<Terms, "horizonSteps" | "gapSteps">,
): number {
  return (knownSpan(panel)?.last ?? 0) + gapSteps + horizonSteps;
}

/**
 * The panel with the public holidays of the spec, up to the last step that anyone may be asked for.
 * @throws ForecastError `bad_spec` for an unknown place, times without dates, or a covariate of this name.
 */
export async function withHolidays(panel: Panel, spec: Omit<Terms, "labels">): Promise<Panel> {
  const { holidays } = spec;
  if (!holidays) return panel;
  const untilPosition = lastAsked(panel, spec);
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
export function panelKey(versionId: string, spec: Terms, part: PanelPart): string {
  const { holidays, labels, horizonSteps, gapSteps = 0 } = spec;
  const steps = holidays || labels?.promotions ? [horizonSteps + gapSteps] : [];
  const place = holidays ? [holidays.place] : [];
  const { digest, mask, leftOut, promotions } = labels ?? {};
  const used = {
    plan: [],
    learn: labels ? [digest, mask?.join("+"), promotions ? "promotions" : ""] : [],
    compare: labels ? [digest, leftOut?.join("+")] : [],
  }[part];
  return [versionId, ...place, ...steps, ...used].join("/");
}
