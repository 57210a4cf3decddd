import { beforeAll, describe, expect, test } from "vitest";
import { fitRidge } from "../global/ridge.ts";
import { fitNetwork } from "../neural/fitted.ts";
import { buildPanel, type LongCovariate } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { createRng, normalFrom } from "../rng.ts";
import { contextOf } from "../testing/panels.ts";
import { startTensorflow } from "../testing/tensorflow.ts";
import { MEDIAN_INDEX, type Panel } from "../types.ts";
import { exchangeCalendar, exchangeOlder, exchangeRecent, permuteCovariate } from "./exchange.ts";
import { permutationImportance } from "./importance.ts";
import { influenceByStep } from "./influence.ts";
import { type Predictor, predictorOfGlobal, predictorOfNetworks } from "./predictor.ts";
import { whatIf } from "./what-if.ts";

const DAY = 86_400_000;
const SERIES = 8;
const DAYS = 140;
const HORIZON = 7;
const CUTOFF = DAYS - 1 - HORIZON;

/** Daily sales that a promotion drives (+30) and that `noise` says nothing about; `region` is constant, `sky` past-only. */
function shopPanel(): Panel {
  const rng = createRng(11);
  const n = SERIES * DAYS;
  const columns: Record<string, Float64Array> = {};
  for (const name of ["promo", "noise", "sky", "region", "offer"]) columns[name] = new Float64Array(n);
  const values = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    const day = row % DAYS;
    const promo = Number(rng() < 0.2);
    const offer = Math.floor(rng() * 3);
    (columns.promo as Float64Array)[row] = promo;
    (columns.noise as Float64Array)[row] = normalFrom(rng);
    (columns.sky as Float64Array)[row] = rng();
    (columns.region as Float64Array)[row] = Math.floor(row / DAYS) % 2;
    (columns.offer as Float64Array)[row] = offer;
    values[row] =
      100 + 10 * Math.sin((2 * Math.PI * day) / 7) + 30 * promo + (offer === 2 ? 15 : 0) + normalFrom(rng);
  }
  const covariate = (name: string, over: Partial<LongCovariate> = {}): LongCovariate => ({
    ...{ name, availability: "known_ahead" as const, kind: "numeric" as const },
    values: columns[name] as Float64Array,
    ...over,
  });
  return buildPanel({
    ids: Array.from({ length: SERIES }, (_, s) => `shop ${s}`),
    seriesOfRow: Int32Array.from({ length: n }, (_, row) => Math.floor(row / DAYS)),
    times: Float64Array.from({ length: n }, (_, row) => Date.UTC(2024, 0, 1) + (row % DAYS) * DAY),
    values,
    frequency: { unit: "D", multiple: 1 },
    covariates: [
      covariate("promo"),
      covariate("noise"),
      covariate("offer", { kind: "categorical", categories: ["none", "card", "two for one"] }),
      covariate("sky", { availability: "past_only" }),
      covariate("region", { availability: "static", kind: "categorical", categories: ["north", "south"] }),
    ],
  });
}

const panel = shopPanel();
const fits = { panel, horizonSteps: HORIZON, seasonLength: 7, lookbackSteps: 14, scaling: "ratio" as const };
let ridge: Predictor;
let network: Predictor;
beforeAll(async () => {
  await startTensorflow();
  ridge = predictorOfGlobal(await fitRidge({ ...fits, cutoffIndex: CUTOFF, context: contextOf() }));
  const spec = {
    horizonSteps: HORIZON,
    seasonLength: 7,
    seed: 1,
    network: { trainingSteps: 150, members: 1, lookbackSteps: 14 },
  };
  const fitted = await fitNetwork({ panel, spec, cutoffIndex: CUTOFF, member: 0, context: contextOf() });
  network = predictorOfNetworks([fitted], contextOf());
}, 60_000);

const both = () =>
  [
    ["ridge", ridge],
    ["network", network],
  ] as const;

/** The panel with everything that is not known at the cutoff made unrecognisable. */
function spoilt(): Panel {
  const after = (source: Float64Array) => source.map((value, row) => (row % DAYS > CUTOFF ? 1e6 : value));
  return {
    ...panel,
    values: after(panel.values),
    covariates: panel.covariates.map((each) =>
      each.name === "sky" ? { ...each, values: after(each.values) } : each,
    ),
  };
}

