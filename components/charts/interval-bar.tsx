import { formatInterval, formatMoney } from "#lib/format/index.ts";
import { COLOUR } from "./colours.ts";
import { linearScale, niceTicks } from "./scale.ts";

const WIDTH = 296;
const PAD = 24;
const LINE = 44;

interface Props {
  value: number;
  low: number;
  high: number;
  currency: string;
  /** What the value is: "Saving over 56 days". */
  label: string;
}

/** A saving with its 90 % interval against zero: band for the interval, stroke for the estimate, axis below. */
export function IntervalBar({ value, low, high, currency, label }: Props) {
  const ticks = niceTicks(Math.min(0, low), Math.max(0, high)).filter(
    (_, i, all) => all.length <= 5 || i % 2 === 0,
  );
  const x = linearScale([Math.min(0, low, ...ticks), Math.max(0, high, ...ticks)], [PAD, WIDTH - PAD]);
  const name = `${label}: ${formatMoney(value, currency)}, 90 % interval ${formatInterval({ low, high }, currency)}`;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 64`}
      role="img"
      aria-label={name}
      className="block w-full max-w-74 text-axis tabular-nums"
    >
      <line x1={x(ticks[0] ?? 0)} x2={x(ticks.at(-1) ?? 0)} y1={LINE} y2={LINE} stroke={COLOUR.axis} />
      <rect x={x(low)} y={LINE - 22} width={Math.max(1, x(high) - x(low))} height={14} fill={COLOUR.band80} />
      <line x1={x(0)} x2={x(0)} y1={LINE - 26} y2={LINE + 4} stroke={COLOUR.ink2} />
      <line
        x1={x(value)}
        x2={x(value)}
        y1={LINE - 26}
        y2={LINE - 4}
        stroke={COLOUR.forecast}
        strokeWidth={3}
      />
      <text x={x(value)} y={LINE - 31} textAnchor="middle" fill={COLOUR.ink} fontWeight={600}>
        {formatMoney(value, currency, 0)}
      </text>
      {ticks.map((tick) => (
        <text key={tick} x={x(tick)} y={LINE + 17} textAnchor="middle" fill={COLOUR.ink2}>
          {formatMoney(tick, currency)}
        </text>
      ))}
    </svg>
  );
}
