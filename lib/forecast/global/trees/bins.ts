/** Bin 0 is for missing values; 1 to `edges.length + 1` rise with the value. */
export type Edges = Float32Array;

const MOST_BINS = 64;
/** Quantiles of so many rows tell where the edges lie. */
const LOOKED_AT = 20_000;

/**
 * Edges between bins of about equally many rows, distinct values apart where there are few of them. A value belongs to the bin after
 * all edges that are at or below it.
 */
export function findEdges(column: ArrayLike<number>): Edges {
  const stride = Math.max(1, Math.floor(column.length / LOOKED_AT));
  const seen: number[] = [];
  for (let i = 0; i < column.length; i += stride) {
    const value = column[i] as number;
    if (!Number.isNaN(value)) seen.push(value);
  }
  const sorted = Float32Array.from(seen).sort();
  const distinct: number[] = [];
  for (const value of sorted) if (distinct.at(-1) !== value) distinct.push(value);
  if (distinct.length < MOST_BINS - 1) return Float32Array.from(distinct.slice(1));
  const edges: number[] = [];
  for (let bin = 1; bin < MOST_BINS - 1; bin += 1) {
    const edge = sorted[Math.floor((bin * sorted.length) / (MOST_BINS - 1))] as number;
    if (edge !== edges.at(-1) && edge !== sorted[0]) edges.push(edge);
  }
  return Float32Array.from(edges);
}

/** The bin of a value, by halving. */
export function binOf(edges: Edges, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
