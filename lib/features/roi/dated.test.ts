import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { irr, xnpv } from "./cash.ts";
import { xirr } from "./dated.ts";

const on = (date: string, amount: number) => ({ day: Date.parse(date) / 86_400_000, amount });

// Microsoft, "XIRR function" and "XNPV function", Excel documentation: the same five flows.
const EXCEL = [
  on("2008-01-01", -10_000),
  on("2008-03-01", 2750),
  on("2008-10-30", 4250),
  on("2009-02-15", 3250),
  on("2009-04-01", 2750),
];

describe("xirr against published examples", () => {
  it("Excel: 0.373362535, or 37.34 %", () => {
    // Excel prints nine decimals of an answer that it stops seeking at 0.000001 %: ours is nearer to the zero.
    expect(Math.abs((xirr(EXCEL).rate ?? 0) - 0.373362535)).toBeLessThan(1e-8);
    expect(((xirr(EXCEL).rate ?? 0) * 100).toFixed(2)).toBe("37.34");
    expect(Math.abs(xnpv(xirr(EXCEL).rate ?? 0, EXCEL))).toBeLessThan(1e-8);
    expect(xnpv(0.09, EXCEL).toFixed(2)).toBe("2086.65");
  });
  it("is the same in any order of the flows", () => {
    expect(xirr(EXCEL.toReversed())).toEqual(xirr(EXCEL));
  });
});

describe("xirr where the answer is not one rate", () => {
  const years = (...amounts: number[]) => amounts.map((amount, t) => ({ day: 365 * t, amount }));
  it("says so when there are several: Lorie and Savage's oil pump, 25 % and 400 %", () => {
    expect(xirr(years(-1600, 10_000, -10_000))).toEqual({ rate: null, reason: "several" });
  });
  it.each([
    ["costs only", years(-100, -5)],
    ["no real root", years(100, -300, 250)],
    ["nothing", []],
    ["zeros", years(0, 0)],
    ["all on one day", [on("2027-01-01", -5), on("2027-01-01", 5)]],
    ["not a number", years(-100, Number.NaN)],
  ])("none: %s", (_what, flows) => {
    expect(xirr(flows)).toEqual({ rate: null, reason: "none" });
  });
});

it("is irr's rate where every period is 365 days, and always makes the present value 0", () => {
  const amount = fc.integer({ min: -5000, max: 5000 });
  fc.assert(
    fc.property(fc.array(amount, { minLength: 2, maxLength: 8 }), (rest) => {
      const amounts = [-1000, ...rest];
      const found = xirr(amounts.map((value, t) => ({ day: 365 * t, amount: value })));
      const wanted = irr(amounts);
      expect(found.reason).toBe(wanted.reason);
      if (found.rate !== null && wanted.rate !== null) {
        expect(Math.abs(found.rate - wanted.rate)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted.rate)));
      }
    }),
    { seed: 12, numRuns: 300 },
  );
});
