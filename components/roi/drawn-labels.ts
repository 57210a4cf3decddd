/** A text beside a line in a drawing. */
export interface Label {
  text: string;
  x: number;
  anchor: "start" | "middle" | "end";
}

/** Of the product's figures at the axis's size, in pixels; rather too wide than too narrow. */
const LETTER = 6.6;
const GAP = 6;
export const widthOf = (text: string) => text.length * LETTER;

/** Beside a line at `x`: on the wanted side, or on the other where that has no room within [min, max]. */
export function beside(
  text: string,
  { x, side, min, max }: { x: number; side: "left" | "right"; min: number; max: number },
): Label {
  const width = widthOf(text) + GAP;
  const hasLeft = x - width >= min;
  const hasRight = x + width <= max;
  const isLeft = side === "left" ? hasLeft || !hasRight : !hasRight && hasLeft;
  return isLeft ? { text, x: x - GAP, anchor: "end" } : { text, x: x + GAP, anchor: "start" };
}

/** Two texts centred at two places, within [min, max]; one text with both where they would touch. */
export function pair(
  [low, high]: readonly [Label["text"], Label["text"]],
  { from, to, min, max }: { from: number; to: number; min: number; max: number },
): Label[] {
  const within = (text: string, x: number) =>
    Math.min(max - widthOf(text) / 2, Math.max(min + widthOf(text) / 2, x));
  const [left, right] = [within(low, from), within(high, to)];
  if (right - left >= (widthOf(low) + widthOf(high)) / 2 + GAP) {
    return [
      { text: low, x: left, anchor: "middle" },
      { text: high, x: right, anchor: "middle" },
    ];
  }
  const both = `${low} to ${high}`;
  return [{ text: both, x: within(both, (from + to) / 2), anchor: "middle" }];
}

/** As many of the ticks, evenly, as stand side by side without touching. */
export function roomFor<T>(ticks: readonly T[], texts: readonly string[], x: (tick: T) => number): T[] {
  const widest = Math.max(0, ...texts.map(widthOf)) + 2 * GAP;
  for (let every = 1; every < ticks.length; every++) {
    const kept = ticks.filter((_, i) => i % every === 0);
    const fits = kept.every((tick, i) => i === 0 || x(tick) - x(kept[i - 1] as T) >= widest);
    if (fits) return kept;
  }
  return ticks.slice(0, 1);
}
