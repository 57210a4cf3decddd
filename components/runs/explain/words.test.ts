import { describe, expect, it } from "vitest";
import type { InputsAnswer } from "#lib/features/runs/explain/index.ts";
import {
  amount,
  importanceSummary,
  importanceWords,
  lineWords,
  meanOf,
  seasonName,
  signed,
  spansOf,
} from "./words.ts";

const promo = { name: "promo", availability: "known_ahead" as const, increase: 0.12, low: 0.09, high: 0.15 };
const summaryOf = (covariates: InputsAnswer["importance"]["covariates"]) =>
  importanceSummary({ importance: { error: 1, steps: 1, folds: 1, repeats: 5, covariates } });

describe("importance in words", () => {
  it("says by how much the error grows, and how sure that is", () => {
    expect(importanceWords(promo, 5)).toBe("Without promo, the error grows by 12 % (9 to 15 % in 5 tries).");
    expect(importanceWords({ ...promo, increase: 0.012, low: 0.008, high: 0.02 }, 3)).toBe(
      "Without promo, the error grows by 1.2 % (0.8 to 2.0 % in 3 tries).",
    );
  });

  it("claims nothing for what may be chance", () => {
    for (const chance of [
      { ...promo, low: -0.01 },
      { ...promo, increase: 0.004, low: 0.001 },
      { ...promo, increase: -0.2, low: -0.3 },
    ])
      expect(importanceWords(chance, 5)).toBe("Without promo, the error stays as it is.");
    expect(importanceWords({ ...promo, increase: null }, 5)).toMatch(/no outcome is known/);
  });

  it("has a conclusion for every list", () => {
    expect(summaryOf([promo])).toBe("promo matters most.");
    expect(summaryOf([promo, { ...promo, name: "price" }])).toBe("promo matters most. 1 more input helps.");
    expect(summaryOf([{ ...promo, low: -1 }])).toBe("No input makes the forecast better beyond chance.");
    expect(summaryOf([])).toMatch(/no inputs/);
  });
});

describe("a question in words", () => {
  const line = { id: "a", series: 0, seriesName: "B1", by: "Mia", at: 0 };
  const flag = {
    ...{ name: "promo", kind: "numeric" as const, categories: [], isFlag: true, low: 0, high: 1 },
    values: [],
  };
  const offer = {
    ...flag,
    name: "offer",
    kind: "categorical" as const,
    categories: ["none", "card"],
    isFlag: false,
  };

  it("names values as people know them", () => {
    const changes = [
      { name: "promo", values: [1, 1, null, 0] },
      { name: "offer", values: [1, null, null, null] },
    ];
    expect(lineWords({ ...line, changes }, [flag, offer])).toBe(
      "B1: promo on in 2 steps and off in 1 step, offer card in 1 step, asked by Mia",
    );
  });

  it("counts where there are too many", () => {
    const changes = [{ name: "price", values: [1, 2, 3, 4, null] }];
    expect(lineWords({ ...line, by: null, changes }, [])).toBe("B1: price changed in 4 steps");
  });
});

describe("numbers", () => {
  it("cuts the horizon into spans that fit, and means leave out what is not known", () => {
    expect(spansOf(28, 5).map(({ name }) => name)).toEqual(["1–6", "7–12", "13–18", "19–24", "25–28"]);
    expect(spansOf(3, 5).map(({ name }) => name)).toEqual(["1", "2", "3"]);
    expect(meanOf([1, null, 5, 9], { from: 0, to: 3 })).toBe(3);
    expect(meanOf([null], { from: 0, to: 1 })).toBeNull();
  });

  it("names seasons that people have a word for", () => {
    expect(seasonName(7, { unit: "D", multiple: 1 })).toBe("the week");
    expect(seasonName(96, { unit: "min", multiple: 15 })).toBe("the day");
    expect(seasonName(5, { unit: "D", multiple: 1 })).toBe("season of 5");
  });

  it("shows about three digits, a sign only where there is something", () => {
    expect(amount(123.4)).toBe("123");
    expect(amount(1.234)).toBe("1.23");
    expect(signed(1.5)).toBe("+1.50");
    expect(signed(-12.34)).toBe("−12.3");
    expect(signed(0.001, 100)).toBe("0");
    expect(amount(null)).toBe("–");
  });
});
