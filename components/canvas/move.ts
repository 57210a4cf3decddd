export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Direction = "left" | "right" | "up" | "down";

export const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/**
 * Which box an arrow key leads to from `from`, by where they stand on the screen, so that it holds for five columns,
 * two and one; null at the edge. Distance along the arrow counts once, across it twice.
 */
export function neighbour(boxes: readonly Box[], from: number, direction: Direction): number | null {
  const start = boxes[from];
  if (!start) return null;
  let best: { index: number; distance: number } | null = null;
  for (const [index, box] of boxes.entries()) {
    if (index === from || !liesTowards(start, box, direction)) continue;
    const along = direction === "left" || direction === "right" ? "x" : "y";
    const across = along === "x" ? "y" : "x";
    const distance = gap(start, box, along) + 2 * offset(start, box, across);
    if (!best || distance < best.distance) best = { index, distance };
  }
  return best?.index ?? null;
}

function liesTowards(from: Box, box: Box, direction: Direction): boolean {
  const slack = 4;
  switch (direction) {
    case "left":
      return box.left + box.width <= from.left + slack;
    case "right":
      return box.left >= from.left + from.width - slack;
    case "up":
      return box.top + box.height <= from.top + slack;
    case "down":
      return box.top >= from.top + from.height - slack;
  }
}

const span = (box: Box, axis: "x" | "y") =>
  axis === "x"
    ? { start: box.left, end: box.left + box.width }
    : { start: box.top, end: box.top + box.height };

function gap(a: Box, b: Box, axis: "x" | "y"): number {
  const [one, two] = [span(a, axis), span(b, axis)];
  return Math.max(0, two.start - one.end, one.start - two.end);
}

/** How far the middle of `a` is from the nearest point of `b`. */
function offset(a: Box, b: Box, axis: "x" | "y"): number {
  const middle = (span(a, axis).start + span(a, axis).end) / 2;
  const other = span(b, axis);
  return Math.max(0, other.start - middle, middle - other.end);
}
