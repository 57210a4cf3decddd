import { describe, expect, it } from "vitest";
import { type Graded, ranked, scoreOf } from "./rank.ts";
import { opportunitiesInWords, reasonsInWords } from "./view.ts";

const task = (change: Partial<Graded> = {}): Graded => ({
  name: "Order pasta",
  kind: "forecast",
  value: 4,
  feasibility: 4,
  dataReadiness: 5,
  risk: 1,
  ...change,
});

// By hand: value × min(feasibility, readiness) × (1 − 0.1 × (risk − 1)).
describe("the score of a task", () => {
  it.each([
    ["value times feasibility", {}, 16],
    ["data that are less ready hold it back", { dataReadiness: 2 }, 8],
    ["data that are readier add nothing", { dataReadiness: 5, feasibility: 3 }, 12],
    ["risk 2 takes a tenth off", { risk: 2 }, 14.4],
    ["risk 5 takes four tenths off", { risk: 5 }, 9.6],
    ["all at once", { value: 3, feasibility: 5, dataReadiness: 3, risk: 4 }, 6.3],
    ["unknown risk takes nothing off", { risk: null }, 16],
    ["unknown data hold nothing back", { dataReadiness: null }, 16],
    ["no value, no score", { value: null }, null],
    ["no feasibility, no score", { feasibility: null }, null],
    ["where a rule is better there is none", { kind: "none" }, null],
  ] as const)("%s", (_what, change, score) => {
    expect(scoreOf(task(change)).score).toBe(score);
  });

  it("says in words how it came about", () => {
    const words = (change: Partial<Graded>) => reasonsInWords(scoreOf(task(change)));
    expect(words({})).toBe("Value 4 × feasibility 4 = 16.");
    expect(words({ dataReadiness: 2, risk: 3 })).toBe(
      "Value 4 × feasibility 2 = 8; feasibility 4 counts as 2, because its data are only that ready; risk 3 takes 20 % off.",
    );
    expect(words({ dataReadiness: null })).toContain("nobody has looked at its data yet");
    expect(words({ kind: "ranking" })).toContain("only forecasts can be trained");
    expect(words({ value: null, feasibility: null })).toBe("Grade its value and feasibility to rank it.");
    expect(words({ kind: "none" })).toContain("A rule or a person");
  });
});

describe("the order", () => {
  it("puts the best first, those without a score last, and lets equals share a place", () => {
    const order = ranked([
      task({ name: "Later", value: null }),
      task({ name: "B", value: 2, feasibility: 4 }),
      task({ name: "C", value: 4, feasibility: 2 }),
      task({ name: "A", value: 4, feasibility: 2 }),
      task({ name: "Best", value: 5, feasibility: 5 }),
      task({ name: "Rule", kind: "none" }),
    ]);
    expect(order.map(({ name, rank }) => [name, rank])).toEqual([
      ["Best", 1],
      ["A", 2],
      ["C", 2],
      ["B", 2],
      ["Rule", null],
      ["Later", null],
    ]);
  });

  it("is said in one sentence", () => {
    const say = (tasks: (Graded & { isChosen?: boolean })[]) =>
      opportunitiesInWords(
        ranked(tasks).map((one) => ({
          id: one.name,
          todayMethod: "",
          hoursAYear: null,
          errorCostAYear: null,
          note: "",
          createdAt: 0,
          updatedAt: 0,
          isChosen: false,
          ...one,
        })),
      );
    expect(say([])).toBe("");
    expect(say([task({ value: null })])).toContain("Nothing is ranked yet");
    expect(say([task()])).toBe("“Order pasta” leads with 16 of 25. Nothing is chosen yet.");
    expect(say([{ ...task(), isChosen: true }])).toContain("is about “Order pasta”, which leads with 16");
    expect(say([task(), { ...task({ name: "Staff", value: 2 }), isChosen: true }])).toBe(
      "This project is about “Staff”, which stands at place 2; “Order pasta” leads with 16 of 25.",
    );
  });
});
