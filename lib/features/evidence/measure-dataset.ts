import type { ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import { type Measured, percentOf } from "./measure.ts";
import type { VersionSource } from "./sources.ts";

const DAY_MS = 86_400_000;
const NO_DATES = "The times of this data are positions without a date, so months and days cannot be counted.";
const NOT_JUDGED = "This version was not judged yet by what is expected of its dataset. Open its checks.";
const MONTHS_A_PERIOD: Record<string, number> = { M: 1, Q: 3, Y: 12, A: 12 };

/**
 * The value of a dataset's measure. `subject` names the covariate. Values are in the measure's unit (percent, months,
 * days, series); what is not defined (no rows, no dates, no such covariate) gives a reason and no value.
 */
export function measureDataset(
  measure: ClaimMeasure,
  version: VersionSource,
  { subject, now }: { subject: string; now: number },
): Measured {
  const { profile } = version;
  const isDated = profile.timeFormat !== "integer";
  switch (measure) {
    case "history_months":
      return isDated ? finite(historyMonths(profile)) : { reason: NO_DATES };
    case "series_count":
      return { value: profile.series };
    case "missing_share":
      // missing / (missing + rows)
      return percentOf(
        profile.missingPeriods / (profile.missingPeriods + profile.rows),
        "The version has no rows.",
      );
    case "covariate_recorded_share": {
      const covariate = profile.covariates.find((one) => one.name === subject);
      if (!covariate) return { reason: `This version has no covariate “${subject}”.` };
      return percentOf(1 - covariate.missing / profile.rows, "The version has no rows.");
    }
    case "freshness_days":
      return isDated ? finite((now - profile.lastKnownTime) / DAY_MS) : { reason: NO_DATES };
    case "checks_passed_share": {
      if (!version.checks) return { reason: NOT_JUDGED };
      // passed / (passed + warnings + errors); what could not be judged counts neither way
      const { passed, warnings, errors } = version.checks;
      return percentOf(passed / (passed + warnings + errors), "Nothing that is expected could be judged.");
    }
    case "checks_failed":
      return version.checks ? { value: version.checks.errors } : { reason: NOT_JUDGED };
    default:
      return { reason: "This is no measure of a dataset." };
  }
}

function finite(value: number): Measured {
  return Number.isFinite(value) ? { value } : { reason: "This cannot be computed from the version's times." };
}

/**
 * Calendar months from the first period to the end of the last known one, so that 1 January to 31 December by day, and
 * January to December by month, are 12 both. A part of a month counts by its days.
 */
export function historyMonths(
  profile: Pick<
    VersionSource["profile"],
    "frequency" | "firstTime" | "lastTime" | "lastKnownTime" | "periods"
  >,
): number {
  const { firstTime, lastTime, lastKnownTime, periods } = profile;
  const [, count = "", letter = ""] = /^(\d*)([A-Z])/.exec(profile.frequency) ?? [];
  const perPeriod = MONTHS_A_PERIOD[letter];
  // Months are of several lengths: of these a period is so many of them, never a mean of days.
  if (perPeriod !== undefined) {
    return Math.round(monthsBetween(firstTime, lastKnownTime)) + perPeriod * (Number(count) || 1);
  }
  const periodMs = periods > 1 ? (lastTime - firstTime) / (periods - 1) : 0;
  return monthsBetween(firstTime, lastKnownTime + periodMs);
}

function monthsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from), new Date(to)];
  const daysIn = (date: Date) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const partOf = (date: Date) => (date.getUTCDate() - 1 + (date.getTime() % DAY_MS) / DAY_MS) / daysIn(date);
  const whole = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
  return whole(b) - whole(a) + partOf(b) - partOf(a);
}
