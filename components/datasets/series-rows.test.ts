import { describe, expect, it } from "vitest";
import { filterSeries, type SeriesFilter, type SeriesRow } from "./series-rows.ts";

const row = (index: number, part: Partial<SeriesRow>): SeriesRow => ({
  index,
  id: `item ${index}`,
  mean: 0,
  highest: 0,
  zeroShare: 0,
  missing: 0,
  demand: "smooth",
  zeroRun: 0,
  sparkline: [],
  ...part,
});

const ROWS = [
  row(0, { id: "B1_10", mean: 3, zeroRun: 14, demand: "erratic" }),
  row(1, { id: "B1_2", mean: null }),
  row(2, { id: "A", mean: 9, demand: "lumpy" }),
];
const ids = (filter: Partial<SeriesFilter>) =>
  filterSeries(ROWS, { text: "", demand: "all", warnings: "any", sort: "place", ...filter }).map(
    (each) => each.id,
  );

describe("filterSeries", () => {
  it.each([
    ["the file's order", {}, ["B1_10", "B1_2", "A"]],
    ["the largest mean first, unknown last", { sort: "mean" as const }, ["A", "B1_10", "B1_2"]],
    ["names with their numbers as numbers", { sort: "id" as const }, ["A", "B1_2", "B1_10"]],
    ["a part of the name in any case", { text: " b1_" }, ["B1_10", "B1_2"]],
    ["one demand class", { demand: "lumpy" as const }, ["A"]],
    ["only those that warn", { warnings: "only" as const }, ["B1_10"]],
  ])("gives %s", (_name, filter, expected) => {
    expect(ids(filter)).toEqual(expected);
    expect(ROWS.map((each) => each.index)).toEqual([0, 1, 2]);
  });
});
