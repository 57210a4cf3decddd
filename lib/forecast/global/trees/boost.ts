import type { Rng } from "../../rng.ts";
import { type BinnedRows, growTree, leafOf, type Tree } from "./grow.ts";

/** A leaf's quantiles are read from so many of its rows: more say the same. */
const MOST_ROWS_A_LEAF = 600;

export interface BoostOptions {
  /** Added up, each tree is multiplied by so much. */
  rate: number;
  mostLeaves: number;
  fewestRows: number;
  /** Of the rows and of the columns that each tree sees. */
  rowShare: number;
  columnShare: number;
}

/** One tree and, leaf by leaf, what it adds to every quantile. */
export interface BoostedTree {
  tree: Tree;
  /** [leaf] × [level] */
  values: Float32Array;
}

export interface Forest {
  /** By level: where the sum begins. */
  base: Float32Array;
  trees: readonly BoostedTree[];
}

/** Levels whose errors the trees' shapes follow, by turns: the middle, then the spread. */
const FOLLOWED = [0.5, 0.9, 0.5, 0.1] as const;

/**
 * Gradient boosting (Friedman 2001) of several quantiles at once: trees share their shape over all levels; each leaf adds,
 * for each level, that quantile of the errors that it holds (Friedman's least absolute deviation, for any quantile). Shapes follow the
 * clipped error of the median and the pinball gradients of both tails in turn.
 */
export async function boost(options: {
  data: BinnedRows;
  target: Float32Array;
  /** What the levels other than the middle are quantiles of: the target itself, or counts spread over their unit. */
  smeared: Float32Array;
  levels: readonly number[];
  trees: number;
  rng: Rng;
  settings: BoostOptions;
  onTree: (done: number) => Promise<void>;
}): Promise<Forest> {
  const { data, levels, rng, settings, onTree } = options;
  const n = data.rows;
  const count = levels.length;
  const buffer = new Float32Array(n);
  const targets = levels.map((level) => (level === 0.5 ? options.target : options.smeared));
  const base = Float32Array.from(levels, (level, l) => {
    buffer.set(targets[l] as Float32Array);
    return select(buffer, 0, n, level);
  });
  // [row] × [level]: the sums so far.
  const sums = new Float32Array(n * count);
  for (let row = 0; row < n; row += 1) sums.set(base, row * count);
  const errors = levels.map(() => new Float32Array(MOST_ROWS_A_LEAF));
  const gradient = new Float32Array(n);
  const picked = new Int32Array(n);
  const trees: BoostedTree[] = [];
  const median = levels.indexOf(0.5);
  let clip = 0;
  for (let t = 0; t < options.trees; t += 1) {
    const rows = pickRows(picked, n, settings.rowShare, rng);
    const columns = pickColumns(data.columns, settings.columnShare, rng);
    const followed = FOLLOWED[t % FOLLOWED.length] as number;
    const l = levels.indexOf(followed);
    const target = targets[l] as Float32Array;
    if (l === median) {
      if (t % 20 === 0) {
        for (let i = 0; i < rows.length; i += 1) {
          const row = rows[i] as number;
          buffer[i] = Math.abs((target[row] as number) - (sums[row * count + l] as number));
        }
        clip = 1.5 * select(buffer, 0, rows.length, 0.5);
      }
      for (const row of rows) {
        const error = (target[row] as number) - (sums[row * count + l] as number);
        gradient[row] = Math.max(-clip, Math.min(clip, error));
      }
    } else {
      for (const row of rows)
        gradient[row] = (target[row] as number) > (sums[row * count + l] as number) ? followed : followed - 1;
    }
    const { tree, spans } = growTree({
      ...{ data, rows, gradient, columns, shrinkage: 5 },
      mostLeaves: settings.mostLeaves,
      fewestRows: settings.fewestRows,
    });
    const values = new Float32Array(tree.leaves * count);
    spans.forEach(({ from, to }, leaf) => {
      const size = Math.min(to - from, MOST_ROWS_A_LEAF);
      if (size === 0) return;
      for (let i = 0; i < size; i += 1) {
        const row = rows[from + i] as number;
        for (let level = 0; level < count; level += 1)
          (errors[level] as Float32Array)[i] =
            ((targets[level] as Float32Array)[row] as number) - (sums[row * count + level] as number);
      }
      for (let level = 0; level < count; level += 1)
        values[leaf * count + level] =
          settings.rate * select(errors[level] as Float32Array, 0, size, levels[level] as number);
    });
    for (let row = 0; row < n; row += 1) {
      const at = leafOf(tree, data, row) * count;
      const to = row * count;
      for (let level = 0; level < count; level += 1)
        sums[to + level] = (sums[to + level] as number) + (values[at + level] as number);
    }
    trees.push({ tree, values });
    await onTree(t + 1);
  }
  return { base, trees };
}

function pickRows(picked: Int32Array, n: number, share: number, rng: Rng): Int32Array {
  let count = 0;
  for (let row = 0; row < n; row += 1) {
    if (rng() >= share) continue;
    picked[count] = row;
    count += 1;
  }
  return picked.subarray(0, count);
}

function pickColumns(columns: number, share: number, rng: Rng): number[] {
  const all = Array.from({ length: columns }, (_, i) => i);
  const wanted = Math.max(1, Math.round(columns * share));
  for (let i = 0; i < wanted; i += 1) {
    const j = i + Math.floor(rng() * (columns - i));
    [all[i], all[j]] = [all[j] as number, all[i] as number];
  }
  return all.slice(0, wanted);
}

/** The quantile `level` of values[from … to−1] (nearest rank), by Hoare's selection; puts them in another order. */
function select(values: Float32Array, from: number, to: number, level: number): number {
  let low = from;
  let high = to - 1;
  const k = from + Math.min(to - from - 1, Math.floor(level * (to - from)));
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i <= j) {
        const held = values[i] as number;
        values[i] = values[j] as number;
        values[j] = held;
        i += 1;
        j -= 1;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k] as number;
}
