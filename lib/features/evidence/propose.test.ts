import { describe, expect, it } from "vitest";
import { proposeClaims } from "./propose.ts";
import { monthsIn, readBar } from "./read-bar.ts";

describe("a bar in a field's own words", () => {
  it.each([
    ["WAPE below 15 %", { measure: "wape", comparison: "below", threshold: 15 }],
    ["wape under 0.8", { measure: "wape", comparison: "below", threshold: 80 }],
    ["sMAPE at most 30 %", { measure: "smape", comparison: "at_most", threshold: 30 }],
    ["MASE < 0.9", { measure: "mase", comparison: "below", threshold: 0.9 }],
    ["Bias within ±20 %", { measure: "bias", comparison: "at_most", threshold: 20 }],
    ["NPV above 10000", { measure: "npv", comparison: "above", threshold: 10_000 }],
    [
      "Costs a quarter less than seasonal naive",
      { measure: "saving_share", comparison: "at_least", threshold: 25 },
    ],
    ["Costs 10 % less than naive", { measure: "saving_share", comparison: "at_least", threshold: 10 }],
    ["Costs less than seasonal naive", { measure: "saving_share", comparison: "above", threshold: 0 }],
    ["WAPE as low as possible", null],
    ["The buyers like it", null],
    ["", null],
  ])("%j", (text, bar) => {
    expect(readBar(text)).toEqual(bar);
  });

  it.each([
    ["5 years", 60],
    ["18 months of tills", 18],
    ["since 2014", null],
    ["", null],
  ])("a history of %j", (text, months) => {
    expect(monthsIn(text)).toBe(months);
  });
});

describe("claims that the plan's fields suggest", () => {
  const facts = {
    blocks: [
      { key: "value_proposition", fields: {} },
      { key: "prediction_task", fields: { series: "118 pasta items" } },
      {
        key: "data_sources",
        fields: {
          sources: [
            { id: "a", history: "3 years" },
            { id: "b", history: "18 months" },
          ],
        },
      },
      {
        key: "feature_engineering",
        fields: {
          features: [
            { id: "a", name: "Promotion" },
            { id: "b", name: "Price" },
          ],
        },
      },
      { key: "offline_evaluation", fields: { metric: "wape", launchBar: "WAPE below 60 %" } },
      {
        key: "live_monitoring",
        fields: { monitors: [{ id: "a", metric: "Bias", threshold: "within ±20 %" }] },
      },
    ] as Parameters<typeof proposeClaims>[0]["blocks"],
    covariates: ["promo", "brand"],
    roi: { years: 1 },
    currency: "EUR",
    claims: [],
  };

  it("are bound, in the order of the blocks", () => {
    expect(proposeClaims(facts).map(({ text, bound }) => [text, bound])).toEqual([
      ["Pays back within a year", "Months until it has paid back at most 12 months"],
      ["Is worth more than it costs", "Net present value above €0"],
      ["All 118 series are in the data", "Number of series at least 118 series"],
      ["18 months of history", "Length of history at least 18 months"],
      [
        "Promotion is recorded for every series and period",
        "Share of rows in which a covariate is recorded (promo) at least 100 %",
      ],
      ["WAPE below 60 %", "WAPE below 60 %"],
      ["Bias within ±20 %", "Bias, high or low at most 20 %"],
    ]);
  });

  it("leave out what is claimed already, whatever its number", () => {
    const claims = [{ block: "offline_evaluation", measure: "wape" as const, subject: "" }];
    expect(proposeClaims({ ...facts, claims }).map(({ measure }) => measure)).not.toContain("wape");
  });

  it("are none for an empty plan", () => {
    const blocks = facts.blocks.map(({ key }) => ({ key, fields: {} }));
    expect(proposeClaims({ ...facts, blocks, roi: null })).toEqual([]);
  });
});
