import { expect, it } from "vitest";
import { describeCash, prepareCash } from "./prepare-cash.ts";

const money = (value: number) => `€${value}`;

it("names the lowest point, payback and end of a cash curve", () => {
  const view = prepareCash([
    { month: 0, cumulative: -9000 },
    { month: 1, cumulative: -9500 },
    { month: 2, cumulative: 1200 },
  ]);
  expect(view.lowest?.month).toBe(1);
  expect(view.yTicks).toContain(0);
  expect(describeCash(view, 1.9, money)).toBe(
    "The lowest point is €-9500 in month 1; it is paid back in month 2, after 2 months the sum is €1200.",
  );
});

it("says that a curve is not paid back, and draws nothing it was not given", () => {
  const view = prepareCash([
    { month: 0, cumulative: -10 },
    { month: 1, cumulative: Number.NaN },
  ]);
  expect(view.rows).toHaveLength(1);
  expect(describeCash(view, null, money)).toContain("not paid back");
  expect(describeCash(prepareCash([]), null, money)).toBe("No cash flow yet.");
});
