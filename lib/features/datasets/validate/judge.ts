import { populationStability } from "../difference/distribution.ts";
import type { Facts } from "../explore/facts.ts";
import type { Profile } from "../profile-schema.ts";
import { frequencyName } from "./frequency-name.ts";
import type { Expectation, Result } from "./schema.ts";
import { count, n, percent, titleOf } from "./words.ts";

const DAY_MS = 86_400_000;
const NO_PREVIOUS = "there is no version before to compare with";

/** What an expectation is judged by: all of it kept with the version, so that the answer never changes by itself. */
export interface Evidence {
  profile: Profile;
  facts: Facts;
  /** When the version was accepted, UTC milliseconds. */
  acceptedAt: number;
}

type Answer = { outcome: Result["outcome"]; found: string };

const answer = (isMet: boolean, found: string): Answer => ({ outcome: isMet ? "passed" : "failed", found });
const skipped = (found: string): Answer => ({ outcome: "skipped", found });

/** How a version meets an expectation. What cannot be judged (no version before, no dates) is skipped and says why. */
export function judge(expectation: Expectation, evidence: Evidence): Result {
  const { id, severity, kind } = expectation;
  return { id, severity, kind, title: titleOf(expectation), ...answerOf(expectation, evidence) };
}

function answerOf(expectation: Expectation, { profile, facts, acceptedAt }: Evidence): Answer {
  switch (expectation.kind) {
    case "columns":
      return columnsAnswer(expectation.columns, profile);
    case "frequency":
      return answer(profile.frequency === expectation.frequency, frequencyName(profile.frequency));
    case "distinct_series":
      return answer(
        facts.findings.twin === 0,
        facts.findings.twin === 0 ? "none" : count(facts.findings.twin, "copy", "copies"),
      );
    case "freshness": {
      if (profile.timeFormat === "integer") return skipped("its times are positions without a date");
      const days = (acceptedAt - profile.lastKnownTime) / DAY_MS;
      return answer(days <= expectation.mostDays, count(Math.max(0, Math.floor(days)), "day"));
    }
    case "range":
      return rangeAnswer(expectation, facts);
    case "whole_numbers":
      return answer(profile.isWhole, profile.isWhole ? "all of them" : "some have decimals");
    case "gaps": {
      const whole = profile.ownGaps + profile.rows;
      const share = whole > 0 ? (100 * profile.ownGaps) / whole : 0;
      return answer(
        share <= expectation.mostPercent,
        profile.ownGaps === 0
          ? "none"
          : `${percent(share)}, ${count(profile.ownGaps, "gap")} in ${count(profile.seriesWithOwnGaps, "series", "series")}`,
      );
    }
    case "filled": {
      const covariate = profile.covariates.find((one) => one.name === expectation.column);
      if (!covariate) return answer(false, "there is no such covariate");
      const share = profile.rows > 0 ? (100 * covariate.missing) / profile.rows : 0;
      return answer(
        share <= expectation.mostPercent,
        covariate.missing === 0 ? "in all rows" : `${percent(share)} missing`,
      );
    }
    case "history":
      return answer(
        profile.shortestSeries >= expectation.leastPeriods,
        `the shortest has ${n(profile.shortestSeries)}`,
      );
    case "series_count":
      return answer(profile.series >= expectation.least, n(profile.series));
    case "stock_outs": {
      const { stock_out: suspected } = facts.findings;
      const share = (100 * suspected) / Math.max(1, profile.series);
      return answer(
        share <= expectation.mostPercent,
        suspected === 0 ? "none" : `${percent(share)}, ${n(suspected)} series`,
      );
    }
    case "series_kept": {
      if (!facts.previous) return skipped(NO_PREVIOUS);
      const { kept, series } = facts.previous;
      return answer(100 * kept >= expectation.leastPercent * series, `${n(kept)} of ${n(series)}`);
    }
    case "rows_kept": {
      if (!facts.previous) return skipped(NO_PREVIOUS);
      const { rows } = facts.previous;
      return answer(
        100 * profile.rows >= expectation.leastPercent * rows,
        `${n(profile.rows)}, before ${n(rows)}`,
      );
    }
    case "drift":
      return driftAnswer(expectation.mostPsi, facts);
  }
}

function columnsAnswer(expected: readonly { name: string; kind: string }[], profile: Profile): Answer {
  const missing = expected.filter((one) => !profile.covariates.some((has) => has.name === one.name));
  const other = expected.filter((one) =>
    profile.covariates.some((has) => has.name === one.name && has.kind !== one.kind),
  );
  const names = (list: readonly { name: string }[]) => list.map((one) => one.name).join(", ");
  const wrong = [
    ...(missing.length > 0 ? [`without ${names(missing)}`] : []),
    ...(other.length > 0 ? [`of another kind: ${names(other)}`] : []),
  ];
  return answer(
    wrong.length === 0,
    wrong.length === 0 ? count(expected.length, "covariate") : wrong.join("; "),
  );
}

function rangeAnswer(
  { column, minimum, maximum }: Extract<Expectation, { kind: "range" }>,
  facts: Facts,
): Answer {
  const found = column === "" ? facts.target : facts.covariates.find((one) => one.name === column);
  if (!found) return answer(false, "there is no such column");
  if (found.kind === "categorical") return answer(false, "it holds categories, not numbers");
  if (found.minimum === null || found.maximum === null) return skipped("it has no values");
  const isMet =
    (minimum === null || found.minimum >= minimum) && (maximum === null || found.maximum <= maximum);
  return answer(isMet, `${n(found.minimum)} to ${n(found.maximum)}`);
}

/** Values later than all of the version before, against all of it; where nothing is later, the whole against the whole. */
function driftAnswer(mostPsi: number, facts: Facts): Answer {
  const { previous } = facts;
  if (!previous) return skipped(NO_PREVIOUS);
  const isNewer = previous.newer.bins.length > 0;
  const psi = populationStability(previous.target, isNewer ? previous.newer : facts.targetSketch);
  if (!Number.isFinite(psi)) return skipped("one of the two has no values");
  return answer(psi <= mostPsi, `${n(psi)} ${isNewer ? "of its newer values" : "over its whole history"}`);
}
