/** A glyph's outline as fontkit gives it, in font units. */
export interface Outline {
  commands: readonly { command: string; args: readonly number[] }[];
}

interface Point {
  x: number;
  y: number;
  isOn: boolean;
}

const ON_CURVE = 1;
const X_SHORT = 2;
const Y_SHORT = 4;
const X_SAME_OR_POSITIVE = 16;
const Y_SAME_OR_POSITIVE = 32;

/**
 * An outline of lines and quadratic curves as a simple glyph of a `glyf` table (OpenType 1.9, "Simple Glyph Table"):
 * coordinates rounded to whole units, no instructions, padded to four bytes. Empty for an outline without a contour.
 * fontkit 2.0.4 cannot write a glyph of a variable font itself: it asks its stream for a length where that takes bytes.
 */
export function glyphBytes(outline: Outline): Uint8Array {
  const contours = contoursOf(outline);
  const points = contours.flat();
  if (points.length === 0) return new Uint8Array(0);
  const flags: number[] = [];
  const xs = deltas(
    points.map(({ x }) => x),
    { short: X_SHORT, same: X_SAME_OR_POSITIVE },
  );
  const ys = deltas(
    points.map(({ y }) => y),
    { short: Y_SHORT, same: Y_SAME_OR_POSITIVE },
  );
  points.forEach(({ isOn }, i) => {
    flags.push((isOn ? ON_CURVE : 0) | (xs.flags[i] ?? 0) | (ys.flags[i] ?? 0));
  });
  let end = -1;
  const header = [
    contours.length,
    ...["x", "y"].map((axis) => Math.min(...points.map((point) => point[axis as "x" | "y"]))),
    ...["x", "y"].map((axis) => Math.max(...points.map((point) => point[axis as "x" | "y"]))),
    ...contours.map((contour) => {
      end += contour.length;
      return end;
    }),
    0, // no instructions
  ].flatMap(twoBytes);
  const bytes = [...header, ...flags, ...xs.bytes, ...ys.bytes];
  return Uint8Array.from([...bytes, ...Array.from({ length: -bytes.length & 3 }, () => 0)]);
}

const twoBytes = (value: number) => [(value >> 8) & 0xff, value & 0xff];

function contoursOf({ commands }: Outline): Point[][] {
  const contours: Point[][] = [];
  for (const { command, args } of commands) {
    if (command === "moveTo") contours.push([]);
    const contour = contours.at(-1);
    if (!contour || command === "closePath") continue;
    for (let i = 0; i + 1 < args.length; i += 2) {
      const isOn = command !== "quadraticCurveTo" || i === 2;
      contour.push({ x: Math.round(args[i] ?? 0), y: Math.round(args[i + 1] ?? 0), isOn });
    }
  }
  return contours.map(withoutReturn).filter((contour) => contour.length > 0);
}

/** A contour closes by itself: its way back to the first point is no point of its own. */
function withoutReturn(contour: Point[]): Point[] {
  const [first, last] = [contour[0], contour.at(-1)];
  const returns = contour.length > 1 && last?.isOn && first?.x === last.x && first.y === last.y;
  return returns ? contour.slice(0, -1) : contour;
}

/** Each coordinate as its step from the one before: nothing, a byte with its sign in the flag, or two bytes. */
function deltas(values: readonly number[], flag: { short: number; same: number }) {
  const flags: number[] = [];
  const bytes: number[] = [];
  let before = 0;
  for (const value of values) {
    const step = value - before;
    before = value;
    if (step === 0) flags.push(flag.same);
    else if (Math.abs(step) < 256) {
      flags.push(flag.short | (step > 0 ? flag.same : 0));
      bytes.push(Math.abs(step));
    } else {
      flags.push(0);
      bytes.push(...twoBytes(step));
    }
  }
  return { flags, bytes };
}
