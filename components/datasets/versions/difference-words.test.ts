import { expect, it } from "vitest";
import type { Difference } from "#lib/features/datasets/index.ts";
import { differenceSentence, driftState } from "./difference-words.ts";

const NONE: Difference = {
  rows: {
    ...{ from: 5, to: 5, same: 5, changed: 0 },
    added: { ofNewSeries: 0, later: 0, inHistory: 0 },
    removed: { ofGoneSeries: 0, earlier: 0, inHistory: 0 },
  },
  series: { from: 1, to: 1, new: 0, gone: 0, newIds: [], goneIds: [] },
  history: {
    ...{ values: 0, series: 0, periods: 0, amount: 0, absolute: 0, becameKnown: 0, becameUnknown: 0 },
    ...{ largest: [], bySeries: [], byPeriod: [] },
  },
  covariates: [],
  drift: [],
  frequency: { from: "D", to: "D" },
  parts: { from: 1, to: 1, shared: 0 },
};

it("says what came, went and was rewritten", () => {
  const numbers = { from: 1, to: 3 };
  expect(differenceSentence(NONE, numbers)).toBe(
    "The rows of versions 1 and 3 are the same, value for value.",
  );
  const found = {
    ...NONE,
    rows: { ...NONE.rows, changed: 3, added: { ofNewSeries: 4, later: 1_200, inHistory: 0 } },
    series: { ...NONE.series, new: 1, gone: 2 },
    history: { ...NONE.history, values: 2 },
  };
  expect(differenceSentence(found, numbers)).toBe(
    "Against version 1, version 3 has 1,204 rows more, 1 new series, 2 series gone, 2 values of the past rewritten and 1 row with other inputs.",
  );
});

it("calls a drift by the customary bounds", () => {
  expect([0.0999, 0.1, 0.25, null].map((psi) => driftState(psi).words)).toEqual([
    "hardly",
    "some",
    "much",
    "no values",
  ]);
});
