/** Where a key leads in a row of `count` slides; null for a key that leads nowhere. Stops at both ends. */
export function stepFor(key: string, at: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowRight":
    case "PageDown":
    case " ":
    case "n":
      return Math.min(at + 1, last);
    case "ArrowLeft":
    case "PageUp":
    case "Backspace":
    case "p":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

const SWIPE_PX = 60;

/** A finger's way: on to the next (1), back (-1), or no swipe at all (0), such as scrolling. */
export function swipeOf(dx: number, dy: number): -1 | 0 | 1 {
  if (Math.abs(dx) < SWIPE_PX || Math.abs(dx) < Math.abs(dy) * 1.5) return 0;
  return dx < 0 ? 1 : -1;
}
