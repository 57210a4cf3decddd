import type { Facts } from "../explore/facts.ts";
import type { Profile } from "../profile-schema.ts";
import { judge } from "./judge.ts";
import type { Expectation } from "./schema.ts";

/** Periods of grace, so that a delivery a little late is no news. */
const FRESH_PERIODS = 3;
const DAYS_A_PERIOD: Record<string, number> = { D: 1, W: 7, M: 31, Q: 92, Y: 366 };
/** Above this a population drifted much: Siddiqi 2006, Credit Risk Scorecards, p. 137. */
const MUCH_DRIFT = 0.25;

/**
 * What the data at hand suggest to expect of the next versions. Errors are what would make another dataset of it: its
 * columns, its frequency, a target that was never negative. All else warns. Only what this very version keeps is
 * proposed, so that a proposal never fails where it came from. `acceptedAt` in UTC milliseconds.
 */
export function proposeSuite(options: { profile: Profile; facts: Facts; acceptedAt: number }): Expectation[] {
  const { profile, facts, acceptedAt } = options;
  const all: Expectation[] = [
    {
      id: "columns",
      severity: "error",
      kind: "columns",
      columns: profile.covariates.map(({ name, kind }) => ({ name, kind })),
    },
    { id: "frequency", severity: "error", kind: "frequency", frequency: profile.frequency },
    { id: "distinct-series", severity: "warning", kind: "distinct_series" },
    ...rangeProposals(profile),
    ...(profile.isWhole
      ? [{ id: "whole-numbers", severity: "warning", kind: "whole_numbers" } as const]
      : []),
    freshnessProposal(profile, acceptedAt),
    {
      id: "gaps",
      severity: "warning",
      kind: "gaps",
      mostPercent: roomAbove(shareOf(profile.ownGaps, profile)),
    },
    ...profile.covariates
      .filter((covariate) => covariate.availability !== "static")
      .slice(0, 50)
      .map(
        (covariate, i): Expectation => ({
          id: `filled-${i + 1}`,
          severity: "warning",
          kind: "filled",
          column: covariate.name,
          mostPercent: roomAbove((100 * covariate.missing) / Math.max(1, profile.rows)),
        }),
      ),
    {
      id: "history",
      severity: "warning",
      kind: "history",
      leastPeriods: facts.seasonLength > 1 ? 2 * facts.seasonLength : 12,
    },
    {
      id: "stock-outs",
      severity: "warning",
      kind: "stock_outs",
      mostPercent: roomAbove((100 * facts.findings.stock_out) / Math.max(1, profile.series)),
    },
    { id: "series-kept", severity: "warning", kind: "series_kept", leastPercent: 95 },
    { id: "rows-kept", severity: "warning", kind: "rows_kept", leastPercent: 95 },
    { id: "drift", severity: "warning", kind: "drift", mostPsi: MUCH_DRIFT },
  ];
  return all.filter((one) => judge(one, { profile, facts, acceptedAt }).outcome !== "failed");
}

const shareOf = (gaps: number, profile: Profile) => (100 * gaps) / Math.max(1, gaps + profile.rows);

/** Half as much again, up to a whole percent; nothing stays nothing. */
function roomAbove(share: number): number {
  return share === 0 ? 0 : Math.min(100, Math.ceil(share * 1.5));
}

function rangeProposals(profile: Profile): Expectation[] {
  const range = (
    id: string,
    severity: Expectation["severity"],
    minimum: number | null,
    maximum: number | null,
  ) => ({ id, severity, kind: "range", column: "", minimum, maximum }) as const;
  return [
    ...(profile.minimum >= 0 ? [range("not-negative", "error", 0, null)] : []),
    ...(profile.maximum > 0 ? [range("not-huge", "warning", null, roundUp(10 * profile.maximum))] : []),
  ];
}

/** Up to one leading digit: 3,650 becomes 4,000. */
function roundUp(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / size) * size;
}

/** A dataset that was old when it came is a study of the past: then nothing is said of its age. */
function freshnessProposal(profile: Profile, acceptedAt: number): Expectation {
  const [, multiple = "", unit = ""] = /^(\d*)([A-Za-z]+)$/.exec(profile.frequency) ?? [];
  const days = FRESH_PERIODS * (Number(multiple) || 1) * (DAYS_A_PERIOD[unit] ?? 1);
  const age = (acceptedAt - profile.lastKnownTime) / 86_400_000;
  return {
    id: "freshness",
    severity: "warning",
    kind: "freshness",
    mostDays: Math.max(days, age <= 2 * days ? Math.ceil(2 * days) : 0),
  };
}
