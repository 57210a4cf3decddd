import { expect, it } from "vitest";
import { buildPanel, type Panel } from "#lib/forecast/index.ts";
import { numericFacts } from "./column-facts.ts";
import { profileColumns } from "./columns.ts";
import { factsOf } from "./facts.ts";
import { sketchOf } from "./sketch.ts";

const { NaN: missing } = Number;

/** Series by name, a value a day from 1 January 2024 on; undefined is no row at all. */
function panelOf(series: Record<string, readonly (number | undefined)[]>): Panel {
  const ids = Object.keys(series);
  const rows = ids.flatMap((id, s) =>
    (series[id] ?? []).flatMap((y, day) => (y === undefined ? [] : [{ s, day, y }])),
  );
  return buildPanel({
    ids,
    seriesOfRow: Int32Array.from(rows, (row) => row.s),
    times: Float64Array.from(rows, (row) => Date.UTC(2024, 0, 1 + row.day)),
    values: Float64Array.from(rows, (row) => row.y),
    frequency: { unit: "D", multiple: 1 },
  });
}

it("tells a gap of a series' own from a day that all lack", () => {
  const panel = panelOf({
    a: [1, undefined, undefined, 4, 5],
    b: [1, 2, undefined, 4, 5],
  });
  const { columns } = profileColumns(panel, ["a", "b"]);
  expect(columns.missing).toEqual([2, 1]);
  expect(columns.ownMissing).toEqual([1, 0]);
  // Of one series nobody can tell.
  const alone = panelOf({ a: [1, undefined, 3] });
  expect(profileColumns(alone, ["a"]).columns.ownMissing).toEqual([1]);
});

it("finds copies at the same times only, and who ended early, in the order that is asked for", () => {
  const panel = panelOf({
    a: [1, 2, 3, undefined, missing],
    b: [1, 2, 3],
    later: [undefined, 1, 2, 3],
    c: [1, 2, 4, 5, 6],
  });
  const { columns } = profileColumns(panel, ["c", "b", "a", "later"]);
  expect(columns.sameAs).toEqual([null, null, 1, null]);
  expect(columns.endsEarly).toEqual([0, 2, 2, 1]);
  expect(() => profileColumns(panel, ["nobody"])).toThrow(RangeError);
});

it("defines nothing of a series that knows no value", () => {
  const { columns } = profileColumns(panelOf({ a: [missing, missing], b: [1, 2] }), ["a", "b"]);
  expect(columns.known).toEqual([0, 2]);
  expect([columns.mean[0], columns.adi[0], columns.endsEarly[0], columns.sameAs[0]]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it("counts the findings, and compares with the version before", () => {
  const panel = panelOf({
    a: Array.from({ length: 30 }, () => 5),
    b: Array.from({ length: 30 }, (_, t) => t % 7),
  });
  const before = {
    versionId: "before",
    number: 1,
    ids: ["a", "gone"],
    rows: 40,
    lastKnownTime: Date.UTC(2024, 0, 20),
    target: sketchOf(Float64Array.of(1, 2, 3)),
  };
  const facts = factsOf(panel, profileColumns(panel, panel.ids), { targetName: "sold", previous: before });
  expect(facts.findings).toMatchObject({ constant: 1, twin: 0, gaps: 0, short: 0 });
  expect(facts).toMatchObject({
    seriesWithFindings: 1,
    seasonLength: 7,
    target: { name: "sold", known: 60 },
  });
  // Ten days of two series are later than 20 January.
  expect(facts.previous?.newer.bins.reduce((sum, bin) => sum + bin[1], 0)).toBe(20);
  expect(facts.previous).toMatchObject({ series: 2, kept: 1 });
});

it("sums a column up by hand's figures, and tells the far end of its distribution apart", () => {
  const about = { name: "price", role: "past_only" } as const;
  const facts = numericFacts(Float64Array.of(0, 1, missing, -1, 4), about);
  // Mean 1, squares 1 + 0 + 4 + 9 = 14 over 3.
  expect(facts).toMatchObject({
    known: 4,
    missing: 1,
    zeros: 1,
    negatives: 1,
    minimum: -1,
    maximum: 4,
    mean: 1,
  });
  expect(facts.deviation).toBeCloseTo(Math.sqrt(14 / 3), 12);
  expect(facts.quantiles).toHaveLength(101);
  expect(facts.quantiles[50]).toBe(0.5);
  const peaked = numericFacts(
    Float64Array.from({ length: 1000 }, (_, i) => (i === 7 ? 1e6 : i % 10)),
    about,
  );
  expect(peaked.histogram).toMatchObject({ from: 0, to: 9, above: 1 });
  expect(peaked.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(999);
  expect(numericFacts(new Float64Array(0), about)).toMatchObject({
    mean: null,
    quantiles: [],
    histogram: null,
  });
});
