/** gradient[i] = 0 where activated[i] is not above zero: relu's derivative, in place. */
export function maskPositive(size: i32, activated: usize, gradient: usize): void {
  const zero = f32x4.splat(0);
  let i: i32 = 0;
  for (; i + 4 <= size; i += 4) {
    const mask = f32x4.gt(v128.load(activated), zero);
    v128.store(gradient, v128.and(v128.load(gradient), mask));
    activated += 16;
    gradient += 16;
  }
  for (; i < size; i += 1) {
    if (!(load<f32>(activated) > 0)) store<f32>(gradient, 0);
    activated += 4;
    gradient += 4;
  }
}

/**
 * Adam, one step (Kingma & Ba 2015, algorithm 1, in the form of the end of section 2): m = β₁m + (1−β₁)g,
 * v = β₂v + (1−β₂)g², next = w − scale·m / (√v + ε), with scale = α·√(1−β₂ᵗ)/(1−β₁ᵗ). `next` may be `w`.
 */
export function adam(
  size: i32,
  gradient: usize, first: usize, second: usize,
  weights: usize, next: usize,
  scale: f32, beta1: f32, beta2: f32, epsilon: f32,
): void {
  const keep1 = f32x4.splat(beta1);
  const take1 = f32x4.splat(1 - beta1);
  const keep2 = f32x4.splat(beta2);
  const take2 = f32x4.splat(1 - beta2);
  const small = f32x4.splat(epsilon);
  const scales = f32x4.splat(scale);
  let i: i32 = 0;
  for (; i + 4 <= size; i += 4) {
    const g = v128.load(gradient);
    const m = f32x4.add(f32x4.mul(keep1, v128.load(first)), f32x4.mul(take1, g));
    const v = f32x4.add(f32x4.mul(keep2, v128.load(second)), f32x4.mul(take2, f32x4.mul(g, g)));
    v128.store(first, m);
    v128.store(second, v);
    const step = f32x4.div(f32x4.mul(scales, m), f32x4.add(f32x4.sqrt(v), small));
    v128.store(next, f32x4.sub(v128.load(weights), step));
    gradient += 16;
    first += 16;
    second += 16;
    weights += 16;
    next += 16;
  }
  for (; i < size; i += 1) {
    const g = load<f32>(gradient);
    const m = beta1 * load<f32>(first) + (1 - beta1) * g;
    const v = beta2 * load<f32>(second) + (1 - beta2) * (g * g);
    store<f32>(first, m);
    store<f32>(second, v);
    store<f32>(next, load<f32>(weights) - (scale * m) / (sqrt<f32>(v) + epsilon));
    gradient += 4;
    first += 4;
    second += 4;
    weights += 4;
    next += 4;
  }
}

/**
 * Pinball loss of several quantiles of the same outcomes (Koenker & Bassett 1978): Σ w·(p − 1[y<q])·(y − q) over
 * prediction[i][h], with target and weight [i] and level [h]; writes its slope w·(1[y<q] − p) into `gradient` and answers the sum, carried
 * in double precision.
 */
export function pinball(
  size: i32, heads: i32,
  levels: usize, prediction: usize, target: usize, weight: usize, gradient: usize,
): f64 {
  let total: f64 = 0;
  for (let i: i32 = 0; i < size; i += 1) {
    const y = load<f32>(target);
    const w = load<f32>(weight);
    let level = levels;
    for (let h: i32 = 0; h < heads; h += 1) {
      const error = y - load<f32>(prediction);
      const slope = w * (load<f32>(level) - (error < 0 ? <f32>1 : <f32>0));
      total += <f64>(slope * error);
      store<f32>(gradient, -slope);
      prediction += 4;
      gradient += 4;
      level += 4;
    }
    target += 4;
    weight += 4;
  }
  return total;
}
