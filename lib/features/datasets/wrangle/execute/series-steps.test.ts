import { describe, expect, it } from "vitest";
import { type BareStep, wrangled } from "../testing.ts";

const days = (id: string, values: readonly (number | null)[], from = 1) =>
  values.flatMap((value, i) =>
    value === null ? [] : [`${id} 2024-01-${String(from + i).padStart(2, "0")} ${value}`],
  );
const fill = (method: "zero" | "forward" | "interpolate" | "seasonal", more = {}): BareStep =>
  ({ kind: "fill", method, ...more }) as BareStep;
const valuesOf = (rows: readonly string[], id: string) =>
  rows.filter((row) => row.startsWith(`${id} `)).map((row) => row.split(" ")[2]);

describe("fill gaps", () => {
  // Day 3 is closed: no series has a row.
  const rows = [
    ...["a 2024-01-01 2", "a 2024-01-02 -", "a 2024-01-05 8", "a 2024-01-06 -"],
    ...days("b", [1, 1, null, 1, 1, 1]),
  ];

  it.each([
    ["zero", ["2", "0", "0", "8", "–"], 2],
    ["forward", ["2", "2", "2", "8", "–"], 2],
    ["interpolate", ["2", "3.5", "6.5", "8", "–"], 2],
    ["leave", ["2", "–", "8", "–"], 0],
  ] as const)(
    "with %s fills only what lies within a series, and no closed day",
    async (method, wanted, changed) => {
      const done = await wrangled(rows, [fill(method as never)]);
      expect(valuesOf(done.rows, "a")).toEqual(wanted);
      expect(done.facts[0]?.valuesChanged).toBe(changed);
      expect(valuesOf(done.rows, "b")).toHaveLength(5);
    },
  );

  it("fills closed days and the end of the data when told so", async () => {
    const done = await wrangled(rows, [fill("zero", { closed: "fill", until: "data_end" })]);
    expect(valuesOf(done.rows, "a")).toEqual(["2", "0", "0", "0", "8", "0"]);
    expect(valuesOf(done.rows, "b")).toEqual(["1", "1", "0", "1", "1", "1"]);
  });

  it("leaves runs that are longer than chosen whole", async () => {
    const gaps = days("a", [1, null, 3, null, null, 6]);
    const done = await wrangled(gaps, [fill("interpolate", { longest: 1, closed: "fill" })]);
    expect(done.rows).toEqual(["a 2024-01-01 1", "a 2024-01-02 2", "a 2024-01-03 3", "a 2024-01-06 6"]);
  });

  it("with the season before, then the one after, and not where no season knows", async () => {
    const gaps = days("a", [1, null, null, 4, 5, null, 7, null, null, 10]);
    const done = await wrangled(gaps, [fill("seasonal", { season: 3, closed: "fill" })]);
    // Places of the season: 1, 4, 7, 10 | 2, 5, 8 | 3, 6, 9, which nobody knows.
    expect(done.rows.map((row) => row.split("-")[2])).toEqual([
      "01 1",
      "02 5",
      "04 4",
      "05 5",
      "07 7",
      "08 5",
      "10 10",
    ]);
  });

  it("keeps a series' constants in the rows that it adds", async () => {
    const done = await wrangled(
      ["a 2024-01-01 1 x", "a 2024-01-03 3 x"],
      [fill("forward", { closed: "fill" })],
      {
        covariates: ["brand static categorical"],
      },
    );
    expect(done.rows[1]).toBe("a 2024-01-02 1 x");
  });

  it("goes by the calendar where periods are months, at the day that they stand at", async () => {
    const months = ["a 2024-01-31 1", "a 2024-02-29 2", "a 2024-04-30 4"];
    const done = await wrangled(months, [fill("interpolate", { closed: "fill" })], { frequency: "M" });
    expect(done.rows).toEqual(["a 2024-01-31 1", "a 2024-02-29 2", "a 2024-03-31 3", "a 2024-04-30 4"]);
  });
});

