import { describe, expect, it } from "vitest";
import type { Profile } from "../profile.ts";
import { recipeOf } from "../testing.ts";
import { type MeasuredDataset, measuredCells, offersOf } from "./offers.ts";

const DAY = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1);
const dataset = (change: Partial<MeasuredDataset> = {}): MeasuredDataset => ({
  datasetId: "d",
  name: "Till sales",
  createdAt: FIRST + 101.5 * DAY,
  recipe: recipeOf([
    ["shop", "series"],
    ["item", "series"],
    ["ds", "time"],
    ["y", "target"],
  ]),
  profile: {
    ...{ frequency: "D", firstTime: FIRST, lastTime: FIRST + 99 * DAY, lastKnownTime: FIRST + 99 * DAY },
    ...{ rows: 190, missingPeriods: 10, blankTargets: 0, periods: 100 },
  } as unknown as Profile,
  owner: "",
  ...change,
});
const CELLS = {
  name: "Till sales",
  grain: "shop, item, day",
  history: "1 Jan 2024 to 9 Apr 2024, 5.0 % missing",
  delay: "2.5 days when accepted",
};

it("measures grain, history, missing share and delay", () => {
  expect(measuredCells(dataset())).toEqual(CELLS);
  expect(measuredCells(dataset({ owner: "Controlling" })).owner).toBe("Controlling");
  // Accepted years later: the age is no delay.
  expect(measuredCells(dataset({ createdAt: FIRST + 2000 * DAY })).delay).toBeUndefined();
});

describe("offers", () => {
  const plan = (row: Record<string, string> | null, delay = "") => ({ sources: row ? [row] : [], delay });
  it("name what is not said, or said otherwise, and nothing else", () => {
    expect(offersOf([dataset()], plan(null)).map((offer) => [offer.block, offer.facts.length])).toEqual([
      ["data_sources", 3],
      ["collecting_data", 1],
    ]);
    const said = { ...CELLS, name: "TILL SALES ", history: "since 2014", owner: "Mia" };
    expect(offersOf([dataset({ owner: "Controlling" })], plan(said, CELLS.delay))).toEqual([
      {
        ...{ block: "data_sources", datasetId: "d", name: "Till sales" },
        facts: [{ key: "history", label: "History", measured: CELLS.history, planned: "since 2014" }],
      },
    ]);
    expect(offersOf([dataset()], plan(CELLS, CELLS.delay))).toEqual([]);
  });
});
