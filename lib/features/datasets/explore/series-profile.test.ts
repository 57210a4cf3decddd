import { describe, expect, it } from "vitest";
import { createRng } from "#lib/forecast/rng.ts";
import { runningMedian } from "./outliers.ts";
import { profileSeries } from "./series-profile.ts";

const { NaN: missing } = Number;
const daily = { season: 7, unit: "D" };
const profile = (values: readonly number[], terms = daily) => profileSeries(Float64Array.from(values), terms);
const fill = (count: number, value: (t: number) => number) =>
  Array.from({ length: count }, (_, t) => value(t));

/** Box–Muller, so that the share of false alarms is that of white noise. */
function noise(seed: number, count: number): number[] {
  const rng = createRng(seed);
  return fill(count, () => Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng()));
}

describe("counts", () => {
  it("cuts missing ends off, and counts what is missing between", () => {
    const {
      length,
      known,
      missing: gone,
      gaps,
      longestGap,
    } = profile([missing, 1, missing, missing, 0, -2, missing, 4, missing]);
    expect({ length, known, gone, longestGap }).toEqual({ length: 7, known: 4, gone: 3, longestGap: 2 });
    expect(gaps).toEqual([
      { from: 1, to: 3 },
      { from: 5, to: 6 },
    ]);
  });

  it("defines nothing of a series without a value, and no demand class without demand", () => {
    const empty = profile([missing, missing]);
    expect(empty).toMatchObject({ length: 0, known: 0, mean: missing, median: missing, adi: missing });
    expect(profile([0, 0, 0])).toMatchObject({ zeros: 3, adi: missing, cv2: missing, mean: 0 });
  });

  it("has the ADI and CV² that a hand counts", () => {
    // Demands 2, 4, 6 in 6 periods: ADI 2; mean 4, variance 8/3, CV² 1/6.
    const { adi, cv2 } = profile([2, 0, 4, 0, 6, 0]);
    expect(adi).toBe(2);
    expect(cv2).toBeCloseTo(1 / 6, 12);
  });
});

describe("zero runs", () => {
  const sold = (t: number) => 5 + (t % 3);

  it("suspects a stock-out in a run that chance does not explain, and only within what was sold", () => {
    const values = fill(200, (t) => (t >= 100 && t < 110 ? 0 : sold(t)));
    expect(profile(values).stockOuts).toEqual([{ from: 100, to: 110 }]);
    const late = fill(200, (t) => (t >= 180 ? 0 : sold(t)));
    expect(profile(late)).toMatchObject({ stockOuts: [], trailingZeros: 20 });
    const unborn = fill(200, (t) => (t < 50 ? 0 : sold(t)));
    expect(profile(unborn)).toMatchObject({ stockOuts: [], trailingZeros: 0 });
  });

  it("takes a closed day for neither the end nor a part of a run", () => {
    const values = fill(200, (t) => (t === 103 ? missing : t >= 100 && t < 110 ? 0 : sold(t)));
    expect(profile(values)).toMatchObject({ stockOuts: [{ from: 100, to: 110 }], longestZeroRun: 9 });
  });

  it("finds nothing where most periods are zero anyway", () => {
    const rng = createRng(3);
    const values = fill(400, () => (rng() < 0.2 ? 3 : 0));
    expect(profile(values).stockOuts).toEqual([]);
  });

  it("asks for seven days, four weeks and three months", () => {
    const values = fill(100, (t) => (t >= 50 && t < 53 ? 0 : sold(t)));
    expect(profile(values).stockOuts).toEqual([]);
    expect(profile(values, { season: 52, unit: "W" }).stockOuts).toEqual([]);
    expect(profile(values, { season: 12, unit: "M" }).stockOuts).toHaveLength(1);
  });
});