describe("outliers", () => {
  const rows = [...days("a", [10, 11, 12, 13, 14, 100]), ...days("b", [5, 5, 5, 5, 5, 50])];

  it("are marked series by series, and a series without spread has none", async () => {
    const done = await wrangled(rows, [{ kind: "outliers" }]);
    expect(done.covariates).toEqual(["is_outlier past_only numeric"]);
    expect(done.rows.filter((row) => row.endsWith(" 1"))).toEqual(["a 2024-01-06 100 1"]);
    expect(done.facts[0]?.valuesChanged).toBe(1);
  });

  it("are brought back to Tukey's fence", async () => {
    // R 4.3, quantile(c(10, 11, 12, 13, 14, 100), c(.25, .75)): 11.25 and 13.75; 13.75 + 1.5 * 2.5 = 17.5.
    const done = await wrangled(rows, [{ kind: "outliers", action: "clip", width: 1.5 }]);
    expect(valuesOf(done.rows, "a").at(-1)).toBe("17.5");
    expect(done.covariates).toEqual([]);
  });

  it("by robust deviations become not known", async () => {
    // Median 12.5, median distance 1.5: 12.5 + 3 * 1.4826 * 1.5 = 19.2 is under 100.
    const done = await wrangled(rows, [{ kind: "outliers", by: "deviation", action: "missing" }]);
    expect(valuesOf(done.rows, "a")).toEqual(["10", "11", "12", "13", "14", "–"]);
  });

  it("outside given limits are clipped on the side that has one", async () => {
    const done = await wrangled(rows, [{ kind: "outliers", by: "range", high: 13, action: "clip" }]);
    expect(valuesOf(done.rows, "a")).toEqual(["10", "11", "12", "13", "13", "13"]);
    expect(done.facts[0]?.valuesChanged).toBe(3);
  });
});

describe("resample", () => {
  const three = [
    ...days("a", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]),
    ...days("b", [1, null, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 1),
  ];

  it("adds up weeks from Monday, leaves partial ones out and a week with an unknown day unknown", async () => {
    // 1 January 2024 is a Monday; the 17th a Wednesday.
    const done = await wrangled(three, [{ kind: "resample", frequency: "W" }]);
    expect(done.rows).toEqual(["a 2024-01-01 28", "a 2024-01-08 77", "b 2024-01-01 –", "b 2024-01-08 7"]);
    const kept = await wrangled(three, [
      {
        kind: "resample",
        frequency: "W",
        unknowns: "known_only",
        partialPeriods: "keep",
        aggregation: "mean",
      },
    ]);
    expect(kept.rows).toEqual([
      "a 2024-01-01 4",
      "a 2024-01-08 11",
      "a 2024-01-15 16",
      "b 2024-01-01 1",
      "b 2024-01-08 1",
    ]);
  });

  it("of months at their last day makes whole quarters", async () => {
    const months = ["a 2024-01-31 1", "a 2024-02-29 2", "a 2024-03-31 3", "a 2024-04-30 4"];
    const done = await wrangled(months, [{ kind: "resample", frequency: "Q" }], { frequency: "M" });
    expect(done.rows).toEqual(["a 2024-01-01 6"]);
  });

  it("takes a number's mean and a category's last, and goes to longer periods only", async () => {
    const rows = ["a 2024-01-01 1 2 x", "a 2024-01-07 1 4 y"];
    const covariates = ["p past_only numeric", "c past_only categorical"];
    expect((await wrangled(rows, [{ kind: "resample", frequency: "W" }], { covariates })).rows).toEqual([
      "a 2024-01-01 2 3 y",
    ]);
    expect((await wrangled(rows, [{ kind: "resample", frequency: "D" }], { covariates })).refused).toMatch(
      /choose a longer one/,
    );
  });
});

