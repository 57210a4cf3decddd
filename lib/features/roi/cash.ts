/**
 * Net present value: Σ flows[t] / (1 + rate)^t, t from 0, so the first flow is of today and is not discounted.
 * (A spreadsheet's NPV discounts its first value by one period: that is `npv(rate, [0, ...values])`.)
 *
 * @param rate per period, above −1, without a unit (0.1 for 10 %).
 * @param flows money, one a period. Empty gives 0; a NaN gives NaN.
 */
export function npv(rate: number, flows: readonly number[]): number {
  // Horner's scheme from the last flow: no powers, and exact for a rate of 0.
  let value = 0;
  for (let t = flows.length - 1; t >= 0; t--) value = value / (1 + rate) + (flows[t] ?? 0);
  return value;
}

/**
 * Net present value of flows on days: Σ amount / (1 + rate)^((day − first day) / 365), as a spreadsheet's XNPV.
 *
 * @param rate a year, above −1, without a unit.
 * @param flows money and whole days since any day; the first one is today. Empty gives 0; a NaN gives NaN.
 */
export function xnpv(rate: number, flows: readonly { day: number; amount: number }[]): number {
  const first = flows[0]?.day ?? 0;
  return flows.reduce((sum, { day, amount }) => sum + amount / (1 + rate) ** ((day - first) / 365), 0);
}

/** The rate a month that compounds to `yearly` in twelve: (1 + yearly)^(1/12) − 1. */
export function monthlyRate(yearly: number): number {
  return Math.expm1(Math.log1p(yearly) / 12);
}

/** The rate a year that twelve months of `monthly` compound to: (1 + monthly)^12 − 1. */
export function yearlyRate(monthly: number): number {
  return Math.expm1(Math.log1p(monthly) * 12);
}

export type Irr =
  | { rate: number; reason: null }
  /** `none`: no rate makes the present value 0. `several`: more than one does, so none of them is the answer. */
  | { rate: null; reason: "none" | "several" };

/**
 * Internal rate of return a period: the rate above −1 at which `npv(rate, flows)` is 0.
 *
 * With x = 1 / (1 + rate) that is a root of the polynomial Σ flows[t]·x^t in x > 0. With one change of sign among the
 * flows there is exactly one (Descartes); with more, every root is isolated between the roots of the derivative, and
 * the answer says so when there are several. A root where the curve only touches zero is not seen.
 * Flows that are all 0 or of one sign have none; a flow that is not finite gives none.
 */
export function irr(flows: readonly number[]): Irr {
  const scale = Math.max(...flows.map(Math.abs), 0);
  if (!(scale > 0) || !Number.isFinite(scale)) return { rate: null, reason: "none" };
  const terms = flows.map((flow) => flow / scale);
  const first = terms.findIndex((term) => term !== 0);
  const last = terms.findLastIndex((term) => term !== 0);
  // Leading zeros only shift time, trailing ones say nothing.
  const polynomial = terms.slice(first, last + 1);
  const roots = [
    ...rootsInUnit(polynomial).map((x) => 1 / x - 1),
    // x > 1 is a negative rate: there y = 1 / x is a root of the reversed polynomial, and stays bounded.
    ...rootsInUnit(polynomial.toReversed())
      .filter((y) => y < 1)
      .map((y) => y - 1),
  ];
  const [rate] = roots;
  if (rate === undefined) return { rate: null, reason: "none" };
  if (roots.length > 1) return { rate: null, reason: "several" };
  return { rate, reason: null };
}

function signChanges(polynomial: readonly number[]): number {
  const signs = polynomial.filter((term) => term !== 0).map(Math.sign);
  return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
}

function valueAt(polynomial: readonly number[], x: number): number {
  let value = 0;
  for (let i = polynomial.length - 1; i >= 0; i--) value = value * x + (polynomial[i] ?? 0);
  return value;
}

/** Roots in (0, 1] at which the polynomial changes sign (or is 0 at 1), ascending. */
function rootsInUnit(polynomial: readonly number[]): number[] {
  if (polynomial.length < 2 || signChanges(polynomial) === 0) return [];
  const slope = polynomial.slice(1).map((term, i) => term * (i + 1));
  const scale = Math.max(...slope.map(Math.abs), Number.MIN_VALUE);
  const bounds = [0, ...rootsInUnit(slope.map((term) => term / scale)).filter((x) => x < 1), 1];
  const roots: number[] = [];
  for (let i = 1; i < bounds.length; i++) {
    const [low, high] = [bounds[i - 1] ?? 0, bounds[i] ?? 1];
    const [below, above] = [valueAt(polynomial, low), valueAt(polynomial, high)];
    if (above === 0) roots.push(high);
    else if (below !== 0 && Math.sign(below) !== Math.sign(above)) roots.push(bisect(polynomial, low, high));
  }
  return roots;
}

/** Halves until the two ends are neighbouring numbers: at most about 1,100 steps, in practice 60. */
function bisect(polynomial: readonly number[], from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(valueAt(polynomial, low));
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (Math.sign(valueAt(polynomial, middle)) === sign) low = middle;
    else high = middle;
  }
}

/**
 * The first month from which the running sum of the flows stays at 0 or above to the end; flows[0] is month 0. Null
 * when the sum ends below 0. Not discounted.
 */
export function payback(flows: readonly number[]): number | null {
  const sums = cumulate(flows);
  const lastBelow = sums.findLastIndex((sum) => sum < 0);
  return lastBelow === sums.length - 1 ? null : lastBelow + 1;
}

/** Running sums, as long as the flows. */
export function cumulate(flows: readonly number[]): number[] {
  let sum = 0;
  return flows.map((flow) => {
    sum += flow;
    return sum;
  });
}