describe("outliers", () => {
  it("rest on a running median that is the median of each window", () => {
    const rng = createRng(23);
    const values = fill(200, () => (rng() < 0.1 ? missing : Math.floor(rng() * 20)));
    const plain = values.map((_, t) => {
      const known = values.slice(Math.max(0, t - 7), t + 8).filter((value) => !Number.isNaN(value));
      return known.sort((a, b) => a - b)[(known.length - 1) >> 1];
    });
    expect(Array.from(runningMedian(Float64Array.from(values), 15))).toEqual(plain);
    expect(runningMedian(Float64Array.of(missing, missing), 15)).toEqual(Float64Array.of(missing, missing));
  });

  it("names the one that stands out of its season, and not its neighbours", () => {
    const wave = noise(5, 140).map((e, t) => 50 + 20 * Math.sin((2 * Math.PI * t) / 7) + e);
    wave[70] = 20;
    wave[90] = (wave[90] as number) + 500;
    expect(profile(wave).outliers).toEqual([70, 90]);
  });

  it("accuses one point of a thousand of white noise at most: beyond 4.7 deviations", () => {
    let found = 0;
    for (let seed = 0; seed < 50; seed += 1) found += profile(noise(seed, 365)).outliers.length;
    expect(found / (50 * 365)).toBeLessThan(0.001);
  });

  it("accuses nobody where most periods are zero, or few values are known", () => {
    expect(profile(fill(100, (t) => (t % 10 === 0 ? 1000 : 0))).outliers).toEqual([]);
    expect(profile([1, 2, 1, 2, 1000]).outliers).toEqual([]);
  });
});

describe("level shifts", () => {
  it("finds where the level changes, and both levels", () => {
    const values = noise(11, 200).map((e, t) => (t < 120 ? 10 : 16) + e);
    const [shift, ...more] = profile(values).shifts;
    expect(more).toEqual([]);
    expect(shift?.at).toBe(120);
    expect(shift?.before).toBeCloseTo(10, 0);
    expect(shift?.after).toBeCloseTo(16, 0);
  });

  it("takes neither growth, nor a season, nor a peak for one", () => {
    const e = noise(13, 365);
    expect(profile(e.map((x, t) => t / 20 + x)).shifts).toEqual([]);
    expect(profile(e.map((x, t) => 10 * Math.sin((2 * Math.PI * t) / 7) + x)).shifts).toEqual([]);
    expect(profile(e.map((x, t) => (t > 200 && t < 204 ? 300 : 0) + x)).shifts).toEqual([]);
  });

  it("finds none in white noise, nor in a walk that forgets", () => {
    let found = 0;
    for (let seed = 100; seed < 200; seed += 1) {
      found += profile(noise(seed, 365)).shifts.length;
      let state = 0;
      const red = noise(seed + 1000, 365).map((x) => {
        state = 0.7 * state + x;
        return state;
      });
      found += profile(red).shifts.length;
    }
    expect(found).toBeLessThanOrEqual(2);
  });

  it("has an exact step, which leaves nothing within", () => {
    expect(profile(fill(60, (t) => (t < 30 ? 4 : 9))).shifts).toEqual([{ at: 30, before: 4, after: 9 }]);
    expect(profile(fill(60, () => 4)).shifts).toEqual([]);
  });
});

describe("strengths", () => {
  it("is 1 for a pure season and for a pure line, 0 for a constant", () => {
    expect(profile(fill(70, (t) => t % 7)).season).toBeCloseTo(1, 9);
    expect(profile(fill(70, (t) => t)).trend).toBeCloseTo(1, 9);
    expect(profile(fill(70, () => 3))).toMatchObject({ trend: 0, season: 0 });
  });

  it("needs three seasons, and does not praise a season that fits two years of noise", () => {
    expect(profile(fill(20, (t) => t % 7)).season).toBeNaN();
    const weeks = profile(noise(17, 160), { season: 52, unit: "W" });
    expect(weeks.season).toBeLessThan(0.4);
  });

  it("is the same with a tenth of it missing, nearly", () => {
    const whole = noise(19, 210).map((x, t) => 10 * Math.sin((2 * Math.PI * t) / 7) + x);
    const holed = whole.map((x, t) => (t % 10 === 3 ? missing : x));
    expect(profile(holed).season).toBeCloseTo(profile(whole).season, 1);
  });
});