describe("permutation importance", () => {
  test("is large for what drives the series and next to nothing for noise, by ridge and by network", async () => {
    for (const [name, predictor] of both()) {
      const folds = [{ cutoffIndex: CUTOFF, predictor }];
      const { covariates, steps } = await permutationImportance({
        panel,
        folds,
        repeats: 5,
        seed: 3,
        context: contextOf(),
      });
      expect(steps).toBe(SERIES * HORIZON);
      expect(covariates.map((each) => each.name).slice(0, 2), name).toEqual(["promo", "offer"]);
      const of = (key: string) => covariates.find((each) => each.name === key) as (typeof covariates)[number];
      expect(of("promo").increase, name).toBeGreaterThan(1);
      expect(of("offer").increase, name).toBeGreaterThan(0.3);
      // Eight short series: a network also learns a little by heart.
      const most = name === "ridge" ? 0.08 : 0.1 * of("promo").increase;
      for (const quiet of ["noise", "sky", "region"]) {
        expect(Math.abs(of(quiet).increase), `${name} ${quiet}`).toBeLessThan(most);
      }
      expect(of("promo").low).toBeLessThanOrEqual(of("promo").increase);
      expect(of("promo").high).toBeGreaterThanOrEqual(of("promo").increase);
      expect(of("promo").deviation).toBeGreaterThan(0);
    }
  });

  test("is the same again from the same seed, and not from another", async () => {
    const ask = (seed: number) =>
      permutationImportance({
        panel,
        folds: [{ cutoffIndex: CUTOFF, predictor: ridge }],
        repeats: 2,
        seed,
        context: contextOf(),
      });
    expect(await ask(1)).toEqual(await ask(1));
    expect(await ask(1)).not.toEqual(await ask(2));
  });

  test("stops when it is cancelled", async () => {
    const signal = AbortSignal.abort();
    const asked = permutationImportance({
      panel,
      folds: [{ cutoffIndex: CUTOFF, predictor: ridge }],
      repeats: 1,
      seed: 1,
      context: contextOf({ signal }),
    });
    await expect(asked).rejects.toThrow(/cancelled/);
  });
});

describe("influence by step", () => {
  test("tells what moves the forecast: the promotion and not the noise, at every step", async () => {
    for (const [name, predictor] of both()) {
      const found = await influenceByStep({
        panel,
        cutoffIndex: CUTOFF,
        seasonLength: 7,
        predictor,
        repeats: 4,
        seed: 2,
        context: contextOf(),
      });
      const of = (key: string) =>
        found.find(({ group }) => group.kind === key || (group.kind === "covariate" && group.name === key))
          ?.bySteps as Float64Array;
      expect(
        found.map(({ group }) => group.kind),
        name,
      ).toEqual([
        ...["recent", "older", "calendar", "covariate", "covariate", "covariate", "covariate", "statics"],
      ]);
      for (let h = 0; h < HORIZON; h += 1) {
        const promo = of("promo")[h] as number;
        expect(promo, name).toBeGreaterThan(0.04);
        expect(of("noise")[h], name).toBeLessThan(name === "ridge" ? 0.02 : promo / 2);
      }
      // Weekday and last season say the same here; together they carry the wave of ±10 %.
      const week = (h: number) => (of("calendar")[h] as number) + (of("recent")[h] as number);
      expect(week(1), name).toBeGreaterThan(0.02);
    }
  });

  test("reads nothing after the cutoff", async () => {
    const ask = (seen: Panel) =>
      influenceByStep({
        panel: seen,
        cutoffIndex: CUTOFF,
        seasonLength: 7,
        predictor: ridge,
        repeats: 1,
        seed: 2,
        context: contextOf(),
      });
    expect(await ask(spoilt())).toEqual(await ask(panel));
  });
});

