/** Data that a forecaster meets sooner or later and no textbook has. Imported by tests alone. */
import type { LongCovariate } from "../panel.ts";
import { createRng } from "../rng.ts";
import type { Panel } from "../types.ts";
import { panelOf } from "./panels.ts";

type List = readonly (number | null)[];

const list = (length: number, value: (t: number) => number | null): List =>
  Array.from({ length }, (_, t) => value(t));
const demand = (length: number, s = 0): List =>
  list(length, (t) => 5 + s + (t % 7) + ((t * 37 + s) % 11) / 3);

const covariate = (
  over: Partial<LongCovariate> & Pick<LongCovariate, "name" | "availability" | "values">,
): LongCovariate => ({ kind: "numeric", ...over });

/** Long enough for every method to take part. */
export const ODD_LENGTH = 150;

/** What a series may be. */
export const ODD_SERIES: readonly (readonly [string, List])[] = [
  ["constant", list(ODD_LENGTH, () => 5)],
  ["all zero", list(ODD_LENGTH, () => 0)],
  ["one point", [...list(ODD_LENGTH - 1, () => null), 4]],
  ["two points", [...list(ODD_LENGTH - 2, () => null), 4, 6]],
  ["one point and a long gap", [4, ...list(ODD_LENGTH - 1, () => null)]],
  ["the largest values there may be", list(ODD_LENGTH, (t) => (t % 2 ? 1e30 : 9e29))],
  ["the smallest values there are", list(ODD_LENGTH, (t) => 1e-300 * (1 + (t % 7)))],
  ["negative", list(ODD_LENGTH, (t) => -5 - (t % 7))],
  ["around zero", list(ODD_LENGTH, (t) => ((t * 37) % 11) - 5)],
  ["one huge outlier", list(ODD_LENGTH, (t) => (t === 70 ? 1e15 : 1 + (t % 7)))],
  ["a huge outlier at the end", list(ODD_LENGTH, (t) => (t === ODD_LENGTH - 1 ? 1e29 : 1 + (t % 7)))],
  ["mostly gaps", list(ODD_LENGTH, (t) => (t % 13 === 12 || t === ODD_LENGTH - 1 ? t : null))],
  ["every other period", list(ODD_LENGTH, (t) => (t % 2 ? t % 14 : null))],
  ["one demand", list(ODD_LENGTH, (t) => (t === 110 ? 3 : 0))],
  ["dead for a year", list(ODD_LENGTH, (t) => (t < 35 ? 40 + (t % 7) : 0))],
  ["doubling", list(ODD_LENGTH, (t) => 2 ** (t / 5))],
  ["halving", list(ODD_LENGTH, (t) => 2 ** (30 - t / 5))],
  ["two levels a thousand times apart", list(ODD_LENGTH, (t) => (t < 75 ? 1 : 1_000) + (t % 7))],
  ["missing at the end", list(ODD_LENGTH, (t) => (t < 130 ? 3 + (t % 7) : null))],
];

/** An odd series beside a plain one. */
export function besidePlain(odd: List): Panel {
  return panelOf({ odd, plain: demand(ODD_LENGTH, 2) });
}

/** Alone, and the same many times over: global methods then learn from nothing else. */
export function manyOf(odd: List, count: number): Panel {
  return panelOf(Object.fromEntries(Array.from({ length: count }, (_, s) => [`S${s}`, odd])));
}

/** Panels whose covariates are as odd. */
export function oddCovariates(): readonly (readonly [string, Panel])[] {
  const length = ODD_LENGTH;
  const rng = createRng(5);
  const two = (value: (t: number, s: number) => number) =>
    Float64Array.from({ length: 2 * length }, (_, i) => value(i % length, Math.floor(i / length)));
  const make = (...covariates: LongCovariate[]) =>
    panelOf({ a: demand(length), b: demand(length, 3) }, { covariates });
  const words = ["red", "green", "blue"];
  return [
    [
      "all missing",
      make(covariate({ name: "x", availability: "known_ahead", values: two(() => Number.NaN) })),
    ],
    ["constant", make(covariate({ name: "x", availability: "known_ahead", values: two(() => 3) }))],
    ["missing ahead", make(covariate({ name: "x", availability: "known_ahead", values: two((t) => t % 5) }))],
    [
      "known for one series alone",
      make(
        covariate({
          name: "x",
          availability: "known_ahead",
          values: two((t, s) => (s === 0 ? t % 5 : Number.NaN)),
        }),
      ),
    ],
    [
      "as large as may be",
      make(covariate({ name: "x", availability: "past_only", values: two((t) => (t % 3 ? 1e30 : -1e30)) })),
    ],
    [
      "as small as numbers are",
      make(covariate({ name: "x", availability: "known_ahead", values: two((t) => 1e-300 * (t % 3)) })),
    ],
    [
      "one value apart",
      make(covariate({ name: "x", availability: "known_ahead", values: two((t) => (t === 77 ? 1e12 : 0)) })),
    ],
    [
      "words",
      make(
        covariate({
          ...{ name: "x", availability: "known_ahead", kind: "categorical", categories: words },
          values: two((t) => (t % 9 === 0 ? Number.NaN : t % 3)),
        }),
        covariate({
          ...{ name: "y", availability: "static", kind: "categorical", categories: words },
          values: two((_, s) => s),
        }),
      ),
    ],
    [
      "twice the same, and many",
      make(
        ...Array.from({ length: 30 }, (_, i) =>
          covariate({
            ...{ name: `x${i}`, availability: i % 2 ? "known_ahead" : "past_only" },
            values: two((t) => (i < 2 ? t % 5 : Math.floor(10 * rng()))),
          }),
        ),
      ),
    ],
    [
      "the target itself",
      make(
        covariate({
          ...{ name: "x", availability: "past_only" },
          values: two((t, s) => demand(length, 3 * s)[t] as number),
        }),
      ),
    ],
  ];
}
