import { formatNumber } from "#lib/format/index.ts";
import { COLOUR } from "./colours.ts";
import { MULTIPLE_HEIGHT, MULTIPLE_WIDTH, type MultipleInput, prepareMultiple } from "./prepare-multiple.ts";

/** One series as a small picture on its own scale, drawn on the server: no script is needed to see it. */
export function SmallMultiple({ input, label }: { input: MultipleInput; label: string }) {
  const view = prepareMultiple(input);
  return (
    <svg
      viewBox={`0 0 ${MULTIPLE_WIDTH} ${MULTIPLE_HEIGHT}`}
      role="img"
      aria-label={label}
      className="block w-full text-axis"
    >
      <path d={view.band95} fill={COLOUR.band95} />
      <path d={view.band80} fill={COLOUR.band80} />
      <path d={view.band50} fill={COLOUR.band50} />
      <path d={view.history} fill="none" stroke={COLOUR.ink} strokeLinecap="round" />
      <path d={view.median} fill="none" stroke={COLOUR.forecast} strokeWidth={1.5} strokeLinecap="round" />
      {view.dots.map((dot) => (
        <circle key={dot.x} cx={dot.x} cy={dot.y} r={1.5} fill={COLOUR.ink} />
      ))}
      <line
        x1={view.cutoffX}
        x2={view.cutoffX}
        y1={0}
        y2={MULTIPLE_HEIGHT}
        stroke={COLOUR.ink2}
        strokeDasharray="2 3"
      />
      <text x={0} y={10} fill={COLOUR.ink3}>
        {formatNumber(view.top, view.top < 10 ? 1 : 0)}
      </text>
    </svg>
  );
}
