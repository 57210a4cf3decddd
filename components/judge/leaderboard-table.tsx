import { CostBars } from "#components/charts/cost-bars.tsx";
import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { type Leaderboard, type LeaderboardRow, leftOutWords } from "#lib/features/verdict/index.ts";
import { formatMoney, formatNumber, formatPercent, formatSignedMoney } from "#lib/format/index.ts";

interface Props {
  board: Leaderboard;
  currency: string;
}

/** One decimal count a column: the errors in the target's unit share the decimals of the smallest. */
function decimalsOf(rows: readonly LeaderboardRow[]): number {
  const smallest = Math.min(...rows.flatMap((row) => [row.mae, row.rmse].filter((value) => value !== null)));
  return smallest < 1 ? 3 : smallest < 100 ? 2 : 0;
}

/** Every method on the same folds and steps, the cheapest first. Narrow, it keeps name, WAPE, MAE of naive and money. */
export function LeaderboardTable({ board, currency }: Props) {
  const hasCosts = board.rows.some((row) => row.cost !== null);
  const decimals = decimalsOf(board.rows);
  const name =
    board.scope === "test" ? "Leaderboard on the untouched folds" : "Leaderboard on the selection folds";
  return (
    <Table label={name} caption={name}>
      <thead>
        <tr>
          <Th className="pl-3 max-md:pl-1">Model</Th>
          <Th numeric>WAPE</Th>
          <Th numeric wide>
            MASE
          </Th>
          <Th numeric>
            MAE
            <br />
            <span className="whitespace-nowrap">of naive</span>
          </Th>
          <Th numeric className="max-xl:hidden">
            sMAPE
          </Th>
          <Th numeric className="max-xl:hidden">
            MAE
          </Th>
          <Th numeric className="max-xl:hidden">
            RMSE
          </Th>
          <Th numeric className="max-lg:hidden">
            Bias
          </Th>
          <Th numeric className="max-lg:hidden">
            80 %
            <br />
            covers
          </Th>
          <Th numeric className="max-lg:hidden">
            95 %
            <br />
            covers
          </Th>
          {hasCosts ? (
            <>
              <Th className="max-lg:hidden">
                Cost, <span className="text-short">short</span> + <span className="text-over">over</span>
              </Th>
              <Th numeric className="max-lg:hidden">
                Cost
              </Th>
              <Th numeric className="last:pr-3 max-md:last:pr-1">
                Saving
              </Th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {board.rows.map((row) => (
          <Tr key={row.model} selected={row.isBest}>
            <Td className="pl-3 max-md:pl-1">
              <span className="font-semibold">{row.name}</span>
              <span className="block text-axis text-ink3">{row.note}</span>
            </Td>
            <Td numeric>{formatPercent(row.wape)}</Td>
            <Td numeric wide>
              {formatNumber(row.mase, 3)}
            </Td>
            <Td numeric>{formatNumber(row.maeOfBaseline, 3)}</Td>
            <Td numeric className="max-xl:hidden">
              {row.smape === null ? "–" : formatPercent(row.smape / 100)}
            </Td>
            <Td numeric className="max-xl:hidden">
              {formatNumber(row.mae, decimals)}
            </Td>
            <Td numeric className="max-xl:hidden">
              {formatNumber(row.rmse, decimals)}
            </Td>
            <Td numeric className="max-lg:hidden">
              {row.bias !== null && row.bias > 0 ? "+" : ""}
              {formatPercent(row.bias)}
            </Td>
            <Td numeric className="max-lg:hidden">
              {formatPercent(row.coverage80)}
            </Td>
            <Td numeric className="max-lg:hidden">
              {formatPercent(row.coverage95)}
            </Td>
            {hasCosts ? (
              <>
                <Td className="w-52 max-lg:hidden">
                  {row.cost ? (
                    <div className="pt-1.5">
                      <CostBars
                        short={row.cost.short}
                        over={row.cost.over}
                        largest={board.largestCost}
                        currency={currency}
                      />
                    </div>
                  ) : (
                    "–"
                  )}
                </Td>
                <Td numeric className="max-lg:hidden">
                  {formatMoney(row.cost?.total, currency, 0)}
                </Td>
                <Td numeric className="last:pr-3 max-md:last:pr-1">
                  <Saving row={row} currency={currency} />
                </Td>
              </>
            ) : null}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Saving({ row, currency }: { row: LeaderboardRow; currency: string }) {
  if (row.isBaseline) return <span className="font-semibold">baseline</span>;
  const tone = row.saving === null ? null : row.saving > 0 ? "text-ok" : "text-bad";
  return <span className={cx("font-semibold", tone)}>{formatSignedMoney(row.saving, currency, 0)}</span>;
}

/** What stands above the table: the same folds for all, and how each orders. */
export function boardCaption(
  board: Leaderboard,
  terms: {
    currency: string;
    prices: { under: number; over: number } | null;
    quantile: number | null;
    unit: string;
  },
): string {
  const folds = `Same ${board.folds === 1 ? "fold" : `${board.folds} folds`}, ${board.periods}`;
  const left = leftOutWords(board.leftOut);
  const dropped =
    (left ? ` ${left}` : "") +
    (board.droppedSteps > 0
      ? ` ${formatNumber(board.droppedSteps)} values are left out, because some method had no forecast there.`
      : "");
  if (!terms.prices || terms.quantile === null) {
    return `${folds}, ${formatNumber(board.pairs)} values each.${dropped}`;
  }
  const short = formatMoney(terms.prices.under, terms.currency);
  const over = formatMoney(terms.prices.over, terms.currency);
  return (
    `${folds}, ${formatNumber(board.demand)} ${terms.unit}. Each orders at its own ${formatNumber(terms.quantile, 2)} quantile; ` +
    `short ${short}, over ${over} a unit.${dropped}`
  );
}
