import { describe, expect, it } from "vitest";
import { type Graded, ranked, scoreInWords, scoreOf } from "./rank.ts";
import { taskWith as task } from "./testing/task.ts";
import { type Opportunity, opportunitiesInWords, reasonsInWords } from "./view.ts";
import { WHEN_NOT_KEYS } from "./when-not.ts";

// By hand: value × min(feasibility, readiness) × (1 − 0.1 × (risk − 1)) × max(0.1, 1 − 0.15 × answers).
describe("the score of a task", () => {
  it.each<[string, Partial<Graded>, number | null]>([
    ["value times feasibility", {}, 16],
    ["data that are less ready hold it back", { dataReadiness: 2 }, 8],
    ["data that are readier add nothing", { dataReadiness: 5, feasibility: 3 }, 12],
    ["risk 2 takes a tenth off", { risk: 2 }, 14.4],
    ["risk 5 takes four tenths off", { risk: 5 }, 9.6],
    ["all at once", { value: 3, feasibility: 5, dataReadiness: 3, risk: 4 }, 6.3],
    ["unknown risk takes nothing off", { risk: null }, 16],
    ["unknown data hold nothing back", { dataReadiness: null }, 16],
    ["one answer of when not to", { whenNot: ["too_rare"] }, 13.6],
    ["two answers, and risk", { whenNot: ["too_rare", "no_truth"], risk: 2 }, 10.1],
    ["all answers leave a tenth", { whenNot: WHEN_NOT_KEYS }, 1.6],
    ["no value, no score", { value: null }, null],
    ["no feasibility, no score", { feasibility: null }, null],
    ["where a rule is better there is none", { kind: "none" }, null],
    ["where no prediction helps there is none", { predictionRole: "neither" }, null],
  ])("%s", (_what, change, score) => {
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
    expect(words({ predictionRole: "neither" })).toContain("neither replace nor help");
    expect(words({ whenNot: ["no_truth", "no_action"] })).toContain(
      "“when not to” takes 30 % off: nobody learns later what would have been right, nobody would act differently",
    );
    expect(words({ whenNotChecked: false })).toContain("nobody has gone through “when not to” yet");
  });
});

// RICE by hand from its formula (Intercom); ICE the mean of Ellis and Brown.
describe("the published scores", () => {
  const rice = { riceReach: 2000, riceImpact: 2, riceConfidencePercent: 80, riceEffortMonths: 4 };
  const ice = { iceImpact: 8, iceConfidence: 6, iceEase: 7 };

  it.each<[string, Partial<Graded>, number | null]>([
    ["2000 × 2 × 0.8 ÷ 4", rice, 800],
    ["less what is ticked", { ...rice, whenNot: ["too_rare"] }, 680],
    ["risk is no part of it", { ...rice, risk: 5 }, 800],
    ["a reach of 0", { ...rice, riceReach: 0 }, 0],
    ["something missing", { ...rice, riceEffortMonths: null }, null],
    ["something small stays above 0", { ...rice, riceReach: 0.01 }, 0.004],
  ])("RICE: %s", (_what, change, score) => {
    expect(scoreOf(task(change), "rice").score).toBe(score);
  });

  it.each<[string, Partial<Graded>, number | null]>([
    ["(8 + 6 + 7) ÷ 3", ice, 7],
    ["less what is ticked", { ...ice, whenNot: ["too_rare", "no_truth"] }, 4.9],
    ["something missing", { ...ice, iceEase: null }, null],
    ["no prediction", { ...ice, kind: "none" }, null],
  ])("ICE: %s", (_what, change, score) => {
    expect(scoreOf(task(change), "ice").score).toBe(score);
  });

  it("say in words how they came about, and what they lack", () => {
    expect(reasonsInWords(scoreOf(task(rice), "rice"))).toBe(
      "Reach 2,000 a quarter × impact 2 × confidence 80 % ÷ effort 4 person-months = 800.",
    );
    expect(reasonsInWords(scoreOf(task({ ...ice, iceEase: 6 }), "ice"))).toBe(
      "(Impact 8 + confidence 6 + ease 6) ÷ 3 = 6.7.",
    );
    expect(reasonsInWords(scoreOf(task({ riceReach: 5 }), "rice"))).toBe(
      "Give its impact, confidence and effort to rank it by RICE.",
    );
    expect([
      scoreInWords(800, "rice"),
      scoreInWords(6.7, "ice"),
      scoreInWords(16, "value_feasibility"),
    ]).toEqual(["800", "6.7 of 10", "16 of 25"]);
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

  it("differs with the score", () => {
    const quick = task({ name: "Quick", value: 1, iceImpact: 9, iceConfidence: 9, iceEase: 9 });
    const large = task({ name: "Large", value: 5, iceImpact: 9, iceConfidence: 3, iceEase: 2 });
    expect(ranked([quick, large]).map(({ name }) => name)).toEqual(["Large", "Quick"]);
    expect(ranked([quick, large], "ice").map(({ name }) => name)).toEqual(["Quick", "Large"]);
  });

  it("is said in one sentence", () => {
    const say = (tasks: Opportunity[]) => opportunitiesInWords(ranked(tasks));
    expect(say([])).toBe("");
    expect(say([task({ value: null })])).toContain("Nothing is ranked yet");
    expect(say([task()])).toBe("“Order pasta” leads with 16 of 25. Nothing is chosen yet.");
    expect(say([task({ isChosen: true })])).toContain("is about “Order pasta”, which leads with 16");
    expect(say([task(), task({ name: "Staff", value: 2, isChosen: true })])).toBe(
      "This project is about “Staff”, which stands at place 2; “Order pasta” leads with 16 of 25.",
    );
    const rice = task({ riceReach: 900, riceImpact: 1, riceConfidencePercent: 50, riceEffortMonths: 3 });
    expect(opportunitiesInWords(ranked([rice], "rice"), "rice")).toBe(
      "“Order pasta” leads by RICE with 150. Nothing is chosen yet.",
    );
    expect(opportunitiesInWords(ranked([task()], "ice"), "ice")).toBe(
      "Nothing is ranked yet: give what ICE takes.",
    );
  });
});
