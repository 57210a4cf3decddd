import { COLOUR } from "./colours.ts";
import { linearScale, linePath, type Maybe } from "./scale.ts";

const WIDTH = 168;
const HEIGHT = 24;

/** A line of values in a table cell, from zero when none is below; a missing value is a gap. */
export function Sparkline({ values, label }: { values: readonly Maybe[]; label: string }) {
  const known = values.filter((value) => value !== null);
  const y = linearScale([Math.min(0, ...known), Math.max(0, ...known)], [HEIGHT - 1, 1]);
  const x = linearScale([0, Math.max(1, values.length - 1)], [1, WIDTH - 1]);
  const path = linePath(values.map((value, i) => (value === null ? null : { x: x(i), y: y(value) })));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <path d={path} fill="none" stroke={COLOUR.ink} strokeWidth={1.25} strokeLinecap="round" />
    </svg>
  );
}
