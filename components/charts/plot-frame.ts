import { COLOUR } from "./colours.ts";

/** Room around the plot. Axes are drawn into it, so that pointer positions can be turned into periods without Recharts. */
export interface PlotMargin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export const TICK_STYLE = { fontSize: "0.6875rem", fill: COLOUR.ink2 } as const;

/** The period under a pointer: the nearest whole position of a linear axis over [domain] inside the margins. */
export function positionAt(
  pixel: number,
  frame: { width: number; margin: PlotMargin; domain: readonly [number, number] },
): number {
  const { width, margin, domain } = frame;
  const room = Math.max(1, width - margin.left - margin.right);
  const share = Math.min(1, Math.max(0, (pixel - margin.left) / room));
  const last = Math.floor(domain[1]);
  return Math.min(
    last,
    Math.max(Math.ceil(domain[0]), Math.round(domain[0] + share * (domain[1] - domain[0]))),
  );
}
