import { describe, expect, it } from "vitest";
import { criticalQuantile, stockCost } from "./cost.ts";
import { normalQuantile, quantileAt } from "./quantiles.ts";
import { panelOf } from "./testing/panels.ts";
import { QUANTILE_LEVELS } from "./types.ts";

/**
 * Cachon and Terwiesch, Matching Supply with Demand, 3rd edition (2013), chapter 12, the wetsuit "Hammer 3/2": price
 * $190, cost $110, left over it brings $90; demand normal with mean 3192 and standard deviation 1181.
 */
const HAMMER = { under: 190 - 110, over: 110 - 90, mean: 3192, sd: 1181 };

/** The book reads z = 0.85, the next one of its table at or above 0.80, and orders 4196. */
describe("the wetsuit of the textbook", () => {
  const ratio = criticalQuantile(HAMMER.under, HAMMER.over);

  it("has a critical ratio of 0.80 and orders 4196, to the table's step of z", () => {
    expect(ratio).toBeCloseTo(0.8, 12);
    const z = Math.ceil(normalQuantile(ratio) * 100) / 100;
    expect(z).toBe(0.85);
    expect(Math.round(HAMMER.mean + z * HAMMER.sd)).toBe(4196);
    const grid = QUANTILE_LEVELS.map((level) => HAMMER.mean + HAMMER.sd * normalQuantile(level));
    // A step of 0.01 in z is 12 wetsuits.
    expect(Math.abs(quantileAt(QUANTILE_LEVELS, grid, ratio) - 4196)).toBeLessThan(12);
  });

  it("costs at an order of 3500 what the book has: 334 short, 642 over, a profit of $215,800", () => {
    // 2,001 evenly spread probabilities stand for the demand, a series each.
    const draws = 2001;
    const panel = panelOf(
      Object.fromEntries(
        Array.from({ length: draws }, (_, i) => [
          `draw-${i}`,
          [0, HAMMER.mean + HAMMER.sd * normalQuantile((i + 0.5) / draws)],
        ]),
      ),
    );
    const cost = stockCost({
      panel,
      folds: [{ fold: 0, role: "test", cutoffIndex: 0 }],
      forecasts: [
        {
          model: "naive",
          fold: 0,
          cutoffIndex: 0,
          horizonSteps: 1,
          seriesIndexes: Int32Array.from({ length: draws }, (_, i) => i),
          quantiles: new Float32Array(draws * QUANTILE_LEVELS.length).fill(3500),
          notes: [],
        },
      ],
      unitCosts: { under: HAMMER.under, over: HAMMER.over },
    });
    const short = cost.totals.unitsShort / draws;
    const over = cost.totals.unitsOver / draws;
    // The book: L(0.26) = 0.2824, lost sales 1181 · 0.2824 = 334, left over 3500 − (3192 − 334) = 642. Half a step of
    // its z is 6 wetsuits · P(demand above) = 0.4.
    expect(Math.abs(short - 334)).toBeLessThan(3);
    expect(Math.abs(over - 642)).toBeLessThan(4);
    // Profit = margin · mean − cost of the mismatch: 80 · 3192 − 39,560 = 215,800.
    const profit = HAMMER.under * HAMMER.mean - cost.totals.cost / draws;
    expect(Math.abs(profit - 215_800) / 215_800).toBeLessThan(0.002);
  });

  it("is cheapest at the critical ratio: no order of the grid costs less", () => {
    const levels = [...QUANTILE_LEVELS];
    const costAt = (order: number) => {
      let sum = 0;
      for (let i = 0; i < 4000; i += 1) {
        const demand = HAMMER.mean + HAMMER.sd * normalQuantile((i + 0.5) / 4000);
        sum += HAMMER.under * Math.max(0, demand - order) + HAMMER.over * Math.max(0, order - demand);
      }
      return sum;
    };
    const best = costAt(HAMMER.mean + HAMMER.sd * normalQuantile(ratio));
    for (const level of levels) {
      expect(costAt(HAMMER.mean + HAMMER.sd * normalQuantile(level))).toBeGreaterThanOrEqual(
        best * (1 - 1e-9),
      );
    }
  });
});
