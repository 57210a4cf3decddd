import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, niceTicks } from "#components/charts/scale.ts";
import { axisTime, formatTime, formatValue } from "#components/datasets/words.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { Difference } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";

const WIDTH = 640;
const HEIGHT = 150;
const PAD = { left: 44, right: 8, top: 20, bottom: 22 };

/** How many values of which periods, or stretches of them, were rewritten: bars from zero, with a table behind. */
export function RewrittenChart({
  periods,
  frequency,
}: {
  periods: Difference["history"]["byPeriod"];
  frequency: string;
}) {
  const first = periods[0];
  const last = periods.at(-1);
  if (!first || !last) return null;
  const most = periods.reduce((best, each) => (each.values > best.values ? each : best), first);
  const ticks = niceTicks(0, most.values).filter(Number.isInteger);
  const span = Math.max(1, last.time - first.time);
  const x = linearScale([first.time - span / 60, last.time + span / 60], [PAD.left, WIDTH - PAD.right]);
  const y = linearScale([0, ticks.at(-1) ?? most.values], [HEIGHT - PAD.bottom, PAD.top]);
  const labelled = [first, ...(periods.length > 1 ? [last] : [])];
  const width = Math.max(2, Math.min(14, (WIDTH - PAD.left - PAD.right) / (periods.length * 1.4)));
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Rewritten values by period: most, ${formatNumber(most.values)}, at ${formatTime(most.time, frequency)}`}
        className="block w-full max-w-[40rem] text-axis tabular-nums"
      >
        <text x={PAD.left} y={10} fill={COLOUR.ink2}>
          rewritten values
        </text>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={PAD.left}
              x2={WIDTH - PAD.right}
              y1={y(tick)}
              y2={y(tick)}
              stroke={tick === 0 ? COLOUR.axis : COLOUR.grid}
            />
            <text x={PAD.left - 6} y={y(tick) + 4} textAnchor="end" fill={COLOUR.ink2}>
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {periods.map((period) => (
          <rect
            key={period.time}
            x={x(period.time) - width / 2}
            width={width}
            y={y(period.values)}
            height={Math.max(0, y(0) - y(period.values))}
            fill={COLOUR.bar}
          />
        ))}
        {labelled.map((period, i) => (
          <text
            key={period.time}
            x={Math.min(WIDTH - PAD.right, Math.max(PAD.left, x(period.time)))}
            y={HEIGHT - 6}
            textAnchor={i === 0 ? "start" : "end"}
            fill={COLOUR.ink2}
          >
            {axisTime(period.time, frequency, i === 0 ? undefined : first.time)}
          </text>
        ))}
      </svg>
      <details className="mt-1">
        <summary className="cursor-pointer list-inside text-secondary text-ink2 py-1">
          The same as a table
        </summary>
        <Table label="Rewritten values by period" className="max-w-xl">
          <thead>
            <tr>
              <Th>Period</Th>
              <Th numeric>Values</Th>
              <Th numeric>New minus old</Th>
            </tr>
          </thead>
          <tbody>
            {periods.map((period) => (
              <tr key={period.time}>
                <Td>{formatTime(period.time, frequency)}</Td>
                <Td numeric>{formatNumber(period.values)}</Td>
                <Td numeric>{formatValue(period.amount)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </figure>
  );
}
