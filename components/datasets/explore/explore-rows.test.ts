import { expect, it } from "vitest";
import { profileColumns } from "#lib/features/datasets/explore/columns.ts";
import { buildPanel } from "#lib/forecast/index.ts";
import { exploreRows, filterRows, findingCounts, NO_FILTER, sortRows } from "./explore-rows.ts";

const DAYS = 60;
const shapes: Record<string, (day: number) => number> = {
  "Item 10": (day) => 10 + (day % 7),
  "item 2": (day) => (day > 20 && day < 31 ? 0 : 20 + (day % 7)),
  rare: (day) => (day % 5 === 0 ? 3 : 0),
  never: () => 0,
};
const ids = Object.keys(shapes);
const rowsOf = (id: string) =>
  Array.from({ length: DAYS }, (_, day) => (shapes[id] as (d: number) => number)(day));
const panel = buildPanel({
  ids,
  seriesOfRow: Int32Array.from(ids.flatMap((_, s) => Array<number>(DAYS).fill(s))),
  times: Float64Array.from(
    ids.flatMap(() => Array.from({ length: DAYS }, (_, d) => Date.UTC(2024, 0, 1 + d))),
  ),
  values: Float64Array.from(ids.flatMap(rowsOf)),
});
const rows = exploreRows(profileColumns(panel, ids));
const names = (list: typeof rows) => list.map((row) => row.id);

it("knows the class and the findings of each series", () => {
  expect(rows.map(({ id, demand, findings }) => [id, demand, findings])).toEqual([
    ["Item 10", "smooth", []],
    ["item 2", "smooth", ["stock_out"]],
    ["rare", "intermittent", ["mostly_zero"]],
    ["never", "none", ["mostly_zero", "constant"]],
  ]);
  expect(Object.fromEntries(findingCounts(rows))).toEqual({ stock_out: 1, mostly_zero: 2, constant: 1 });
});

it("filters by text, class and finding", () => {
  expect(names(filterRows(rows, { ...NO_FILTER, text: " ITEM " }))).toEqual(["Item 10", "item 2"]);
  expect(names(filterRows(rows, { ...NO_FILTER, demand: "intermittent" }))).toEqual(["rare"]);
  expect(names(filterRows(rows, { ...NO_FILTER, finding: "mostly_zero" }))).toEqual(["rare", "never"]);
  expect(names(filterRows(rows, { ...NO_FILTER, finding: "none" }))).toEqual(["Item 10"]);
  expect(filterRows(rows, { ...NO_FILTER, finding: "some" })).toHaveLength(3);
});

it("sorts names as people do, numbers both ways, and what is not defined last", () => {
  expect(names(sortRows(rows, { key: "id", isDown: false }))).toEqual(["item 2", "Item 10", "never", "rare"]);
  expect(names(sortRows(rows, { key: "mean", isDown: true }))).toEqual([
    "item 2",
    "Item 10",
    "rare",
    "never",
  ]);
  const holed = rows.map((row) => (row.id === "rare" ? { ...row, season: null } : row));
  for (const isDown of [true, false])
    expect(names(sortRows(holed, { key: "season", isDown })).at(-1)).toBe("rare");
  expect(names(sortRows(rows, { key: "place", isDown: true }))).toEqual(ids.toReversed());
});
