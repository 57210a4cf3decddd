import { describe, expect, test } from "vitest";
import { ForecastError } from "../../errors.ts";
import { createRng } from "../../rng.ts";
import { contextOf, panelOf } from "../../testing/panels.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "../../types.ts";
import { fitTrees, loadTrees } from "./trees.ts";

const LEVELS = QUANTILE_LEVELS.length;
const DAYS = 240;
const CUTOFF = 225;

/** Weekly demand of several shops; a promotion, on its own days in each, sells 40 % more. */
function shops(options: { promotion?: (shop: number, day: number) => number; gap?: boolean } = {}) {
  const rng = createRng(12);
  const { promotion = (shop, day) => Number((day + 3 * shop) % 11 < 2) } = options;
  const lists = Array.from({ length: 6 }, (_, shop) =>
    Array.from({ length: DAYS }, (_, day) => {
      if (options.gap && day % 23 === shop) return null;
      const usual = (20 + 10 * shop) * (1 + 0.3 * Math.sin((2 * Math.PI * day) / 7));
      return usual * (1 + 0.4 * promotion(shop, day)) * (0.97 + 0.06 * rng());
    }),
  );
  return panelOf(Object.fromEntries(lists.map((list, shop) => [`shop ${shop}`, list])), {
    covariates: [
      {
        ...{ name: "promotion", availability: "known_ahead", kind: "numeric" },
        values: Float64Array.from(lists.flatMap((list, shop) => list.map((_, day) => promotion(shop, day)))),
      },
    ],
  });
}

const options = {
  ...{ cutoffIndex: CUTOFF, horizonSteps: 7, seasonLength: 7, lookbackSteps: 14, scaling: "auto" as const },
  ...{ trees: 100, rows: 6_000, seed: [1], context: contextOf() },
};
const median = (quantiles: Float32Array, series: number, step: number) =>
  quantiles[(series * 7 + step - 1) * LEVELS + MEDIAN_INDEX] as number;

describe("boosted trees over all series", () => {
  test("know a promotion of the coming days for what it does", async () => {
    const panel = shops({ gap: true });
    const quantiles = (await fitTrees({ ...options, panel })).predict({ panel, cutoffIndex: CUTOFF });
    let worst = 0;
    panel.ids.forEach((_, s) => {
      for (let step = 1; step <= 7; step += 1) {
        const y = panel.values[(panel.offsets[s] as number) + CUTOFF + step] as number;
        if (!Number.isNaN(y)) worst = Math.max(worst, Math.abs(median(quantiles, s, step) / y - 1));
      }
    });
    // The noise alone is 3 %; not knowing the promotion would be 40 %.
    expect(worst).toBeLessThan(0.15);
  });

  test("read nothing after the cutoff but what is known ahead", async () => {
    const panel = shops();
    const later = { ...panel, values: panel.values.slice() };
    panel.ids.forEach((_, s) => {
      const from = (panel.offsets[s] as number) + CUTOFF + 1;
      later.values.fill(1e6, from, panel.offsets[s + 1]);
    });
    const [one, two] = [await fitTrees({ ...options, panel }), await fitTrees({ ...options, panel: later })];
    expect(two.predict({ panel: later, cutoffIndex: CUTOFF })).toEqual(
      one.predict({ panel, cutoffIndex: CUTOFF }),
    );
  });

  test("are stored and opened without loss", async () => {
    const panel = shops();
    const fitted = await fitTrees({ ...options, panel });
    const opened = loadTrees(JSON.parse(JSON.stringify(fitted.save())));
    expect(opened.predict({ panel, cutoffIndex: CUTOFF })).toEqual(
      fitted.predict({ panel, cutoffIndex: CUTOFF }),
    );
  });

  test("answer in order, never below zero for demand, at the middle of what they saw", async () => {
    const panel = shops();
    const quantiles = (await fitTrees({ ...options, panel })).predict({ panel, cutoffIndex: CUTOFF });
    quantiles.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(i % LEVELS === 0 ? 0 : (quantiles[i - 1] as number));
    });
  });

  test("hold of counts what they say, though a count of zero is no rare thing", async () => {
    // Poisson demand of 1 to 3 a day: zero on 37 to 5 % of days, so the plain 10 % quantile is 0 for most and holds every one of those.
    const rng = createRng(12);
    const poisson = (mean: number) => {
      let [count, left] = [0, rng() / Math.exp(-mean)];
      for (let term = 1; left > term; count += 1) [left, term] = [left - term, (term * mean) / (count + 1)];
      return count;
    };
    const length = CUTOFF + 1 + 14;
    const panel = panelOf(
      Object.fromEntries(
        Array.from({ length: 120 }, (_, s) => [`S${s}`, Array.from({ length }, () => poisson(1 + s / 60))]),
      ),
    );
    const fitted = await fitTrees({ ...options, panel, horizonSteps: 14, rows: 30_000, trees: 25 });
    const quantiles = fitted.predict({ panel, cutoffIndex: CUTOFF });
    let inside = 0;
    panel.ids.forEach((_, s) => {
      for (let step = 1; step <= 14; step += 1) {
        const y = panel.values[(panel.offsets[s] as number) + CUTOFF + step] as number;
        const at = (s * 14 + step - 1) * LEVELS;
        const level = (p: (typeof QUANTILE_LEVELS)[number]) =>
          quantiles[at + QUANTILE_LEVELS.indexOf(p)] as number;
        if (y >= level(0.1) && y <= level(0.9)) inside += 1;
      }
    });
    const share = inside / (120 * 14);
    // Plain quantiles hold 0.914, summed over these Poisson distributions themselves, and 0.925 as this forest learns them.
    expect(Math.abs(share - 0.8)).toBeLessThan(0.05);
  });

  test("say what is missing when there is too little to learn from", async () => {
    const panel = panelOf({ A: [1, 2, 3, 4, 5], B: [2, 3, 4, 5, 6] });
    const failed = fitTrees({ ...options, panel, cutoffIndex: 4, horizonSteps: 2, seasonLength: 1 });
    await expect(failed).rejects.toThrow(ForecastError);
    await expect(failed).rejects.toMatchObject({ code: "too_short" });
  });

  test("stop within a few trees when cancelled", async () => {
    const stopped = new AbortController();
    const seen: number[] = [];
    const context = contextOf({
      signal: stopped.signal,
      onProgress: ({ fraction }) => {
        seen.push(fraction);
        stopped.abort();
      },
    });
    await expect(fitTrees({ ...options, panel: shops(), context })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(seen.length).toBe(1);
  });
});
