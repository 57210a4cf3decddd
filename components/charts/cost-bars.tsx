import { formatMoney } from "#lib/format/index.ts";
import { COLOUR } from "./colours.ts";

interface Props {
  short: number;
  over: number;
  /** The dearest method's cost, so that all bars share one scale from zero. */
  largest: number;
  currency: string;
}

const WIDTH = 200;

/** Cost of units short, then of units left over: always in that order, with a gap between. */
export function CostBars({ short, over, largest, currency }: Props) {
  const scale = largest > 0 ? (WIDTH - 2) / largest : 0;
  const name = `short ${formatMoney(short, currency)}, over ${formatMoney(over, currency)}`;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={name}
      className="block w-full min-w-28 h-2.5"
    >
      <rect x={0} y={0} width={short * scale} height={10} fill={COLOUR.short} />
      <rect x={short * scale + 2} y={0} width={over * scale} height={10} fill={COLOUR.over} />
    </svg>
  );
}
