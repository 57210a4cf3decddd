import { niceStep } from "../prepare-loss.ts";

export interface Lines {
  left: number;
  right: number;
  bottom: number;
  /** One a method, in their order; null where it has no value. A gap in the values is a gap in the line. */
  paths: (string | null)[];
  /** Where each line ends, apart enough to be read. */
  labels: { line: number; x: number; y: number }[];
  yTicks: { y: number; value: number }[];
  xTicks: { x: number; text: string; anchor: "start" | "middle" | "end" }[];
}

const LEFT = 52;
const LABEL_ROOM = 150;
/** Of a narrow picture names take no more than this. */
const LABEL_SHARE = 0.3;
const TOP = 10;
const BOTTOM = 24;
const APART = 14;

/** Lines over the parts of a table: [part] → [method] in values. The axis starts at zero unless a value is below it. */
export function prepareLines(options: {
  parts: readonly string[];
  values: readonly (readonly (number | null)[])[];
  width: number;
  height: number;
}): Lines {
  const { parts, values, width, height } = options;
  const right = Math.max(width - Math.min(LABEL_ROOM, LABEL_SHARE * width), LEFT + 40);
  const bottom = height - BOTTOM;
  const known = values.flat().filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(1e-9, ...known);
  const step = niceStep(high - low, 4);
  const from = Math.floor(low / step) * step;
  const to = Math.max(Math.ceil(high / step) * step, from + step);
  const x = (at: number) => LEFT + (parts.length > 1 ? ((right - LEFT) * at) / (parts.length - 1) : 0);
  const y = (value: number) => bottom - ((bottom - TOP) * (value - from)) / (to - from);
  const lines = values[0]?.length ?? 0;
  const paths = Array.from({ length: lines }, (_, line) => {
    let path = "";
    let isOn = false;
    parts.forEach((_part, at) => {
      const value = values[at]?.[line] ?? null;
      if (value !== null) path += `${isOn ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      isOn = value !== null;
    });
    return path || null;
  });
  const labels = paths.flatMap((path, line) => {
    const last = values.findLast((row) => row[line] !== null && row[line] !== undefined)?.[line];
    return path && last !== null && last !== undefined ? [{ line, x: right + 8, y: y(last) + 4 }] : [];
  });
  labels.sort((a, b) => a.y - b.y);
  for (let i = 1; i < labels.length; i += 1) {
    const [above, own] = [labels[i - 1], labels[i]];
    if (above && own) own.y = Math.max(own.y, above.y + APART);
  }
  // What was pushed below the axis moves the others up.
  for (let i = labels.length - 1; i >= 0; i -= 1) {
    const own = labels[i];
    if (own) own.y = Math.min(own.y, bottom + 4 - APART * (labels.length - 1 - i));
  }
  const middle = Math.floor((parts.length - 1) / 2);
  const ticks = [0, middle, parts.length - 1].filter((at, i, all) => all.indexOf(at) === i);
  return {
    left: LEFT,
    right,
    bottom,
    paths,
    labels,
    yTicks: Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => ({
      y: y(from + i * step),
      value: from + i * step,
    })),
    xTicks: ticks.map((at) => ({
      x: x(at),
      text: parts[at] ?? "",
      anchor: at === 0 ? "start" : at === parts.length - 1 ? "end" : "middle",
    })),
  };
}
