import { COLOUR } from "#components/charts/colours.ts";
import type { Histogram as Counts } from "#lib/features/datasets/explore/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { formatValue } from "../words.ts";

const WIDTH = 320;
const HEIGHT = 72;

/** How often values occur; the highest bin is as tall as the picture. Values past the 99 % quantile are told in words. */
export function Histogram({ counts, name }: { counts: Counts; name: string }) {
  const most = Math.max(1, ...counts.counts);
  const width = WIDTH / counts.counts.length;
  const peak = counts.counts.indexOf(most);
  const step = (counts.to - counts.from) / counts.counts.length;
  const label = `Distribution of ${name}: most values from ${formatValue(counts.from + peak * step)} to ${formatValue(counts.from + (peak + 1) * step)}, ${formatNumber(most)} of them.`;
  return (
    <figure>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={HEIGHT}
      >
        {counts.counts.map((count, i) => {
          const height = count > 0 ? Math.max(1, (count / most) * (HEIGHT - 2)) : 0;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
              key={i}
              x={i * width}
              width={Math.max(0.5, width - 1)}
              y={HEIGHT - 1 - height}
              height={height}
              fill={COLOUR.bar}
            />
          );
        })}
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={COLOUR.axis} />
      </svg>
      <figcaption className="flex justify-between text-axis text-ink2">
        <span>{formatValue(counts.from)}</span>
        {counts.above > 0 ? <span className="text-ink3">{formatNumber(counts.above)} more above</span> : null}
        <span>{formatValue(counts.to)}</span>
      </figcaption>
    </figure>
  );
}
