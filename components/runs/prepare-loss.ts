import type { LossView } from "#lib/features/runs/index.ts";
import { formatError, formatNumber } from "#lib/format/index.ts";

export interface LossChart {
  left: number;
  right: number;
  training: string;
  /** Null before the first validation. */
  validation: string | null;
  yTicks: { y: number; text: string }[];
  xTicks: { x: number; text: string; anchor: "start" | "middle" | "end" }[];
  labels: { x: number; y: number; text: string; strong: boolean }[];
}

const LEFT = 40;
const LABEL_ROOM = 112;
const TOP = 10;
const BOTTOM = 24;

/** A step of 1, 2 or 5 times a power of ten that cuts the span into at most `most` parts. */
export function niceStep(span: number, most: number): number {
  const rough = span / most;
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Paths and labels in pixels. The axis starts where the loss does, not at zero: what matters is whether it still falls. */
export function prepareLoss(loss: LossView, size: { width: number; height: number }): LossChart {
  const right = Math.max(size.width - LABEL_ROOM, LEFT + 40);
  const bottom = size.height - BOTTOM;
  const values = loss.points
    .flatMap(([, training, validation]) => (validation === null ? [training] : [training, validation]))
    .filter(Number.isFinite);
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const step = niceStep(Math.max(high - low, Math.abs(high) * 0.1, 1e-9), 4);
  const from = Math.floor(low / step) * step;
  const to = Math.max(Math.ceil(high / step) * step, from + step);
  const x = (at: number) => LEFT + ((right - LEFT) * at) / Math.max(loss.totalSteps, 1);
  const y = (value: number) => bottom - ((bottom - TOP) * (value - from)) / (to - from);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);

  const path = (points: readonly (readonly [number, number])[]) =>
    points
      .map(([at, value], i) => `${i === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
      .join("");
  const training = loss.points.flatMap(([at, value]) =>
    Number.isFinite(value) ? [[at, value] as const] : [],
  );
  const validation = loss.points.flatMap(([at, , value]) =>
    value !== null && Number.isFinite(value) ? [[at, value] as const] : [],
  );

  const ends = [
    { name: "validation", end: validation.at(-1), strong: true },
    { name: "training", end: training.at(-1), strong: false },
  ].flatMap(({ name, end, strong }) =>
    end ? [{ x: x(end[0]) + 6, y: y(end[1]) + 4, text: `${name} ${formatError(end[1])}`, strong }] : [],
  );
  ends.sort((a, b) => a.y - b.y);
  const [first, second] = ends;
  // Labels stand apart by 13 px, the lower one giving way.
  if (first && second && second.y - first.y < 13) second.y = first.y + 13;

  return {
    left: LEFT,
    right,
    training: path(training),
    validation: validation.length > 0 ? path(validation) : null,
    yTicks: ticks.map((tick) => ({ y: y(tick), text: formatNumber(tick, decimals) })),
    xTicks: [
      { x: LEFT, text: "step 0", anchor: "start" },
      { x: x(loss.totalSteps / 2), text: formatNumber(Math.round(loss.totalSteps / 2), 0), anchor: "middle" },
      { x: right, text: formatNumber(loss.totalSteps, 0), anchor: "end" },
    ],
    labels: ends,
  };
}
