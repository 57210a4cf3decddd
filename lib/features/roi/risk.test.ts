import { expect, it } from "vitest";
import { riskInWords } from "./risk.ts";

const flows = Array.from({ length: 37 }, () => ({}) as never);
const bar = (key: "costUnder" | "buildCost", low: number, high: number) => ({
  key,
  npvAtLow: low,
  npvAtHigh: high,
});

it.each([
  [9, 0.12, "Pays back in 9 months; 12 % risk of a loss; hinges on the cost of a stock-out."],
  [1, 0, "Pays back in 1 month; no draw makes a loss; hinges on the cost of a stock-out."],
  [
    null,
    0.999,
    "Does not pay back within 36 months; more than 99 % risk of a loss; hinges on the cost of a stock-out.",
  ],
  [3, 0.0001, "Pays back in 3 months; less than 1 % risk of a loss; hinges on the cost of a stock-out."],
])("%j months, risk %d", (paybackMonths, lossShare, words) => {
  expect(
    riskInWords({ paybackMonths, flows }, { lossShare }, [bar("costUnder", 0, 9), bar("buildCost", 3, 1)]),
  ).toBe(words);
});

it("names nothing where nothing moves the result", () => {
  expect(riskInWords({ paybackMonths: 2, flows }, { lossShare: 0 }, [])).toBe(
    "Pays back in 2 months; no draw makes a loss.",
  );
});
