import { describe, expect, it } from "vitest";
import type { RecipeDraft } from "../recipe.ts";
import type { RollUp } from "../roll-up.ts";
import { answered } from "../understanding.ts";
import { readHostile } from "./testing.ts";

describe("a table with a column a period", () => {
  it.each<[string, string[], string[]]>([
    ["months", ["2024-01", "2024-02", "2024-03"], ["2024-01-01", "2024-02-01", "2024-03-01"]],
    ["months in words", ["Jan 2024", "Feb 2024", "Mar 2024"], ["2024-01-01", "2024-02-01", "2024-03-01"]],
    ["days", ["31.12.2023", "01.01.2024", "02.01.2024"], ["2023-12-31", "2024-01-01", "2024-01-02"]],
    ["quarters", ["2023-Q4", "2024-Q1", "2024-Q2"], ["2023-10-01", "2024-01-01", "2024-04-01"]],
    ["weeks", ["2024-W01", "2024-W02", "2024-W03"], ["2024-01-01", "2024-01-08", "2024-01-15"]],
    ["years", ["2022", "2023", "2024"], ["2022-01-01", "2023-01-01", "2024-01-01"]],
  ])("of %s becomes long", async (_what, names, times) => {
    const read = await readHostile(`item;brand;${names.join(";")}\na;x;1;2;3.5\nb;x;4;5;6\n`);
    expect(read.refused).toBeNull();
    expect(read.questions).toEqual([]);
    expect(read.recipe?.columns.map((column) => column.role)).toEqual([
      "series",
      "covariate",
      "period",
      "period",
      "period",
    ]);
    expect(read.rows).toEqual([
      ...times.map((time, i) => `a | ${time} | ${[1, 2, 3.5][i]}`),
      ...times.map((time, i) => `b | ${time} | ${[4, 5, 6][i]}`),
    ]);
  });

  it("names the file's own row and column of a cell that is wrong", async () => {
    const text = `item,2024-01,2024-02,2024-03\n${Array.from({ length: 12 }, (_, i) => `i${i},1,2,3`).join("\n")}\n\nb,4,many,6\n`;
    expect((await readHostile(text)).refused?.problems[0]).toMatchObject({ row: 15, column: "2024-02" });
    const blank = await readHostile(text.replace("many", ""));
    expect(blank.refused?.problems[0]).toMatchObject({ row: 15, column: "2024-02" });
    const missing = await readHostile(text.replace("many", ""), {
      change: (draft) => ({ ...draft, blankTarget: "missing" }),
    });
    expect(missing.rows.slice(-3)).toEqual([
      "b | 2024-01-01 | 4",
      "b | 2024-02-01 | missing",
      "b | 2024-03-01 | 6",
    ]);
    const twice = await readHostile("item,2024-01,2024-02,2024-03\na,1,2,3\na,4,5,6\n");
    expect(twice.refused?.problems[0]).toMatchObject({ row: 3, column: "2024-01" });
  });

  it("has words for not known among its numbers", async () => {
    const text = `item,2024-01,2024-02,2024-03\n${Array.from({ length: 12 }, (_, i) => `i${i},1,2,3`).join("\n")}\nb,4,NA,6\n`;
    const asked = await readHostile(text);
    const question = asked.questions[0];
    expect(question).toMatchObject({ about: "missingWords", column: "2024-02", words: ["NA"] });
    const told = await readHostile(text, {
      change: (draft) => answered(draft, question as NonNullable<typeof question>, "not_known"),
    });
    expect(told.rows.at(-2)).toBe("b | 2024-02-01 | missing");
  });

  it("asks when its days read two ways, and joins the columns that name a series only together", async () => {
    const read = await readHostile(
      "store,item,01/02/2024,02/02/2024,03/02/2024\nn,a,1,2,3\nn,b,4,5,6\ns,a,7,8,9\n",
    );
    expect(read.questions).toMatchObject([{ about: "timeFormat" }]);
    expect(read.recipe?.columns.slice(0, 2).map((column) => column.role)).toEqual(["series", "series"]);
  });
});

