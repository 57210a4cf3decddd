import type { Irr } from "./cash.ts";

export interface DatedFlow {
  /** Whole days since any day. */
  day: number;
  amount: number;
}

/** A term a·x^e of a sum whose exponents need not be whole. */
interface Term {
  a: number;
  e: number;
}

/**
 * Internal rate of return a year of flows on days, as a spreadsheet's XIRR: the rate above −1 at which
 * Σ amount / (1 + rate)^((day − first day) / 365) is 0, in any order of the flows.
 *
 * With x = 1 / (1 + rate) the sum is Σ a·x^e with real exponents. By Rolle's theorem it has at most one root more than
 * its derivative, whose roots bound its own, and Descartes' rule of signs holds for real exponents too (Jameson,
 * "Counting zeros of generalised polynomials", Mathematical Gazette 90, 2006): so every root at which the sign changes is
 * found, and several of them are said to be several. Flows of one sign, or one that is not finite, have none.
 */
export function xirr(flows: readonly DatedFlow[]): Irr {
  const first = Math.min(...flows.map(({ day }) => day));
  const largest = Math.max(0, ...flows.map(({ amount }) => Math.abs(amount)));
  if (!(largest > 0) || !Number.isFinite(largest) || !Number.isFinite(first)) {
    return { rate: null, reason: "none" };
  }
  const byDay = new Map<number, number>();
  for (const { day, amount } of flows) byDay.set(day, (byDay.get(day) ?? 0) + amount / largest);
  const terms = [...byDay]
    .map(([day, a]) => ({ a, e: (day - first) / 365 }))
    .filter(({ a }) => a !== 0)
    .toSorted((a, b) => a.e - b.e);
  const last = terms.at(-1)?.e ?? 0;
  // x > 1 is a negative rate: there y = 1 / x is a root of the reversed sum, and stays bounded.
  const reversed = terms.map(({ a, e }) => ({ a, e: last - e })).toReversed();
  const rates = [
    ...rootsInUnit(terms).map((x) => 1 / x - 1),
    ...rootsInUnit(reversed)
      .filter((y) => y < 1)
      .map((y) => y - 1),
  ];
  const [rate] = rates;
  if (rate === undefined) return { rate: null, reason: "none" };
  return rates.length > 1 ? { rate: null, reason: "several" } : { rate, reason: null };
}

const valueAt = (terms: readonly Term[], x: number) => terms.reduce((sum, { a, e }) => sum + a * x ** e, 0);

const hasTwoSigns = (terms: readonly Term[]) => terms.some(({ a }) => a > 0) && terms.some(({ a }) => a < 0);

/** Roots in (0, 1] at which the sum changes sign (or is 0 at 1), ascending. Exponents ascend from any number on. */
function rootsInUnit(given: readonly Term[]): number[] {
  if (!hasTwoSigns(given)) return [];
  const least = given[0]?.e ?? 0;
  const terms = given.map(({ a, e }) => ({ a, e: e - least }));
  const slope = terms.slice(1).map(({ a, e }) => ({ a: a * e, e: e - 1 }));
  const bounds = [0, ...rootsInUnit(slope).filter((x) => x < 1), 1];
  const roots: number[] = [];
  for (let i = 1; i < bounds.length; i++) {
    const [low, high] = [bounds[i - 1] ?? 0, bounds[i] ?? 1];
    const [below, above] = [valueAt(terms, low), valueAt(terms, high)];
    if (above === 0) roots.push(high);
    else if (below !== 0 && Math.sign(below) !== Math.sign(above)) roots.push(bisect(terms, low, high));
  }
  return roots;
}

/** Halves until the two ends are neighbouring numbers. */
function bisect(terms: readonly Term[], from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(valueAt(terms, low));
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (Math.sign(valueAt(terms, middle)) === sign) low = middle;
    else high = middle;
  }
}