describe("merge series", () => {
  const rows = [...days("old", [1, 2, 3]), ...days("new", [10, null, 30, 40], 3), ...days("c", [7])];

  it("adds up what stood at one time; before and after its own history a member is not missed", async () => {
    const done = await wrangled(rows, [{ kind: "merge", series: ["old", "new"], into: "item" }]);
    expect(done.rows).toEqual([
      "item 2024-01-01 1",
      "item 2024-01-02 2",
      "item 2024-01-03 13",
      "item 2024-01-05 30",
      "item 2024-01-06 40",
      "c 2024-01-01 7",
    ]);
    expect(done.facts[0]).toMatchObject({ seriesBefore: 3, seriesAfter: 2, rowsBefore: 7, rowsAfter: 6 });
  });

  it("is not known where a member within its history is not, unless chosen otherwise", async () => {
    const both = [...days("a", [1, 2, 3]), "b 2024-01-01 5", "b 2024-01-03 6"];
    const merge = { kind: "merge", series: ["a", "b"], into: "a" } satisfies BareStep;
    expect(valuesOf((await wrangled(both, [merge])).rows, "a")).toEqual(["6", "–", "9"]);
    expect(valuesOf((await wrangled(both, [{ ...merge, unknowns: "known_only" }])).rows, "a")).toEqual([
      "6",
      "2",
      "9",
    ]);
  });
});

describe("hierarchy", () => {
  const rows = [
    "B1_1 2024-01-01 1 B1",
    "B1_1 2024-01-02 2 B1",
    "B1_2 2024-01-01 3 B1",
    "B1_2 2024-01-02 4 B1",
    "B2_1 2024-01-01 5 B2",
    "B2_1 2024-01-02 6 B2",
  ];
  const covariates = ["brand static categorical"];

  it("adds the total, then each brand, behind the items, and brands add up to the total", async () => {
    const done = await wrangled(
      rows,
      [{ kind: "hierarchy", levels: [{ of: "total" }, { of: "covariate", column: "brand" }] }],
      { covariates },
    );
    expect(done.rows).toEqual([
      ...rows,
      "Total 2024-01-01 9 –",
      "Total 2024-01-02 12 –",
      "brand B1 2024-01-01 4 B1",
      "brand B1 2024-01-02 6 B1",
      "brand B2 2024-01-01 5 B2",
      "brand B2 2024-01-02 6 B2",
    ]);
    expect(done.facts[0]).toMatchObject({ seriesBefore: 3, seriesAfter: 6 });
  });

  it("goes by a part of the names, without the items", async () => {
    const done = await wrangled(
      rows,
      [{ kind: "hierarchy", levels: [{ of: "name_part", separator: "_", part: 1 }], items: "leave_out" }],
      { covariates },
    );
    expect(done.rows.map((row) => row.split(" ").slice(0, 3).join(" "))).toEqual([
      "B1 2024-01-01 4",
      "B1 2024-01-02 6",
      "B2 2024-01-01 5",
      "B2 2024-01-02 6",
    ]);
  });

  it("refuses names that are taken, and columns that name no groups", async () => {
    const total = { kind: "hierarchy", levels: [{ of: "total", name: "B1_1" }] } satisfies BareStep;
    expect((await wrangled(rows, [total], { covariates })).refused).toMatch(
      /“B1_1”, which another series has/,
    );
    const changing = { kind: "hierarchy", levels: [{ of: "covariate", column: "brand" }] } satisfies BareStep;
    const past = await wrangled(rows, [changing], { covariates: ["brand past_only categorical"] });
    expect(past.refused).toMatch(/not a category that is constant/);
  });
});

