import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { panelOf, specOf } from "../testing/panels.ts";
import { openLevels } from "./levels.ts";
import { planNetwork } from "./plan.ts";
import { DEFAULT_RECIPE } from "./recipe.ts";
import { openWindows, writeWindow } from "./windows.ts";

const rng = createRng(5);
const LENGTH = 150;
const VALUES = Float64Array.from({ length: LENGTH }, (_, t) =>
  t % 11 === 3 ? Number.NaN : Math.round(20 * rng()) - 4,
);

it("are the means of everything up to the end, whatever the end", () => {
  const levelsAt = openLevels(VALUES, 7);
  for (const end of [149, 0, 63, 64, 3, 65, 127, 128]) {
    const seen = [...VALUES.subarray(0, end + 1)];
    const mean = (all: number[]) => {
      const known = all.filter((value) => !Number.isNaN(value));
      return known.reduce((sum, value) => sum + Math.abs(value), 0) / known.length;
    };
    const level = mean(seen);
    const steps = seen.slice(1).map((value, t) => value - (seen[t] as number));
    const step = end === 0 ? level : mean(steps);
    expect(levelsAt(end).level).toBeCloseTo(level, 12);
    expect(levelsAt(end).step).toBeCloseTo(step, 12);
  }
});

it("fall back where nothing but zeros and gaps was seen, and to the level where nothing moved", () => {
  const levelsAt = openLevels(Float64Array.of(0, Number.NaN, 0, 0, 4, 4), 7);
  expect(levelsAt(3)).toEqual({ level: 7, step: 7 });
  expect(levelsAt(5)).toEqual({ level: 8 / 5, step: 4 / 3 });
  expect(openLevels(Float64Array.of(3, 3), 7)(1)).toEqual({ level: 3, step: 3 });
});

it.each(["ratio", "shift", "log"] as const)(
  "a window shows the same whatever followed it: inputs and scale, %s",
  (scaling) => {
    const CUTOFF = LENGTH - 1;
    const recipe = { ...DEFAULT_RECIPE, scaling };
    const panelWith = (after: number, change: (value: number, t: number) => number) =>
      panelOf({
        a: Array.from({ length: LENGTH }, (_, t) => {
          const value = 5 + Math.abs(VALUES[t] ?? 0) + (t % 7);
          return Number.isNaN(value) ? null : t > after ? change(value, t) : value;
        }),
        zeros: Array.from({ length: LENGTH }, (_, t) => (t > after ? change(3, t) : 0)),
      });
    const { plan } = planNetwork({
      ...{ panel: panelWith(CUTOFF, (value) => value), spec: specOf(), cutoffIndex: CUTOFF, recipe },
    });
    const show = (panel: ReturnType<typeof panelOf>, series: number, origin: number) => {
      const source = openWindows({ panel, plan, cutoffIndex: CUTOFF });
      const out = new Float32Array(plan.inputs);
      const input = source.inputs[series] as (typeof source.inputs)[number];
      return { scale: writeWindow({ plan, source, input, origin, out, at: 0 }), out };
    };
    for (const origin of [20, 70, 140]) {
      for (const change of [() => 1e6, (_: number, t: number) => ((t * 7919) % 13) + 1, () => 0.001]) {
        for (const series of [0, 1]) {
          const usual = show(
            panelWith(CUTOFF, (value) => value),
            series,
            origin,
          );
          expect(show(panelWith(origin, change), series, origin)).toEqual(usual);
        }
      }
    }
  },
);
