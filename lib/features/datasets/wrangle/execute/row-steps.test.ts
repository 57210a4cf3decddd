import { describe, expect, it } from "vitest";
import { type BareStep, wrangled } from "../testing.ts";

const TWO = ["a 2024-01-01 1", "a 2024-01-02 -", "a 2024-01-03 3", "b 2024-01-01 10", "b 2024-01-03 30"];

describe("filter", () => {
  it.each([
    ["series by name", { of: "series", texts: ["b"] }, ["b 2024-01-01 10", "b 2024-01-03 30"]],
    ["series by a part of the name", { of: "series", how: "contains", texts: ["a"] }, TWO.slice(0, 3)],
    ["days, both ends", { of: "time", from: "2024-01-01", to: "2024-01-02" }, [TWO[0], TWO[1], TWO[3]]],
    ["values", { of: "value", how: "at_least", value: 3 }, [TWO[2], TWO[3], TWO[4]]],
    ["what is not known", { of: "value", how: "unknown" }, [TWO[1]]],
  ] as const)("keeps %s, and leaves out just the others", async (_name, where, kept) => {
    const dash = (lines: readonly (string | undefined)[]) => lines.map((line) => line?.replace(/ -$/, " –"));
    const known = await wrangled(TWO, [{ kind: "filter", where: structuredClone(where) as never }]);
    if (known.refused !== null) expect(known.refused).toMatch(/No known value of the target is left/);
    else expect(known.rows).toEqual(dash(kept));
    const rest = await wrangled(TWO, [
      { kind: "filter", rows: "leave_out", where: structuredClone(where) as never },
    ]);
    expect(rest.rows).toEqual(dash(TWO.filter((line) => !kept.includes(line as never))));
  });

  it("by a category takes its text, and no order", async () => {
    const rows = ["a 2024-01-01 1 x", "a 2024-01-02 2 y's"];
    const covariates = ["kind past_only categorical"];
    const step = {
      kind: "filter",
      where: { of: "value", column: "kind", how: "equal", value: "y's" },
    } satisfies BareStep;
    expect((await wrangled(rows, [step], { covariates })).rows).toEqual(["a 2024-01-02 2 y's"]);
    const above = { ...step, where: { ...step.where, how: "above" } } satisfies BareStep;
    expect((await wrangled(rows, [above], { covariates })).refused).toMatch(
      /^Step 1, “Filter rows”: “kind” is a category/,
    );
  });

  it("that leaves nothing is refused by its own name", async () => {
    const step = {
      kind: "filter",
      name: "Only shop 9",
      where: { of: "series", texts: ["9"] },
    } satisfies BareStep;
    expect((await wrangled(TWO, [step])).refused).toMatch(/^Step 1, “Only shop 9”: No row is left/);
  });

  it("by dates is refused where times are positions", async () => {
    const step = { kind: "filter", where: { of: "time", from: "2024-01-01" } } satisfies BareStep;
    const at = await wrangled(["a 1 5", "a 2 6"], [step], { frequency: "int" });
    expect(at.refused).toMatch(/times of this data are positions/);
  });
});

describe("mask", () => {
  it("makes targets not known and keeps rows and covariates", async () => {
    const rows = ["a 2024-01-01 1 7", "a 2024-01-02 2 8", "b 2024-01-02 3 9"];
    const step = { kind: "mask", from: "2024-01-02", to: "2024-01-31", series: ["a"] } satisfies BareStep;
    const done = await wrangled(rows, [step], { covariates: ["p"] });
    expect(done.rows).toEqual(["a 2024-01-01 1 7", "a 2024-01-02 – 8", "b 2024-01-02 3 9"]);
    expect(done.facts[0]).toMatchObject({ valuesChanged: 1, knownBefore: 3, knownAfter: 2, rowsAfter: 3 });
  });

  it("of a series that is nowhere is refused, but not where only some files are looked at", async () => {
    const step = { kind: "mask", from: "2024-01-02", to: "2024-01-02", series: ["z"] } satisfies BareStep;
    expect((await wrangled(TWO, [step])).refused).toMatch(/There is no series “z”/);
    expect((await wrangled(TWO, [step], { isWhole: false })).facts[0]).toMatchObject({
      valuesChanged: 0,
      seriesAfter: null,
    });
  });
});

