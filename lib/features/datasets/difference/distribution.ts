/**
 * How the values of a column are distributed, small enough to keep and made to be added up: what is sketched of two
 * Parquet parts gives the sketch of both, so that a version that shares parts with another reads only the rest.
 */
export interface NumberSketch {
  kind: "numeric";
  missing: number;
  /** `[code, count, sum, sum of squares]` in order of the code; see `codeSql`. */
  bins: [number, number, number, number][];
}

export interface CategorySketch {
  kind: "categorical";
  missing: number;
  /** `[category, count]`, the most frequent first, at most `CATEGORIES_KEPT`. */
  counts: [string, number][];
  /** Rows of all other categories. */
  rest: number;
}

export type ColumnSketch = NumberSketch | CategorySketch;

export const CATEGORIES_KEPT = 500;

/** Bins a doubling: a bin is at most 9.05 % (2^(1/8) − 1) wider than its lower edge. */
const BINS_A_DOUBLING = 8;
const ZERO_AT = 10_000;

/** SQL for the bin of a number: 0 for zero, else its sign times (⌊8·log₂|x|⌋ + 10,000), so that codes are in the order of the values. */
export function codeSql(column: string): string {
  return `CASE WHEN ${column} = 0 THEN 0 ELSE CAST(sign(${column}) * (floor(${BINS_A_DOUBLING} * log2(abs(${column}))) + ${ZERO_AT}) AS INTEGER) END`;
}

/** The sketch of both. Both have one kind. */
export function mergeSketches<S extends ColumnSketch>(sketches: readonly S[]): S {
  const [first] = sketches;
  if (!first) throw new RangeError("There is no sketch to merge.");
  const missing = sketches.reduce((sum, each) => sum + each.missing, 0);
  if (first.kind === "numeric") {
    const bins = new Map<number, [number, number, number, number]>();
    for (const sketch of sketches as readonly NumberSketch[]) {
      for (const [code, count, sum, squares] of sketch.bins) {
        const bin = bins.get(code) ?? [code, 0, 0, 0];
        bins.set(code, [code, bin[1] + count, bin[2] + sum, bin[3] + squares]);
      }
    }
    return { kind: "numeric", missing, bins: [...bins.values()].sort((a, b) => a[0] - b[0]) } as S;
  }
  const counts = new Map<string, number>();
  let rest = 0;
  for (const sketch of sketches as readonly CategorySketch[]) {
    rest += sketch.rest;
    for (const [name, count] of sketch.counts) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  rest += sorted.slice(CATEGORIES_KEPT).reduce((sum, [, count]) => sum + count, 0);
  return { kind: "categorical", missing, counts: sorted.slice(0, CATEGORIES_KEPT), rest } as S;
}

const PSI_GROUPS = 10;

/**
 * Population stability index Σ (qᵢ − pᵢ)·ln(qᵢ / pᵢ) over groups of values, without a unit; 0 for equal shares, and the same
 * both ways for the same groups. Numbers are grouped by up to ten quantiles of `from` at the edges of the sketch's bins,
 * categories by name; “not known” is a group of its own. Half a row is added to each group, (nᵢ + ½) / (N + k/2), so that an
 * empty one gives a finite value. NaN when either side has no row.
 * Below 0.1 little changed, from 0.25 on much: N. Siddiqi, Credit Risk Scorecards, Wiley 2006, p. 137.
 */
export function populationStability(from: ColumnSketch, to: ColumnSketch): number {
  const groups = from.kind === "numeric" ? numberGroups(from, to as NumberSketch) : nameGroups(from, to);
  if (from.missing + to.missing > 0) groups.push([from.missing, to.missing]);
  const [n, m] = [0, 1].map((side) => groups.reduce((sum, group) => sum + (group[side] as number), 0)) as [
    number,
    number,
  ];
  if (n === 0 || m === 0) return Number.NaN;
  const k = groups.length;
  return groups.reduce((sum, [a, b]) => {
    const [p, q] = [(a + 0.5) / (n + k / 2), (b + 0.5) / (m + k / 2)];
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

/** Counts of both in up to ten groups of nearly as many values of `from` each. */
function numberGroups(from: NumberSketch, to: NumberSketch): [number, number][] {
  const total = known(from);
  const inTo = new Map(to.bins.map((bin) => [bin[0], bin[1]]));
  const inFrom = new Map(from.bins.map((bin) => [bin[0], bin[1]]));
  const codes = [...new Set([...inFrom.keys(), ...inTo.keys()])].sort((a, b) => a - b);
  const groups: [number, number][] = [];
  let seen = 0;
  let group: [number, number] = [0, 0];
  for (const code of codes) {
    group = [group[0] + (inFrom.get(code) ?? 0), group[1] + (inTo.get(code) ?? 0)];
    seen += inFrom.get(code) ?? 0;
    if (group[0] > 0 && seen >= ((groups.length + 1) * total) / PSI_GROUPS && seen < total) {
      groups.push(group);
      group = [0, 0];
    }
  }
  return [...groups, group];
}

function nameGroups(from: ColumnSketch, to: ColumnSketch): [number, number][] {
  if (from.kind !== "categorical" || to.kind !== "categorical") throw new TypeError("The kinds differ.");
  const [a, b] = [new Map(from.counts), new Map(to.counts)];
  const groups = [...new Set([...a.keys(), ...b.keys()])].map((name): [number, number] => [
    a.get(name) ?? 0,
    b.get(name) ?? 0,
  ]);
  if (from.rest + to.rest > 0) groups.push([from.rest, to.rest]);
  return groups;
}

/**
 * Wasserstein-1 distance ∫ |F(x) − G(x)| dx in the column's own unit: how far values moved on average. Every value stands at
 * the mean of its bin, so that a distance is off by at most the width of a bin (9 % of the value). NaN when either side knows
 * no value. Vallender, Theory Probab. Appl. 18 (1974) 784–786.
 */
export function wasserstein(from: NumberSketch, to: NumberSketch): number {
  const [n, m] = [known(from), known(to)];
  if (n === 0 || m === 0) return Number.NaN;
  const steps = [
    ...from.bins.map(([, count, sum]) => ({ at: sum / count, rise: count / n })),
    ...to.bins.map(([, count, sum]) => ({ at: sum / count, rise: -count / m })),
  ].sort((a, b) => a.at - b.at);
  let gap = 0;
  let distance = 0;
  steps.forEach(({ at, rise }, i) => {
    const next = steps[i + 1];
    gap += rise;
    if (next) distance += Math.abs(gap) * (next.at - at);
  });
  return distance;
}

const known = (sketch: NumberSketch): number => sketch.bins.reduce((sum, bin) => sum + bin[1], 0);

/** Mean and standard deviation (of the population) of the known values, from sums that lose nothing; NaN without any. */
export function moments(sketch: NumberSketch): { mean: number; deviation: number } {
  const n = known(sketch);
  const mean = sketch.bins.reduce((sum, bin) => sum + bin[2], 0) / n;
  const squares = sketch.bins.reduce((sum, bin) => sum + bin[3], 0) / n;
  return { mean, deviation: Math.sqrt(Math.max(0, squares - mean * mean)) };
}
