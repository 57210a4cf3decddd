import { cumulate, type Irr, monthlyRate, xnpv } from "./cash.ts";
import { type DatedFlow, xirr } from "./dated.ts";

export interface MonthlyFlow {
  /** 0 is the start: build and data. Month m's flow falls at its end. */
  month: number;
  benefit: number;
  cost: number;
  net: number;
  /** Running sum of `net`, not discounted. */
  cumulative: number;
}

/** All that the months rest on. Money in the project's currency; `growthPercent` and `discountPercent` a year. */
export interface CashTerms {
  once: number;
  /** In the first year, fully adopted and after the ramp. */
  benefitAYear: number;
  costAYear: number;
  years: number;
  rampMonths: number;
  growthPercent: number;
  discountPercent: number;
}

/** The share of the benefit that month m brings: min(1, m / ramp) · (1 + growth)^(year of m − 1), years from 1. */
function benefitShare({ rampMonths, growthPercent }: CashTerms, month: number): number {
  const ramp = rampMonths <= 0 ? 1 : Math.min(1, month / rampMonths);
  return ramp * (1 + growthPercent / 100) ** (Math.ceil(month / 12) - 1);
}

/**
 * Month 0: −once. Month m = 1 … 12·years: benefit a year / 12 · min(1, m / ramp) · (1 + growth)^(year − 1) − costs a
 * year / 12. Costs do not grow.
 */
export function monthlyFlows(terms: CashTerms): MonthlyFlow[] {
  const costAMonth = terms.costAYear / 12;
  const rows = [{ month: 0, benefit: 0, cost: terms.once, net: -terms.once }];
  for (let month = 1; month <= terms.years * 12; month++) {
    const benefit = (terms.benefitAYear / 12) * benefitShare(terms, month);
    rows.push({ month, benefit, cost: costAMonth, net: benefit - costAMonth });
  }
  const sums = cumulate(rows.map((row) => row.net));
  return rows.map((row, i) => ({ ...row, cumulative: sums[i] ?? 0 }));
}

/**
 * What one unit of money a month is worth today: `benefit` with ramp and growth, `cost` without. Then
 * NPV = −once + benefit a year / 12 · `benefit` − costs a year / 12 · `cost`: the same as discounting the flows, but
 * without making them, for thousands of draws.
 */
export function annuities(terms: Omit<CashTerms, "once" | "benefitAYear" | "costAYear">) {
  const step = 1 / (1 + monthlyRate(terms.discountPercent / 100));
  const growth = 1 + terms.growthPercent / 100;
  let [benefit, cost, discount, grown] = [0, 0, 1, 1];
  for (let month = 1; month <= terms.years * 12; month++) {
    if (month > 1 && month % 12 === 1) grown *= growth;
    discount *= step;
    cost += discount;
    benefit += discount * grown * (terms.rampMonths <= 0 ? 1 : Math.min(1, month / terms.rampMonths));
  }
  return { benefit, cost };
}

/** The NPV of the flows on the first days of the months from `start` ("2027-01") on, a year counted as 365 days. */
export function npvByDays(
  yearlyRate: number,
  flows: readonly Pick<MonthlyFlow, "month" | "net">[],
  start: string,
): number {
  return xnpv(yearlyRate, onDays(flows, start));
}

/** The rate a year of the same dated flows, as a spreadsheet's XIRR. */
export function irrByDays(flows: readonly Pick<MonthlyFlow, "month" | "net">[], start: string): Irr {
  return xirr(onDays(flows, start));
}

function onDays(flows: readonly Pick<MonthlyFlow, "month" | "net">[], start: string): DatedFlow[] {
  const [year = 2000, month = 1] = start.split("-").map(Number);
  const dayOf = (months: number) => Date.UTC(year, month - 1 + months, 1) / 86_400_000;
  return flows.map((flow) => ({ day: dayOf(flow.month), amount: flow.net }));
}
