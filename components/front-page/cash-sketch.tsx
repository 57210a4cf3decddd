import { type CashMonth, describeCash, prepareCash } from "#components/charts/prepare-cash.ts";
import { cx } from "#components/ui/cx.ts";
import { formatMoney } from "#lib/format/index.ts";

interface Props {
  months: readonly CashMonth[];
  paybackMonth: number | null;
  currency: string;
}

/** The planned cumulative cash as a plain picture without script; the ROI page has the chart and the table. */
export function CashSketch(props: Props) {
  return (
    <figure className="mt-3">
      <Sketch {...props} width={552} height={200} className="max-md:hidden" />
      <Sketch {...props} width={340} height={170} className="md:hidden" />
      <figcaption className="text-axis text-ink3">
        Planned cash, cumulative and undiscounted; months from the start.
      </figcaption>
    </figure>
  );
}

function Sketch({
  months,
  paybackMonth,
  currency,
  width,
  height,
  className,
}: Props & { width: number; height: number; className: string }) {
  const view = prepareCash(months);
  const { last, yTicks } = view;
  if (!last) return null;
  const short = (value: number) => formatMoney(value, currency, 0);
  const left = 8 + 6.5 * Math.max(...yTicks.map((tick) => short(tick).length));
  const [top, bottom] = [20, height - 24];
  const right = width - 12;
  const low = yTicks[0] ?? 0;
  const high = yTicks.at(-1) ?? 1;
  const x = (month: number) => left + ((right - left) * month) / Math.max(1, last.month);
  const y = (value: number) => bottom - ((bottom - top) * (value - low)) / (high - low || 1);
  const line = view.rows.map(
    (row, i) => `${i === 0 ? "M" : "L"}${x(row.month).toFixed(1)} ${y(row.cumulative).toFixed(1)}`,
  );
  return (
    <svg
      role="img"
      aria-label={describeCash(view, paybackMonth, short)}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className={cx("block max-w-full text-axis fill-ink3", className)}
    >
      {yTicks.map((tick) => (
        <g key={tick}>
          <line
            x1={left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? "stroke-control" : "stroke-line"}
          />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {short(tick)}
          </text>
        </g>
      ))}
      {view.xTicks.map((month) => (
        <text key={month} x={x(month)} y={height - 6} textAnchor={month === last.month ? "end" : "middle"}>
          {month}
        </text>
      ))}
      {paybackMonth !== null && paybackMonth <= last.month ? (
        <>
          <line
            x1={x(paybackMonth)}
            x2={x(paybackMonth)}
            y1={top - 4}
            y2={bottom}
            strokeDasharray="2 3"
            className="stroke-ink2"
          />
          <text
            x={x(paybackMonth) + 60 > width ? right : x(paybackMonth)}
            y={top - 8}
            textAnchor={x(paybackMonth) + 60 > width ? "end" : "middle"}
            className="fill-ink2"
          >
            paid back, month {Math.ceil(paybackMonth)}
          </text>
        </>
      ) : null}
      <path d={line.join("")} fill="none" strokeWidth="1.75" className="stroke-accent" />
    </svg>
  );
}