describe("derived covariates", () => {
  it("holidays come from the country's calendar, known ahead", async () => {
    // Italy: Liberation Day, law 260 of 27 May 1949.
    const done = await wrangled(
      ["a 2024-04-24 1", "a 2024-04-25 2", "a 2024-04-26 3"],
      [{ kind: "holidays", place: "Italy" }],
    );
    expect(done.rows).toEqual(["a 2024-04-24 1 0", "a 2024-04-25 2 1", "a 2024-04-26 3 0"]);
    expect(done.covariates).toEqual(["public_holiday known_ahead numeric"]);
    expect(done.facts[0]?.valuesChanged).toBe(1);
    // Two days more for the series that goes to the end, with its constants; none for the one that ended before.
    const ahead = await wrangled(
      ["a 2024-04-23 1 x", "a 2024-04-24 2 x", "b 2024-04-23 9 y"],
      [{ kind: "holidays", place: "IT", ahead: 2 }],
      { covariates: ["brand static categorical"] },
    );
    expect(ahead.rows).toEqual([
      "a 2024-04-23 1 x 0",
      "a 2024-04-24 2 x 0",
      "a 2024-04-25 – x 1",
      "a 2024-04-26 – x 0",
      "b 2024-04-23 9 y 0",
    ]);
    const wrong = await wrangled(["a 2024-04-24 1"], [{ kind: "holidays", place: "Itlay" }]);
    expect(wrong.refused).toMatch(/^Step 1, “Public holidays”: "Itlay" is not a country.*Did you mean IT/);
  });

  it("price changes are against the row before, and not known where one of both is", async () => {
    const rows = [
      "a 2024-01-01 1 10",
      "a 2024-01-02 1 8",
      "a 2024-01-03 1 -",
      "a 2024-01-04 1 0",
      "a 2024-01-05 1 5",
      "b 2024-01-06 1 9",
    ];
    const covariates = ["price known_ahead numeric"];
    const done = await wrangled(rows, [{ kind: "price_change", column: "price" }], { covariates });
    expect(done.rows.map((row) => row.split(" ")[4])).toEqual(["–", "-20", "–", "–", "–", "–"]);
    expect(done.covariates[1]).toBe("price_change known_ahead numeric");
    const by = await wrangled(rows, [{ kind: "price_change", column: "price", as: "difference" }], {
      covariates,
    });
    expect(by.rows.map((row) => row.split(" ")[4])).toEqual(["–", "-2", "–", "–", "5", "–"]);
  });

  it("promotions by a price's drop, by a condition and by days", async () => {
    const rows = [
      "a 2024-01-01 1 10",
      "a 2024-01-02 1 8",
      "a 2024-01-03 1 10",
      "a 2024-01-04 1 9",
      "a 2024-01-05 1 -",
    ];
    const flags = async (when: object) =>
      (await wrangled(rows, [{ kind: "promotion", when } as BareStep], { covariates: ["price"] })).rows.map(
        (row) => row.split(" ")[4],
      );
    expect(await flags({ of: "price_drop", column: "price", percent: 15 })).toEqual([
      "0",
      "1",
      "0",
      "0",
      "–",
    ]);
    expect(await flags({ of: "price_drop", column: "price", percent: 10, window: 1 })).toEqual([
      "0",
      "1",
      "0",
      "1",
      "–",
    ]);
    expect(await flags({ of: "condition", column: "price", how: "below", value: 10 })).toEqual([
      "0",
      "1",
      "0",
      "1",
      "–",
    ]);
    expect(await flags({ of: "days", ranges: [{ from: "2024-01-04", to: "2024-01-09" }] })).toEqual([
      "0",
      "0",
      "0",
      "1",
      "1",
    ]);
  });
});

describe("drop short series", () => {
  it("counts known values, and says how many went", async () => {
    const done = await wrangled(
      [...days("a", [1, 2, 3]), "b 2024-01-01 1", "b 2024-01-02 -", "b 2024-01-03 2"],
      [{ kind: "drop_short", least: 3 }],
    );
    expect(valuesOf(done.rows, "b")).toEqual([]);
    expect(done.facts[0]).toMatchObject({ seriesBefore: 2, seriesAfter: 1, rowsBefore: 6, rowsAfter: 3 });
  });
});
