import { expect, it } from "vitest";
import { buildPanel } from "#lib/forecast/index.ts";
import { futureOf, pastOf } from "./job.ts";

const DAY = 86_400_000;
const panel = buildPanel({
  ids: ["late", "early"],
  seriesOfRow: Int32Array.from([0, 0, 1, 1, 1, 1]),
  times: Float64Array.from([2, 3, 0, 1, 3, 4], (day) => day * DAY),
  values: Float64Array.from([7, 8, 1, 2, 3, 4]),
  frequency: { unit: "D", multiple: 1 },
  covariates: [
    {
      name: "promo",
      availability: "known_ahead",
      kind: "numeric",
      values: Float64Array.from([0, 1, 0, 0, 1, 1]),
    },
    {
      name: "brand",
      availability: "static",
      kind: "categorical",
      values: Float64Array.from([1, 1, 0, 0, 0, 0]),
      categories: ["A", "B"],
    },
  ],
});

it("ends at the cutoff, says each missing period, and leaves out who has not begun", () => {
  expect(pastOf(panel, 1).trim().split("\n")).toEqual([
    "unique_id,ds,y,promo,brand",
    "1,1970-01-01T00:00:00,1,0,A",
    "1,1970-01-02T00:00:00,2,0,A",
  ]);
  expect(pastOf(panel, 3).trim().split("\n").slice(1)).toEqual([
    "0,1970-01-03T00:00:00,7,0,B",
    "0,1970-01-04T00:00:00,8,1,B",
    "1,1970-01-01T00:00:00,1,0,A",
    "1,1970-01-02T00:00:00,2,0,A",
    "1,1970-01-03T00:00:00,,,A",
    "1,1970-01-04T00:00:00,3,1,A",
  ]);
});

it("tells what is known ahead of every step, and no value", () => {
  const set = { name: "x", about: "", seasonLength: 7, cutoffs: [2], panel, horizonSteps: 2 };
  expect(futureOf(set, 2).trim().split("\n")).toEqual([
    "unique_id,ds,promo",
    "0,1970-01-04T00:00:00,1",
    "0,1970-01-05T00:00:00,",
    "1,1970-01-04T00:00:00,1",
    "1,1970-01-05T00:00:00,1",
  ]);
});
