import type { Profile } from "./profile.ts";
import type { RollUpFacts } from "./profile-schema.ts";

export interface Check {
  state: "pass" | "warn";
  title: string;
  /** The figure it rests on. */
  value: string;
}

const n = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 3 }).replace("-", "−");
const count = (value: number, one: string, many = `${one}s`) => `${n(value)} ${value === 1 ? one : many}`;
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

/** What the profile says about a version, as checks that pass or warn. None blocks training: what would was refused. */
export function checksOf(profile: Profile): Check[] {
  const pass = (title: string, value: string): Check => ({ state: "pass", title, value });
  const either = (isFine: boolean, title: string, value: string): Check => ({
    state: isFine ? "pass" : "warn",
    title,
    value,
  });
  const checks = [
    pass("Every row fits the columns' roles", `${n(profile.rows)} of ${n(profile.rows)} rows`),
    pass("One row a series and period", "no duplicates"),
    either(
      profile.negatives === 0,
      profile.isWhole ? "Target is a whole number ≥ 0" : "Target is a number ≥ 0",
      profile.negatives === 0
        ? `${n(profile.minimum)} to ${n(profile.maximum)}`
        : `${count(profile.negatives, "negative value")}, lowest ${n(profile.minimum)}`,
    ),
    either(
      profile.ownGaps === 0,
      "No series lacks a period that others have",
      profile.ownGaps > 0
        ? `${count(profile.ownGaps, "gap")} in ${count(profile.seriesWithOwnGaps, "series", "series")}`
        : profile.emptyPeriods > 0
          ? `${count(profile.emptyPeriods, "period")} empty in all, kept as gaps`
          : "no period missing",
    ),
    either(
      profile.unlikelyZeroRuns === 0,
      "No run of zeros that chance does not explain",
      profile.unlikelyZeroRuns === 0
        ? "none"
        : `${count(profile.unlikelyZeroRuns, "series", "series")}, up to ${n(profile.longestUnlikelyZeroRun)} periods: stock-out?`,
    ),
    either(
      profile.mostlyZeroSeries === 0,
      "At most half the periods are zero",
      profile.mostlyZeroSeries === 0
        ? `${percent(profile.zeros, profile.knownTargets)} zeros`
        : `not in ${count(profile.mostlyZeroSeries, "series", "series")}`,
    ),
  ];
  if (profile.rollUp) checks.push(...rollUpChecks(profile.rollUp, profile));
  const [first, last] = [profile.steps[0], profile.steps.at(-1)];
  if (first && last) {
    const set = profile.steps.reduce((sum, step) => sum + step.valuesChanged, 0);
    checks.push(
      pass(
        `The recipe's ${count(profile.steps.length, "step")} fit`,
        `${count(set, "value")} set, ${n(first.rowsBefore)} rows to ${n(last.rowsAfter)}`,
      ),
    );
  }
  if (profile.blankTargets > 0) {
    checks.push(pass("Empty targets are “not known”, as chosen", count(profile.blankTargets, "row")));
  }
  for (const covariate of profile.covariates) {
    checks.push(
      either(
        covariate.missing === 0,
        `${covariate.name} is filled in every row`,
        covariate.missing === 0
          ? covariate.kind === "categorical"
            ? count(covariate.categoryCount, "category", "categories")
            : `${n(covariate.minimum ?? 0)} to ${n(covariate.maximum ?? 0)}`
          : `${count(covariate.missing, "row")} without`,
      ),
    );
  }
  return checks;
}

const PERIODS: Record<RollUpFacts["frequency"], string> = {
  "15min": "quarter hours",
  h: "hours",
  D: "days",
  W: "weeks",
  M: "months",
  Q: "quarters",
  Y: "years",
};

/** What rolling up did: stated, so that nothing of it is silent. */
function rollUpChecks(rollUp: RollUpFacts, profile: Profile): Check[] {
  const pass = (title: string, value: string): Check => ({ state: "pass", title, value });
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const checks = [
    pass(
      `Rows are rolled up to ${PERIODS[rollUp.frequency]}`,
      `${n(rollUp.rowsBefore)} rows to ${n(profile.rows)} values`,
    ),
  ];
  if (rollUp.returnRows > 0) {
    checks.push(
      pass(
        rollUp.returns === "subtract" ? "Returns are taken off" : "Negative rows are left out",
        `${count(rollUp.returnRows, "row")}, ${n(rollUp.returnedUnits)} in all`,
      ),
    );
  }
  if (rollUp.zerosFilled > 0)
    checks.push(pass("Periods without a row are 0, as chosen", count(rollUp.zerosFilled, "period")));
  if (rollUp.periodsLeftOut.length > 0) {
    const starts = rollUp.periodsLeftOut.map(day).join(" and ");
    checks.push(pass("Partial periods are left out", `from ${starts}`));
  }
  return checks;
}
