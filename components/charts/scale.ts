/** Geometry that every chart here shares. Pure: numbers in, numbers and path strings out. */

/** A value, or `null` where nothing is known. Null breaks a line; it is never drawn as zero. */
export type Maybe = number | null;

/**
 * Round axis values that enclose [low, high]: multiples of 1, 2, 2.5 or 5 times a power of ten, 4 to 7 of them.
 * A range without width (or one that isn't finite) answers [0, 1] steps around it.
 */
export function niceTicks(low: number, high: number): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  let from = Math.min(low, high);
  let to = Math.max(low, high);
  if (from === to) {
    from = Math.min(from, 0);
    to = Math.max(to, 0);
    if (from === to) to = 1;
  }
  const power = 10 ** Math.floor(Math.log10((to - from) / 5));
  const candidates = [1, 2, 2.5, 5, 10, 20].map((factor) => factor * power);
  const step = candidates.find((size) => Math.ceil(to / size) - Math.floor(from / size) <= 5) ?? 50 * power;
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step);
  return Array.from({ length: last - first + 1 }, (_, i) => cleaned((first + i) * step));
}

/** Takes the last binary digits off a product such as 3 × 0.1. */
function cleaned(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

/** A straight map from [from, to] to pixels; a domain without width maps to the middle. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): (value: number) => number {
  const width = domain[1] - domain[0];
  return (value) =>
    width === 0
      ? (range[0] + range[1]) / 2
      : range[0] + ((value - domain[0]) / width) * (range[1] - range[0]);
}

/**
 * Moves labels apart until neighbours are at least `gap` apart, keeping their order and staying in [min, max]
 * as far as they fit. Answers in the order given.
 */
export function spreadLabels(
  wanted: readonly number[],
  options: { gap: number; min: number; max: number },
): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  let floor = options.min;
  for (const label of order) {
    label.y = Math.max(label.y, floor);
    floor = label.y + options.gap;
  }
  let ceiling = options.max;
  for (const label of order.toReversed()) {
    label.y = Math.min(label.y, ceiling);
    ceiling = label.y - options.gap;
  }
  const out = new Array<number>(wanted.length).fill(0);
  for (const label of order) out[label.i] = label.y;
  return out;
}

const at = (value: number) => Math.round(value * 10) / 10;

/** SVG path of a line; a null starts a new piece. A lone point becomes a stroke of no length, seen with round caps. */
export function linePath(points: readonly ({ x: number; y: number } | null)[]): string {
  let path = "";
  let open = false;
  points.forEach((point, i) => {
    if (point === null) {
      open = false;
      return;
    }
    path += `${open ? "L" : "M"}${at(point.x)} ${at(point.y)}`;
    if (!open && (points[i + 1] ?? null) === null) path += "h0";
    open = true;
  });
  return path;
}

/** SVG path of the area between two lines; a null starts a new piece. */
export function bandPath(points: readonly ({ x: number; low: number; high: number } | null)[]): string {
  const pieces: { x: number; low: number; high: number }[][] = [[]];
  for (const point of points) {
    if (point === null) pieces.push([]);
    else pieces.at(-1)?.push(point);
  }
  return pieces
    .filter((piece) => piece.length > 0)
    .map((piece) => {
      const upper = piece.map((p) => `${at(p.x)} ${at(p.high)}`);
      const lower = piece.toReversed().map((p) => `${at(p.x)} ${at(p.low)}`);
      return `M${[...upper, ...lower].join("L")}Z`;
    })
    .join("");
}
