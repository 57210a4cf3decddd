import { describe, expect, it } from "vitest";
import type { Facts } from "../explore/facts.ts";
import { FINDING_KINDS } from "../explore/findings.ts";
import { sketchOf } from "../explore/sketch.ts";
import type { Profile } from "../profile-schema.ts";
import { type Evidence, judge } from "./judge.ts";
import { proposeSuite } from "./propose.ts";
import { type Expectation, ExpectationSchema, type Result } from "./schema.ts";

const DAY = 86_400_000;
const column = (name: string, minimum: number | null, maximum: number | null) =>
  ({ name, role: "target", kind: "numeric", minimum, maximum }) as unknown as Facts["target"];
const even = (from: number, count: number) =>
  sketchOf(Float64Array.from({ length: count }, (_, i) => from + i));

function evidenceOf(profile: Partial<Profile> = {}, facts: Partial<Facts> = {}): Evidence {
  return {
    acceptedAt: Date.UTC(2024, 6, 1),
    profile: {
      rows: 900,
      series: 10,
      timeFormat: "iso",
      frequency: "D",
      lastKnownTime: Date.UTC(2024, 6, 1) - 2 * DAY,
      ownGaps: 100,
      seriesWithOwnGaps: 4,
      isWhole: true,
      minimum: 0,
      maximum: 365,
      shortestSeries: 90,
      covariates: [{ name: "promo", availability: "known_ahead", kind: "numeric", missing: 9 }],
      ...profile,
    } as unknown as Profile,
    facts: {
      seasonLength: 7,
      target: column("y", 0, 365),
      targetSketch: even(1, 100),
      covariates: [column("promo", 0, 1)],
      findings: Object.fromEntries(FINDING_KINDS.map((kind) => [kind, kind === "stock_out" ? 2 : 0])),
      previous: {
        versionId: "v1",
        number: 1,
        series: 20,
        kept: 19,
        rows: 1000,
        target: even(1, 100),
        newer: even(1, 100),
      },
      ...facts,
    } as Facts,
  };
}

type Asked = Omit<Extract<Expectation, { kind: Expectation["kind"] }>, "id" | "severity"> &
  Record<string, unknown>;
const asked = (rest: Asked): Expectation =>
  ExpectationSchema.parse({ id: "one", severity: "error", ...rest });

describe("an expectation", () => {
  it.each<[Asked, Result["outcome"], string]>([
    [{ kind: "columns", columns: [{ name: "promo", kind: "numeric" }] }, "passed", "1 covariate"],
    [{ kind: "columns", columns: [{ name: "price", kind: "numeric" }] }, "failed", "without price"],
    [
      { kind: "columns", columns: [{ name: "promo", kind: "categorical" }] },
      "failed",
      "of another kind: promo",
    ],
    [{ kind: "frequency", frequency: "W" }, "failed", "daily"],
    [{ kind: "distinct_series" }, "passed", "none"],
    [{ kind: "freshness", mostDays: 2 }, "passed", "2 days"],
    [{ kind: "freshness", mostDays: 1 }, "failed", "2 days"],
    [{ kind: "range", column: "", minimum: 0, maximum: null }, "passed", "0 to 365"],
    [{ kind: "range", column: "", minimum: null, maximum: 364 }, "failed", "0 to 365"],
    [{ kind: "range", column: "gone", minimum: 0, maximum: null }, "failed", "there is no such column"],
    [{ kind: "whole_numbers" }, "passed", "all of them"],
    [{ kind: "gaps", mostPercent: 10 }, "passed", "10 %, 100 gaps in 4 series"],
    [{ kind: "gaps", mostPercent: 9.9 }, "failed", "10 %, 100 gaps in 4 series"],
    [{ kind: "filled", column: "promo", mostPercent: 1 }, "passed", "1 % missing"],
    [{ kind: "filled", column: "gone", mostPercent: 100 }, "failed", "there is no such covariate"],
    [{ kind: "history", leastPeriods: 91 }, "failed", "the shortest has 90"],
    [{ kind: "series_count", least: 10 }, "passed", "10"],
    [{ kind: "stock_outs", mostPercent: 20 }, "passed", "20 %, 2 series"],
    [{ kind: "stock_outs", mostPercent: 19 }, "failed", "20 %, 2 series"],
    [{ kind: "series_kept", leastPercent: 95 }, "passed", "19 of 20"],
    [{ kind: "series_kept", leastPercent: 96 }, "failed", "19 of 20"],
    [{ kind: "rows_kept", leastPercent: 91 }, "failed", "900, before 1,000"],
    [{ kind: "drift", mostPsi: 0 }, "passed", "0 of its newer values"],
  ])("%o", (rest, outcome, found) => {
    expect(judge(asked(rest), evidenceOf())).toMatchObject({ outcome, found });
  });

  it("sees newer values that are others, and the whole where none is newer", () => {
    const drift = asked({ kind: "drift", mostPsi: 0.25 });
    const { previous } = evidenceOf().facts;
    const moved = { ...(previous as NonNullable<Facts["previous"]>), newer: even(500, 100) };
    expect(judge(drift, evidenceOf({}, { previous: moved })).outcome).toBe("failed");
    const rewritten = { ...moved, newer: sketchOf(new Float64Array(0)) };
    expect(judge(drift, evidenceOf({}, { previous: rewritten }))).toMatchObject({
      outcome: "passed",
      found: "0 over its whole history",
    });
  });

  it("is skipped where it cannot be judged, and says why", () => {
    for (const kind of ["series_kept", "rows_kept"] as const)
      expect(judge(asked({ kind, leastPercent: 95 }), evidenceOf({}, { previous: null })).outcome).toBe(
        "skipped",
      );
    const undated = evidenceOf({ timeFormat: "integer" });
    expect(judge(asked({ kind: "freshness", mostDays: 1 }), undated)).toMatchObject({
      outcome: "skipped",
      found: "its times are positions without a date",
    });
  });
});

describe("a proposal", () => {
  const proposed = (evidence: Evidence) => proposeSuite(evidence);

  it("is kept by the data that it comes from, whatever they are", () => {
    const odd = [
      evidenceOf(),
      evidenceOf({ minimum: -5, isWhole: false, shortestSeries: 3 }, { target: column("y", -5, 365) }),
      evidenceOf({ maximum: 0, lastKnownTime: 0 }, { target: column("y", 0, 0), previous: null }),
    ];
    for (const evidence of odd) {
      const results = proposed(evidence).map((one) => judge(one, evidence));
      expect(results.filter((result) => result.outcome === "failed")).toEqual([]);
    }
  });

  it("blocks for another shape and for values that were never negative, and warns of the rest", () => {
    const errors = proposed(evidenceOf())
      .filter((one) => one.severity === "error")
      .map((one) => one.id);
    expect(errors).toEqual(["columns", "frequency", "not-negative"]);
    const returns = evidenceOf({ minimum: -5 }, { target: column("y", -5, 365) });
    expect(proposed(returns).map((one) => one.id)).not.toContain("not-negative");
  });

  it("says nothing of the age of a study of the past", () => {
    const ids = (evidence: Evidence) => proposed(evidence).map((one) => one.id);
    expect(ids(evidenceOf())).toContain("freshness");
    expect(ids(evidenceOf({ lastKnownTime: Date.UTC(2014, 0, 1) }))).not.toContain("freshness");
  });
});
