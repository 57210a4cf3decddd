import { expect, it } from "vitest";
import { seedOf } from "./seed.ts";
import { rankedWith } from "./testing/task.ts";

const terms = { hourlyCost: 40 };

it("says in the plan's fields what is known of the task", () => {
  const task = rankedWith(
    {
      todayMethod: "Same weekday last week,\n corrected by hand.",
      minutesEach: 20,
      timesAMonth: 22,
      errorCostAYear: 48_000,
      predictionRole: "replace",
      note: "Prices are fixed.",
      whenNot: ["too_rare", "no_truth"],
    },
    40,
  );
  expect(seedOf(task, { terms, currency: "EUR" })).toEqual({
    canvas: {
      value_proposition: {
        fields: {
          problem:
            "Order pasta. Today: Same weekday last week, corrected by hand. It takes 88 hours a year. Its errors cost €48,000 a year. Prices are fixed.",
          today: "Same weekday last week, corrected by hand",
          // 48,000 + 88 × 40
          todayYearlyCost: 51_520,
        },
      },
      prediction_task: { fields: { kind: "forecast" } },
      decisions: {
        fields: {
          decision: "Order pasta",
          cadence: "22 times a month",
          fallback: "Same weekday last week, corrected by hand",
        },
      },
      when_not_to_use_ml: {
        fields: {
          conditions: "It is decided only a few times a year; Nobody learns later what would have been right",
        },
      },
    },
    roi: { labourSaved: 3168, errorCost: 48_000, savingPercent: 20 },
  });
});

it("says nothing where nothing is known, and cuts a line that is too long between words", () => {
  expect(seedOf(rankedWith({ kind: "none" }), { terms, currency: "EUR" })).toEqual({
    canvas: {
      value_proposition: { fields: {} },
      prediction_task: { fields: {} },
      decisions: { fields: { decision: "Order pasta" } },
      when_not_to_use_ml: { fields: {} },
    },
    roi: {},
  });
  const long = seedOf(rankedWith({ todayMethod: "guess ".repeat(300) }), { terms, currency: "EUR" });
  const today = String(long.canvas.value_proposition?.fields?.today);
  expect(today.length).toBeLessThanOrEqual(300);
  expect(today).toMatch(/guess…$/);
});
