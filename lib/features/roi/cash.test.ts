import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cumulate, irr, monthlyRate, npv, payback, xnpv, yearlyRate } from "./cash.ts";

/** As a spreadsheet's NPV: the first value falls at the end of the first period. */
const spreadsheetNpv = (rate: number, ...values: number[]) => npv(rate, [0, ...values]);
const cents = (value: number) => value.toFixed(2);

describe("npv against published examples", () => {
  // Microsoft, "NPV function", Excel documentation: example 1 and 2 (support.microsoft.com).
  it("Excel: NPV(10 %, −10000, 3000, 4200, 6800) = 1,188.44", () => {
    expect(cents(spreadsheetNpv(0.1, -10_000, 3000, 4200, 6800))).toBe("1188.44");
  });
  it("Excel: NPV(8 %, 8000, 9200, 10000, 12000, 14500) − 40000 = 1,922.06, or −3,749.47 with −9000 in the sixth year", () => {
    const returns = [8000, 9200, 10_000, 12_000, 14_500];
    expect(cents(npv(0.08, [-40_000, ...returns]))).toBe("1922.06");
    expect(cents(npv(0.08, [-40_000, ...returns, -9000]))).toBe("-3749.47");
    // The same documentation prints the sum without the investment as 41,922.06.
    expect(cents(spreadsheetNpv(0.08, ...returns))).toBe("41922.06");
  });
  // LibreOffice Help, "Financial Functions Part Two", NPV.
  it("LibreOffice: NPV(8.75 %, 10, 20, 30) = 49.43", () => {
    expect(cents(spreadsheetNpv(0.0875, 10, 20, 30))).toBe("49.43");
  });
  // Adobe, LiveCycle Designer, FormCalc User Reference, Npv: printed with 11 to 12 decimals.
  it.each([
    [0.065, [5000], 4694.83568075117],
    [0.1, [500, 1500, 4000, 10_000], 11_529.60863329007],
    // 2.75 % a year over five months: a twelfth of it a month.
    [0.0275 / 12, [50, 60, 40, 100, 25], 273.14193838457],
  ])("FormCalc: Npv(%d, %j) = %d", (rate, values, expected) => {
    expect(Math.abs(spreadsheetNpv(rate, ...values) - expected)).toBeLessThan(1e-10);
  });
  it("is 0 of nothing, the sum at a rate of 0, and NaN of NaN", () => {
    expect(npv(0.1, [])).toBe(0);
    expect(npv(0, [1, 2, 3.5])).toBe(6.5);
    expect(npv(0.1, [1, Number.NaN])).toBeNaN();
  });
});

describe("irr against published examples", () => {
  const percent = (flows: number[], decimals: number) => {
    const { rate } = irr(flows);
    return rate === null ? null : (rate * 100).toFixed(decimals);
  };
  // Microsoft, "IRR function", Excel documentation.
  it.each([
    ["four years", [-70_000, 12_000, 15_000, 18_000, 21_000], "-2.1"],
    ["five years", [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000], "8.7"],
    ["two years", [-70_000, 12_000, 15_000], "-44.4"],
  ])("Excel, %s", (_what, flows, expected) => {
    expect(percent(flows, 1)).toBe(expected);
  });
  it("LibreOffice Help: −10000, 3500, 7600, 1000 → 11.33 %", () => {
    expect(percent([-10_000, 3500, 7600, 1000], 2)).toBe("11.33");
  });
  it("NExS spreadsheet manual: −700, 750, 900, 600, 850 → 1.0462142", () => {
    expect(irr([-700, 750, 900, 600, 850]).rate?.toFixed(7)).toBe("1.0462142");
  });
});

