import { prepareForecastChart, type Reading } from "#components/charts/prepare-forecast.ts";
import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { SeriesDetail } from "#lib/features/verdict/index.ts";
import { formatMoney, formatNumber, formatPercent, formatSignedMoney } from "#lib/format/index.ts";
import { chartInput } from "./chart-input.ts";

/** More rows than this are left to the CSV file. */
const MOST_ROWS = 400;

/** The numbers behind the chart, a row a forecast period. */
export function SeriesTable({ detail }: { detail: SeriesDetail }) {
  const { readings } = prepareForecastChart(chartInput(detail));
  const rows = readings.filter((reading) => reading.median !== null);
  const largest = Math.max(0, ...rows.map((row) => row.high95 ?? 0));
  const decimals = largest < 10 ? 2 : largest < 1000 ? 1 : 0;
  const number = (value: number | null) => formatNumber(value, decimals);
  const band = (low: number | null, high: number | null) =>
    low === null ? "–" : `${number(low)} to ${number(high)}`;
  return (
    <>
      <Table label={`Forecast of ${detail.line.id} by ${detail.modelName}, ${detail.unit}`}>
        <thead>
          <tr>
            <Th>Period</Th>
            <Th numeric>Actual</Th>
            <Th numeric>Forecast</Th>
            <Th numeric>80 %</Th>
            <Th numeric wide>
              95 %
            </Th>
            <Th numeric>{detail.baselineName}</Th>
            <Th wide>Forecast from</Th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <Tr key={row.position}>
              <Td className="whitespace-nowrap">{row.label}</Td>
              <Td numeric>{actualWords(row, detail)}</Td>
              <Td numeric>{number(row.median)}</Td>
              <Td numeric>{band(row.low80, row.high80)}</Td>
              <Td numeric wide>
                {band(row.low95, row.high95)}
              </Td>
              <Td numeric>{number(row.baseline)}</Td>
              <Td wide>{cutoffOf(row, detail)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {rows.length > MOST_ROWS ? (
        <p className="mt-2 text-secondary text-ink3">
          The first {MOST_ROWS} of {formatNumber(rows.length)} rows; the CSV file has all.
        </p>
      ) : null}
    </>
  );
}

function actualWords(row: Reading, detail: SeriesDetail): string {
  if (row.actual !== null) return formatNumber(row.actual, Number.isInteger(row.actual) ? 0 : 2);
  return row.position > detail.lastKnown ? "ahead" : "–";
}

function cutoffOf(row: Reading, detail: SeriesDetail): string {
  const segment = detail.segments.findLast((one) => one.cutoff < row.position);
  return segment?.name ?? "";
}

/** How every method did on this one series. */
export function SeriesMethods({ detail }: { detail: SeriesDetail }) {
  const { methods, currency } = detail;
  const hasCosts = methods.some((method) => method.cost !== null);
  const smallest = Math.min(...methods.flatMap((method) => method.mae ?? []));
  const decimals = smallest < 1 ? 3 : smallest < 100 ? 2 : 0;
  return (
    <Table label={`Methods on ${detail.line.id}, ${detail.periods}`}>
      <thead>
        <tr>
          <Th>Model, on {detail.line.id} alone</Th>
          <Th numeric>WAPE</Th>
          <Th numeric>MASE</Th>
          <Th numeric wide>
            MAE
          </Th>
          <Th numeric wide>
            Bias
          </Th>
          <Th numeric className="max-lg:hidden">
            80 % covers
          </Th>
          <Th numeric className="max-lg:hidden">
            95 % covers
          </Th>
          {hasCosts ? (
            <>
              <Th numeric wide>
                Cost
              </Th>
              <Th numeric>Saving</Th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {methods.map((method) => (
          <Tr key={method.model} selected={method.model === detail.model}>
            <Td className="font-semibold">{method.name}</Td>
            <Td numeric>{formatPercent(method.wape)}</Td>
            <Td numeric>{formatNumber(method.mase, 3)}</Td>
            <Td numeric wide>
              {formatNumber(method.mae, decimals)}
            </Td>
            <Td numeric wide>
              {method.bias !== null && method.bias > 0 ? "+" : ""}
              {formatPercent(method.bias)}
            </Td>
            <Td numeric className="max-lg:hidden">
              {formatPercent(method.coverage80)}
            </Td>
            <Td numeric className="max-lg:hidden">
              {formatPercent(method.coverage95)}
            </Td>
            {hasCosts ? (
              <>
                <Td numeric wide>
                  {formatMoney(method.cost, currency, 2)}
                </Td>
                <Td
                  numeric
                  className={cx(method.saving !== null && (method.saving < 0 ? "text-bad" : "text-ok"))}
                >
                  {method.model === "seasonal_naive"
                    ? "baseline"
                    : formatSignedMoney(method.saving, currency, 2)}
                </Td>
              </>
            ) : null}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