describe("what if", () => {
  const ask = (predictor: Predictor, changes: Parameters<typeof whatIf>[0]["changes"], seen = panel) =>
    whatIf({ panel: seen, series: 3, cutoffIndex: CUTOFF, predictor, changes });
  const future = (name: string) => {
    const values = panel.covariates.find((each) => each.name === name)?.values as Float64Array;
    return Array.from({ length: HORIZON }, (_, h) => values[3 * DAYS + CUTOFF + 1 + h] as number);
  };

  test("changes nothing when no value changes, and is the forecast that the whole panel gets", async () => {
    for (const [name, predictor] of both()) {
      const { before, after, difference } = await ask(predictor, [
        { name: "promo", values: future("promo") },
      ]);
      expect(after, name).toEqual(before);
      expect(difference.every((value) => value === 0)).toBe(true);
      const whole = await predictor.predict({ panel, cutoffIndex: CUTOFF });
      const row = HORIZON * LEVEL_COUNT;
      before.forEach((value, i) => {
        // Batches of another size may add up in another order.
        expect(Math.abs(value - (whole[3 * row + i] as number)), name).toBeLessThan(1e-3);
      });
    }
  });

  test("moves the steps whose promotion changes by about what promotions did", async () => {
    for (const [name, predictor] of both()) {
      const none = await ask(predictor, [{ name: "promo", values: Array(HORIZON).fill(0) }]);
      const all = await ask(predictor, [{ name: "promo", values: Array(HORIZON).fill(1) }]);
      for (let h = 0; h < HORIZON; h += 1) {
        const at = h * LEVEL_COUNT + MEDIAN_INDEX;
        const lift = (all.after[at] as number) - (none.after[at] as number);
        expect(lift, `${name}, step ${h + 1}`).toBeGreaterThan(18);
        expect(lift, `${name}, step ${h + 1}`).toBeLessThan(42);
      }
    }
  });

  test("keeps a step that is left out, and reads nothing after the cutoff", async () => {
    const one = await ask(ridge, [
      { name: "promo", values: [null, null, 1 - (future("promo")[2] as number)] },
    ]);
    expect(Math.abs(one.difference[2] as number)).toBeGreaterThan(15);
    expect(await ask(ridge, [{ name: "promo", values: [1] }], spoilt())).toEqual(
      await ask(ridge, [{ name: "promo", values: [1] }]),
    );
  });

  test("works where the data ends at the cutoff", async () => {
    const last = DAYS - 1;
    const at = { panel, series: 0, cutoffIndex: last, predictor: ridge };
    const none = await whatIf({ ...at, changes: [{ name: "promo", values: Array(HORIZON).fill(0) }] });
    const all = await whatIf({ ...at, changes: [{ name: "promo", values: Array(HORIZON).fill(1) }] });
    expect((all.after[MEDIAN_INDEX] as number) - (none.after[MEDIAN_INDEX] as number)).toBeGreaterThan(18);
  });

  test("is refused for what nobody can set, with the reason", async () => {
    const refusal = (name: string, values: number[]) =>
      ask(ridge, [{ name, values }]).then(
        () => "",
        (error) => error.detail,
      );
    expect(await refusal("sky", [1])).toMatch(/only known afterwards/);
    expect(await refusal("region", [1])).toMatch(/constant for a series/);
    expect(await refusal("price", [1])).toMatch(/no input "price"/);
    expect(await refusal("offer", [3])).toMatch(/no category number 3/);
    expect(await refusal("promo", [Number.NaN])).toMatch(/cannot be NaN/);
    expect(await refusal("promo", Array(8).fill(1))).toMatch(/8 values for 7 steps/);
  });

  test("says so when a number is beyond all experience", async () => {
    expect((await ask(ridge, [{ name: "noise", values: [50] }])).notes[0]).toMatch(
      /"noise" was between .* is a guess/,
    );
    expect((await ask(ridge, [{ name: "promo", values: [1] }])).notes).toEqual([]);
  });
});

describe("exchanging", () => {
  const sorted = (values: Float64Array) => Array.from(values).sort((a, b) => a - b);
  const rng = () => createRng(9);

  test("a covariate keeps its values and its gaps, and touches nothing else", () => {
    const promo = panel.covariates[0] as Panel["covariates"][number];
    const gaps = promo.values.map((value, row) => (row % 10 === 3 ? Number.NaN : value));
    const source = { ...panel, covariates: [{ ...promo, values: gaps }, ...panel.covariates.slice(1)] };
    const mixed = permuteCovariate(source, { name: "promo", lastPosition: CUTOFF, rng: rng() });
    const values = mixed.covariates[0]?.values as Float64Array;
    expect(values).not.toEqual(gaps);
    values.forEach((value, row) => {
      expect(Number.isNaN(value)).toBe(row % 10 === 3);
      if (row % DAYS > CUTOFF && row % 10 !== 3) expect(value).toBe(gaps[row]);
    });
    const known = (list: Float64Array) => sorted(list.filter((value) => !Number.isNaN(value)));
    expect(known(values)).toEqual(known(gaps));
    expect(mixed.values).toBe(panel.values);
    expect(mixed.covariates.slice(1)).toEqual(panel.covariates.slice(1));
  });

  test("recent values come from another time of the same series; older ones are turned round", () => {
    const recent = exchangeRecent(panel, { cutoffIndex: CUTOFF, steps: 7, rng: rng() }).values;
    const older = exchangeOlder(panel, { cutoffIndex: CUTOFF, steps: 7, rng: rng() }).values;
    for (let s = 0; s < SERIES; s += 1) {
      const at = (day: number) => s * DAYS + day;
      const own = Array.from(panel.values.subarray(at(0), at(CUTOFF - 6)));
      for (let day = 0; day < DAYS; day += 1) {
        const isRecent = day > CUTOFF - 7 && day <= CUTOFF;
        if (isRecent) expect(own).toContain(recent[at(day)]);
        else expect(recent[at(day)]).toBe(panel.values[at(day)]);
        if (day > CUTOFF - 7) expect(older[at(day)]).toBe(panel.values[at(day)]);
      }
      expect(sorted(older.subarray(at(0), at(CUTOFF - 6)))).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  test("of the calendar moves nothing but the calendar", () => {
    const moved = exchangeCalendar(panel, { most: 364, rng: rng() });
    expect({ ...moved, shifts: undefined }).toEqual({ ...panel, shifts: undefined });
    expect(moved.shifts?.every((shift) => shift <= -1 && shift >= -364)).toBe(true);
  });
});