describe("rename", () => {
  it("gives a covariate or a series another name", async () => {
    const done = await wrangled(
      ["a 2024-01-01 1 7"],
      [
        { kind: "rename", from: "p", to: "price" },
        { kind: "rename", what: "series", from: "a", to: "milk; drop" },
      ],
      { covariates: ["p"] },
    );
    expect(done.covariates).toEqual(["price past_only numeric"]);
    expect(done.rows).toEqual(["milk; drop 2024-01-01 1 7"]);
  });

  it("to a name that is taken is refused with the way out", async () => {
    const done = await wrangled(TWO, [{ kind: "rename", what: "series", from: "a", to: "b" }]);
    expect(done.refused).toMatch(/There is a series “b” already.*merge/);
  });
});

describe("cast", () => {
  const rows = ["a 2024-01-01 1.5 10", "a 2024-01-02 2 true", "a 2024-01-03 -2.5 nan"];
  const covariates = ["c past_only categorical"];

  it("of texts to numbers refuses what is none, or takes it as not known, as chosen", async () => {
    const step = { kind: "cast", column: "c", to: "number" } satisfies BareStep;
    expect((await wrangled(rows, [step], { covariates })).refused).toMatch(/1 texts of “c” are no numbers/);
    const done = await wrangled(rows, [{ ...step, otherwise: "missing" }], { covariates });
    expect(done.rows).toEqual(["a 2024-01-01 1.5 10", "a 2024-01-02 2 1", "a 2024-01-03 -2.5 –"]);
    expect(done.facts[0]?.valuesChanged).toBe(1);
    expect(done.covariates).toEqual(["c past_only numeric"]);
  });

  it("of numbers to categories writes whole ones without a point", async () => {
    const done = await wrangled(
      ["a 2024-01-01 1 3", "a 2024-01-02 1 2.5"],
      [{ kind: "cast", column: "c", to: "category" }],
      {
        covariates: ["c"],
      },
    );
    expect(done.rows).toEqual(["a 2024-01-01 1 3", "a 2024-01-02 1 2.5"]);
    expect(done.covariates).toEqual(["c past_only categorical"]);
  });

  it("of the target to whole numbers rounds only as chosen", async () => {
    expect((await wrangled(rows, [{ kind: "cast", to: "whole" }], { covariates })).refused).toMatch(
      /2 values are not whole/,
    );
    const done = await wrangled(rows, [{ kind: "cast", to: "whole", rounding: "nearest" }], { covariates });
    expect(done.rows.map((row) => row.split(" ")[2])).toEqual(["2", "2", "-3"]);
    expect(done.facts[0]?.valuesChanged).toBe(2);
  });
});

describe("currency and unit", () => {
  it("takes the rate that began last before each day", async () => {
    const rates = [
      { from: "2024-01-02", rate: 3 },
      { from: "2024-01-01", rate: 2 },
    ];
    const done = await wrangled(TWO, [{ kind: "convert", by: { of: "rates", rates } }]);
    expect(done.rows).toEqual([
      "a 2024-01-01 2",
      "a 2024-01-02 –",
      "a 2024-01-03 9",
      "b 2024-01-01 20",
      "b 2024-01-03 90",
    ]);
    expect(done.facts[0]?.valuesChanged).toBe(4);
    const late = await wrangled(TWO, [{ kind: "convert", by: { of: "rates", rates: rates.slice(0, 1) } }]);
    expect(late.refused).toMatch(/2 rows stand before the first rate/);
  });

  it("by another column refuses a value that this one has nothing for", async () => {
    const step = {
      kind: "convert",
      operation: "divide",
      by: { of: "covariate", column: "pack" },
    } satisfies BareStep;
    const covariates = ["pack"];
    const done = await wrangled(["a 2024-01-01 12 6", "a 2024-01-02 5 5"], [step], { covariates });
    expect(done.rows).toEqual(["a 2024-01-01 2 6", "a 2024-01-02 1 5"]);
    const none = await wrangled(["a 2024-01-01 12 0", "a 2024-01-02 5 -"], [step], { covariates });
    expect(none.refused).toMatch(/For 2 values there is nothing to divide by/);
  });
});

describe("a step that is switched off", () => {
  it("does nothing and says nothing", async () => {
    const step = { kind: "drop_short", least: 99, isOn: false } satisfies BareStep;
    expect(await wrangled(TWO, [step])).toMatchObject({ refused: null, facts: [] });
  });
});