const SALES = [
  "item,at,units,price",
  "a,2024-01-03 10:00:00,5,2",
  "a,2024-01-03 10:00:00,5,4",
  "a,2024-01-08 09:00:00,4,2",
  "a,2024-01-09 09:00:00,-1,2",
  "a,2024-01-09 09:30:00,1,2",
  "a,2024-01-22 09:00:00,7,2",
  "b,2024-01-16 09:00:00,3,1",
  "b,2024-01-16 09:00:00,3,1",
  "b,2024-01-16 09:00:00,3,1",
  "b,2024-01-28 23:00:00,1,1",
].join("\n");

describe("single sales", () => {
  const by = (rollUp: Partial<RollUp>) => (draft: RecipeDraft) => ({
    ...answered(draft, { about: "rollUp", column: "at", text: "", choices: [], labels: [], words: [] }, "W"),
    ...(Object.keys(rollUp).length === 0
      ? {}
      : {
          rollUp: {
            frequency: "W" as const,
            aggregation: "sum" as const,
            returns: "leave_out" as const,
            emptyPeriods: "zero" as const,
            partialPeriods: "leave_out" as const,
            ...rollUp,
          },
        }),
  });

  it("are seen, and asked about", async () => {
    const read = await readHostile(SALES);
    expect(read.questions).toMatchObject([{ about: "rollUp", choices: ["D", "W", "M", "none"] }]);
    expect(read.recipe?.rollUp).toBeNull();
    expect(read.rows).toEqual([]);
    expect(read.refused?.message).toContain("already in row");
  });

  it("become weekly demand by one answer: returns left out, weeks without a sale 0, the partial first week left out", async () => {
    const read = await readHostile(SALES, { change: by({}) });
    expect(read.refused).toBeNull();
    expect(read.rows).toEqual([
      "a | 2024-01-08 | 5",
      "a | 2024-01-15 | 0",
      "a | 2024-01-22 | 7",
      "b | 2024-01-15 | 9",
      "b | 2024-01-22 | 1",
    ]);
    expect(read.rollUp).toMatchObject({
      rowsBefore: 10,
      returnRows: 1,
      returnedUnits: -1,
      periodsLeftOut: [Date.UTC(2024, 0, 1)],
      zerosFilled: 1,
    });
  });

  it.each<[string, Partial<RollUp>, string[]]>([
    ["with returns taken off", { returns: "subtract" }, ["a | 2024-01-08 | 4"]],
    ["with partial weeks kept", { partialPeriods: "keep" }, ["a | 2024-01-01 | 10"]],
    ["with empty weeks unknown", { emptyPeriods: "missing" }, ["a | 2024-01-08 | 5", "a | 2024-01-22 | 7"]],
    ["by month", { frequency: "M", partialPeriods: "keep" }, []],
    ["by day", { frequency: "D", emptyPeriods: "missing" }, ["a | 2024-01-03 | 10"]],
    ["counted", { aggregation: "count", partialPeriods: "keep" }, ["a | 2024-01-01 | 2"]],
    ["by their last value", { aggregation: "last" }, ["a | 2024-01-08 | 1"]],
  ])("%s", async (_what, rollUp, first) => {
    const read = await readHostile(SALES, { change: by(rollUp) });
    if (rollUp.frequency === "M") expect(read.refused?.message).toContain("one time");
    else expect(read.rows.slice(0, first.length)).toEqual(first);
  });

  it("that stand all in one partial period leave nothing, and say so", async () => {
    const read = await readHostile(
      "item,at,units\na,2024-01-03,1\na,2024-01-03,2\na,2024-01-04,1\na,2024-01-04,1\n",
      { change: by({}) },
    );
    expect(read.refused?.message).toContain("not whole");
  });
});
