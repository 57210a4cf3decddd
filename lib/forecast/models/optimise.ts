/** The two optimisers that local models use. Both are deterministic: the same function gives the same answer. */

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Least value of `f` on [low, high]: a grid of `cells` equal steps keeps the golden section (Kiefer 1953) that follows
 * out of a wrong valley. The better of both is answered; a NaN is never the least. With `f` NaN everywhere: `low`.
 */
export function minimiseOnInterval(
  f: (x: number) => number,
  options: { low: number; high: number; cells?: number; steps?: number },
): { x: number; value: number } {
  const { low: lowest, high: highest, cells = 16, steps = 24 } = options;
  let best = lowest;
  let bestValue = Number.POSITIVE_INFINITY;
  const width = (highest - lowest) / cells;
  for (let i = 0; i <= cells; i += 1) {
    const x = lowest + width * i;
    const value = f(x);
    if (value < bestValue) {
      bestValue = value;
      best = x;
    }
  }
  let low = Math.max(lowest, best - width);
  let high = Math.min(highest, best + width);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let leftValue = f(left);
  let rightValue = f(right);
  for (let i = 0; i < steps; i += 1) {
    if (leftValue <= rightValue) {
      high = right;
      right = left;
      rightValue = leftValue;
      left = high - GOLDEN * (high - low);
      leftValue = f(left);
    } else {
      low = left;
      left = right;
      leftValue = rightValue;
      right = low + GOLDEN * (high - low);
      rightValue = f(right);
    }
  }
  const middle = (low + high) / 2;
  const value = f(middle);
  return value <= bestValue ? { x: middle, value } : { x: best, value: bestValue };
}

/** Writes the gradient at `x` into `gradient` and answers the value; infinity outside the domain. */
export type SmoothFunction = (x: Float64Array, gradient: Float64Array) => number;

/**
 * Least value of a smooth function near `start` by BFGS (Nocedal & Wright 2006, algorithm 6.1) with a backtracking line
 * search (Armijo, c = 1e-4); updates that would lose positive definiteness are left out. Coordinates should be scaled so
 * that a step of one is meaningful in each. Stops when two steps in a row gain less than `tolerance` (absolute), when no
 * step gains, or after `iterations`. The answer is never worse than the start. O(d²) a step besides the function.
 */
export function minimiseSmooth(
  f: SmoothFunction,
  options: { start: Float64Array; iterations?: number; tolerance?: number },
): { x: Float64Array; value: number; iterations: number } {
  const { iterations = 100, tolerance = 1e-6 } = options;
  const d = options.start.length;
  let x = options.start.slice();
  let gradient = new Float64Array(d);
  let value = f(x, gradient);
  const inverse = new Float64Array(d * d);
  const direction = new Float64Array(d);
  const change = new Float64Array(d);
  const image = new Float64Array(d);
  let next = new Float64Array(d);
  let nextGradient = new Float64Array(d);
  const restart = () => {
    inverse.fill(0);
    for (let i = 0; i < d; i += 1) inverse[i * d + i] = 1;
  };
  restart();
  let isFresh = true;
  let idle = 0;
  let iteration = 0;
  for (; iteration < iterations && Number.isFinite(value); iteration += 1) {
    let slope = 0;
    let largest = 0;
    for (let i = 0; i < d; i += 1) {
      let sum = 0;
      for (let j = 0; j < d; j += 1) sum -= (inverse[i * d + j] as number) * (gradient[j] as number);
      direction[i] = sum;
      slope += sum * (gradient[i] as number);
      largest = Math.max(largest, Math.abs(sum));
    }
    if (!(slope < 0)) {
      if (isFresh) break;
      restart();
      isFresh = true;
      continue;
    }
    // Before anything is known of the curvature a step is at most half a unit, afterwards at most four.
    let step = Math.min(1, (isFresh ? 0.5 : 4) / largest);
    let nextValue = Number.POSITIVE_INFINITY;
    let accepted = false;
    for (let tries = 0; tries < 20; tries += 1) {
      for (let i = 0; i < d; i += 1) next[i] = (x[i] as number) + step * (direction[i] as number);
      nextValue = f(next, nextGradient);
      if (nextValue <= value + 1e-4 * step * slope) {
        accepted = true;
        break;
      }
      const curve = (nextValue - value - step * slope) / (step * step);
      const parabola = Number.isFinite(curve) && curve > 0 ? -slope / (2 * curve) : 0;
      step = Math.min(0.5 * step, Math.max(0.1 * step, parabola));
    }
    if (!accepted) {
      if (isFresh) break;
      restart();
      isFresh = true;
      continue;
    }
    let sy = 0;
    let yy = 0;
    for (let i = 0; i < d; i += 1) {
      change[i] = (nextGradient[i] as number) - (gradient[i] as number);
      direction[i] = (next[i] as number) - (x[i] as number);
      sy += (direction[i] as number) * (change[i] as number);
      yy += (change[i] as number) ** 2;
    }
    if (sy > 1e-12 * yy && sy > 0) {
      if (isFresh) for (let i = 0; i < d; i += 1) inverse[i * d + i] = sy / yy;
      isFresh = false;
      let yHy = 0;
      for (let i = 0; i < d; i += 1) {
        let sum = 0;
        for (let j = 0; j < d; j += 1) sum += (inverse[i * d + j] as number) * (change[j] as number);
        image[i] = sum;
        yHy += sum * (change[i] as number);
      }
      const scale = (1 + yHy / sy) / sy;
      for (let i = 0; i < d; i += 1) {
        const si = direction[i] as number;
        const hi = image[i] as number;
        for (let j = 0; j < d; j += 1) {
          const sj = direction[j] as number;
          inverse[i * d + j] =
            (inverse[i * d + j] as number) + scale * si * sj - (hi * sj + si * (image[j] as number)) / sy;
        }
      }
    }
    const gain = value - nextValue;
    [x, next] = [next, x];
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
    idle = gain < tolerance ? idle + 1 : 0;
    if (idle >= 2) break;
  }
  return { x, value, iterations: iteration };
}