// Microsoft, "XNPV function", Excel documentation: 9 %, five dates of 2008 and 2009, printed as 2,086.65.
it("xnpv equals Excel's published example, and npv where every month is as long", () => {
  const on = (date: string, amount: number) => ({ day: Date.parse(date) / 86_400_000, amount });
  const flows = [
    on("2008-01-01", -10_000),
    on("2008-03-01", 2750),
    on("2008-10-30", 4250),
    on("2009-02-15", 3250),
    on("2009-04-01", 2750),
  ];
  expect(xnpv(0.09, flows).toFixed(2)).toBe("2086.65");
  const years = [-100, 60, 70].map((amount, t) => ({ day: 365 * t, amount }));
  expect(xnpv(0.1, years)).toBeCloseTo(npv(0.1, [-100, 60, 70]), 12);
  expect(xnpv(0.1, [])).toBe(0);
});

describe("irr where the answer is not one rate", () => {
  // Lorie and Savage, "Three problems in rationing capital", Journal of Business 28 (1955): the oil pump, 25 % and 400 %.
  it("says so when there are several", () => {
    expect(irr([-1600, 10_000, -10_000])).toEqual({ rate: null, reason: "several" });
    expect(npv(0.25, [-1600, 10_000, -10_000])).toBeCloseTo(0, 9);
    expect(npv(4, [-1600, 10_000, -10_000])).toBeCloseTo(0, 9);
  });
  it.each([
    ["no real root: discriminant 300² − 4·100·250 < 0", [100, -300, 250]],
    ["costs only", [-100, -5, -5]],
    ["gains only", [0, 5, 5]],
    ["zeros", [0, 0, 0]],
    ["nothing", []],
    ["not a number", [-100, Number.NaN]],
  ])("none: %s", (_what, flows) => {
    expect(irr(flows)).toEqual({ rate: null, reason: "none" });
  });
  it("finds the one rate there is in spite of several changes of sign", () => {
    // −100 + 230x − 132x² + 0.1x³ has two roots near 1/1.1 and 1/1.2, so several; without the middle cost, one.
    expect(irr([-100, 230, -132]).reason).toBe("several");
    expect(irr([-100, 150, -20, 10]).rate).not.toBeNull();
  });
  it("is −100 % never: a loss of all but a cent has a rate above −1", () => {
    expect(irr([-1000, 0.01]).rate).toBeCloseTo(-0.99999, 12);
  });
});

it("whatever the flows of an investment, the rate found makes the present value 0", () => {
  const flow = fc.double({ min: 0, max: 1e6, noNaN: true });
  const investment = fc.tuple(
    fc.double({ min: 1, max: 1e6, noNaN: true }),
    fc.array(flow, { minLength: 1, maxLength: 120 }),
  );
  fc.assert(
    fc.property(investment, ([once, returns]) => {
      const flows = [-once, ...returns];
      const { rate } = irr(flows);
      // Returns so small that the rate is −100 % to within a double have no answer to check.
      if (rate === null || rate < -0.99) return;
      const size = flows.reduce((sum, value, t) => sum + Math.abs(value) / (1 + rate) ** t, 0);
      expect(Math.abs(npv(rate, flows))).toBeLessThan(1e-9 * size);
    }),
    { seed: 20_260_101, numRuns: 300 },
  );
});

it("rates a month and a year compound into each other", () => {
  expect((1 + monthlyRate(0.08)) ** 12).toBeCloseTo(1.08, 14);
  expect(yearlyRate(monthlyRate(0.08))).toBeCloseTo(0.08, 14);
  expect(yearlyRate(0.01)).toBeCloseTo(0.12682503013197, 14); // 1.01^12 − 1
  expect(monthlyRate(0)).toBe(0);
});

describe("payback", () => {
  it.each([
    [[-100, 50, 50, 50], 2],
    [[-100, 40, 40, 40], 3],
    [[-100, 10, 10], null],
    [[0, 10, 10], 0],
    // Back above zero in month 1, but not for good until month 3.
    [[-100, 150, -100, 60], 3],
    [[-100, 150, -100], null],
    [[], null],
  ])("%j → %j", (flows, month) => {
    expect(payback(flows)).toBe(month);
  });
  it("rests on the running sum", () => {
    expect(cumulate([-100, 40, 70])).toEqual([-100, -60, 10]);
  });
});
