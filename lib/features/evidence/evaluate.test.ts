import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import { evaluate, keeps } from "./evaluate.ts";
import { MEASURES, measureOf } from "./measures.ts";
import type { Bound } from "./state.ts";
import { claimOf, NOW, ROI, runOf, sourcesOf, versionOf } from "./testing/sources.ts";

const COMPARISONS: ClaimComparison[] = ["below", "at_most", "at_least", "above", "equal"];

describe("a claim against its sources", () => {
  it.each<[string, Partial<Bound>, string, string]>([
    ["a WAPE beside its baseline", {}, "supported", "62.2 %, seasonal naive 98.1 %"],
    ["a WAPE above its bar", { threshold: 15 }, "contradicted", "62.2 %, seasonal naive 98.1 %"],
    [
      "a year of days",
      { measure: "history_months", comparison: "at_least", threshold: 12 },
      "supported",
      "12.0 months",
    ],
    ["a count", { measure: "series_count", comparison: "equal", threshold: 4 }, "contradicted", "3 series"],
    [
      "gaps of all periods",
      { measure: "missing_share", comparison: "at_most", threshold: 10 },
      "supported",
      "10.0 %",
    ],
    [
      "a covariate with holes",
      { measure: "covariate_recorded_share", comparison: "at_least", threshold: 100, subject: "promo" },
      "contradicted",
      "99.0 %",
    ],
    [
      "an age",
      { measure: "freshness_days", comparison: "at_most", threshold: 3 },
      "contradicted",
      "695 days",
    ],
    [
      "checks, of which one of ten warns",
      { measure: "checks_passed_share", comparison: "at_least", threshold: 95 },
      "contradicted",
      "90 %",
    ],
    [
      "checks that block",
      { measure: "checks_failed", comparison: "at_most", threshold: 0 },
      "supported",
      "0 checks",
    ],
    [
      "a bias to either side",
      { measure: "bias", comparison: "at_most", threshold: 20 },
      "supported",
      "15.0 %",
    ],
    ["a saving", { measure: "saving_share", comparison: "above", threshold: 0 }, "supported", "41.0 %"],
    [
      "a verdict",
      { measure: "verdict", comparison: "at_least", threshold: 2 },
      "contradicted",
      "statistics suffice",
    ],
    ["money", { measure: "npv", comparison: "above", threshold: 0 }, "supported", "€1,200"],
    [
      "a payback",
      { measure: "payback_months", comparison: "at_most", threshold: 12 },
      "contradicted",
      "19 months",
    ],
    ["a rate", { measure: "irr", comparison: "at_least", threshold: 31 }, "supported", "31.0 %"],
  ])("says of %s", (_what, claim, state, figure) => {
    expect(evaluate(claimOf(claim), sourcesOf())).toMatchObject({ state, figure, reason: "" });
  });

  it("tells the source, its page, and since when", () => {
    expect(evaluate(claimOf({}), sourcesOf())).toMatchObject({
      source: { words: "run 1, Theta", path: "runs/1" },
      since: Date.UTC(2026, 1, 1),
    });
    expect(
      evaluate(claimOf({ measure: "npv", comparison: "above", threshold: 0 }), sourcesOf()).source,
    ).toEqual({
      words: "ROI case",
      path: "roi",
    });
  });

  it("turns when a run arrives, and when a newer one is worse", () => {
    const none = sourcesOf({ runs: [] });
    expect(evaluate(claimOf({}), none)).toMatchObject({ state: "unproven", reason: "No finished run yet." });
    const later = sourcesOf({ runs: [runOf(1), runOf(2, { metrics: { wape: 0.7 } })] });
    expect(evaluate(claimOf({}), later)).toMatchObject({ state: "contradicted", source: { path: "runs/2" } });
  });

  it("is stale when what it was measured on has a newer version, and keeps the old number", () => {
    const newer = versionOf(2, { profile: { series: 9 } });
    const versions = [newer, versionOf(1)];
    // A run of before the newest version.
    expect(evaluate(claimOf({}), sourcesOf({ versions }))).toMatchObject({
      state: "stale",
      number: 62.2,
      since: newer.createdAt,
      reason: expect.stringContaining("version 2 is newer. By the older one it is supported."),
    });
    // A claim that stays with a version or a run.
    const series = claimOf({ measure: "series_count", comparison: "at_least", threshold: 5 });
    expect(evaluate(series, sourcesOf({ versions }))).toMatchObject({ state: "supported", number: 9 });
    expect(evaluate({ ...series, pinnedTo: "version-1" }, sourcesOf({ versions }))).toMatchObject({
      state: "stale",
      number: 3,
    });
    const runs = [runOf(1), runOf(2)];
    expect(evaluate(claimOf({ pinnedTo: "1" }), sourcesOf({ runs })).reason).toContain("Run 2 is newer.");
    // A dataset of another name makes nothing old.
    const other = versionOf(7, { datasetId: "weather", id: "other" });
    expect(evaluate(claimOf({}), sourcesOf({ versions: [versionOf(1), other] })).state).toBe("supported");
  });

  it("turns with the checks of its version, and is unproven before they were judged", () => {
    const claim = claimOf({ measure: "checks_failed", comparison: "at_most", threshold: 0 });
    expect(evaluate(claim, sourcesOf()).since).toBe(Date.UTC(2026, 0, 1, 6));
    const versions = [versionOf(1, { checks: null })];
    expect(evaluate(claim, sourcesOf({ versions }))).toMatchObject({ state: "unproven" });
  });

  it("is stale when the prices behind a saving have changed, but not for errors in units", () => {
    const run = runOf(1);
    const runs = [{ ...run, verdict: run.verdict && { ...run.verdict, outdatedSince: NOW } }];
    const saving = claimOf({ measure: "saving_share", comparison: "above", threshold: 0 });
    expect(evaluate(saving, sourcesOf({ runs }))).toMatchObject({ state: "stale", since: NOW });
    expect(evaluate(claimOf({}), sourcesOf({ runs })).state).toBe("supported");
  });

  it("never paid back is contradicted, not unproven", () => {
    const roi = {
      ...ROI,
      result: ROI.result && { ...ROI.result, paybackMonths: null, breakEvenSaving: null },
    };
    expect(
      evaluate(
        claimOf({ measure: "payback_months", comparison: "at_most", threshold: 12 }),
        sourcesOf({ roi }),
      ),
    ).toMatchObject({ state: "contradicted", number: null, figure: "not within 3 years" });
    expect(
      evaluate(
        claimOf({ measure: "break_even_saving", comparison: "at_most", threshold: 50 }),
        sourcesOf({ roi }),
      ),
    ).toMatchObject({ state: "contradicted", figure: "no saving is enough" });
  });

  it.each<[string, Partial<Bound>, Parameters<typeof sourcesOf>[0], string]>([
    ["without a measure", { measure: null, comparison: null, threshold: null }, {}, "Nobody has said"],
    ["without data", { measure: "series_count" }, { versions: [] }, "No data yet."],
    ["without a ROI case", { measure: "npv" }, { roi: null }, "No ROI case yet."],
    [
      "with an incomplete one",
      { measure: "npv" },
      { roi: { ...ROI, result: null, missing: ["upkeep"] } },
      "lacks: upkeep",
    ],
    ["with an undefined score", {}, { runs: [runOf(1, { metrics: { wape: null } })] }, "denominator is zero"],
    ["with NaN", {}, { runs: [runOf(1, { metrics: { wape: Number.NaN } })] }, "denominator is zero"],
    [
      "without unit costs",
      { measure: "verdict" },
      { runs: [runOf(1, { verdict: null })] },
      "needs both unit costs",
    ],
    [
      "without dates",
      { measure: "history_months" },
      { versions: [versionOf(1, { profile: { timeFormat: "integer" } })] },
      "positions without a date",
    ],
    [
      "of a covariate that is gone",
      { measure: "covariate_recorded_share", subject: "price" },
      {},
      "no covariate “price”",
    ],
    ["pinned to what is gone", { pinnedTo: "9" }, {}, "no longer there"],
  ])("is unproven %s, and says why", (_what, claim, sources, words) => {
    const answer = evaluate(claimOf(claim), sourcesOf(sources));
    expect(answer).toMatchObject({ state: "unproven", number: null, figure: "" });
    expect(answer.reason).toContain(words);
  });

  const anyClaim = fc.record({
    measure: fc.constantFrom<ClaimMeasure>(...MEASURES.map(({ key }) => key)),
    comparison: fc.constantFrom(...COMPARISONS),
    threshold: fc.double({ min: -200, max: 200, noNaN: true }),
    subject: fc.constantFrom("", "promo"),
    pinnedTo: fc.constantFrom(null, "1", "version-1", "gone"),
  });

  it("always gives one of four states, a number only where it compares, and a source with every number", () => {
    const value = fc.option(fc.double({ min: -5, max: 5 }), { nil: null });
    fc.assert(
      fc.property(anyClaim, value, fc.integer({ min: 1, max: 3 }), (claim, wape, versions) => {
        const sources = sourcesOf({
          versions: Array.from({ length: versions }, (_, i) => versionOf(i + 1)),
          runs: [runOf(1, { metrics: { wape, mase: wape, smape: wape, bias: wape, coverage80: wape } })],
        });
        const answer = evaluate(claim, sources);
        expect(evaluate(claim, sources)).toEqual(answer);
        expect(answer.figure === "").toBe(answer.state === "unproven");
        if (answer.number !== null) {
          expect(answer.source).not.toBeNull();
          const { decimals } = measureOf(claim.measure);
          const isKept = keeps(answer.number, { ...claim, decimals });
          if (answer.state !== "stale") expect(answer.state).toBe(isKept ? "supported" : "contradicted");
        }
      }),
    );
  });

  it("is supported or contradicted, never both: a bar and its opposite", () => {
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(number, number, (value, threshold) => {
        const is = (comparison: ClaimComparison) => keeps(value, { comparison, threshold, decimals: 1 });
        expect(is("below")).toBe(!is("at_least"));
        expect(is("above")).toBe(!is("at_most"));
      }),
    );
    for (const comparison of COMPARISONS) {
      expect(keeps(Number.NaN, { comparison, threshold: 1, decimals: 1 })).toBe(false);
    }
  });

  it("shows a number on the side of its threshold on which it is", () => {
    const versions = [versionOf(1, { profile: { rows: 90_000 } })];
    const claim = claimOf({
      measure: "covariate_recorded_share",
      comparison: "at_least",
      threshold: 100,
      subject: "promo",
    });
    expect(evaluate(claim, sourcesOf({ versions }))).toMatchObject({
      state: "contradicted",
      figure: "99.99 %",
    });
  });
});
