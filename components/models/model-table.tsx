import Link from "next/link";
import { Tag } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { ModelGroup, ModelRow } from "#lib/features/models/index.ts";
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSignedMoney,
} from "#lib/format/index.ts";

interface Props {
  group: ModelGroup;
  base: string;
  currency: string;
}

/** Rows of one comparison, the smallest MASE first. Narrow, it keeps method, MASE, WAPE and the saving. */
export function ModelTable({ group, base, currency }: Props) {
  const hasCosts = group.rows.some((row) => row.cost !== null);
  return (
    <Table label={`Leaderboard on ${group.comparison.data}`} caption="The smallest MASE first">
      <thead>
        <tr>
          <Th className="pl-3 max-md:pl-1">Method and run</Th>
          <Th wide>Trained</Th>
          <Th numeric>MASE</Th>
          <Th numeric>WAPE</Th>
          <Th numeric className="max-lg:hidden">
            sMAPE
          </Th>
          <Th numeric className="max-lg:hidden">
            Bias
          </Th>
          <Th numeric className="max-lg:hidden">
            80 %
            <br />
            covers
          </Th>
          {hasCosts ? (
            <>
              <Th numeric className="max-xl:hidden">
                Cost
                <br />a unit
              </Th>
              <Th numeric>
                Saving on
                <br />
                naive
              </Th>
            </>
          ) : null}
          <Th numeric wide>
            Work
          </Th>
          <Th numeric className="max-xl:hidden">
            Seed
          </Th>
          <Th className="max-xl:hidden last:pr-3">Asked by</Th>
        </tr>
      </thead>
      <tbody>
        {group.rows.map((row, i) => (
          <Tr key={`${row.runNumber}/${row.model}`} selected={i === 0 && !group.isContinued}>
            <Td className="pl-3 max-md:pl-1">
              <span className="font-semibold">{row.name}</span> {row.isBaseline ? <Tag>baseline</Tag> : null}
              <span className="block text-secondary">
                <Link href={`${base}/runs/${row.runNumber}`} className="link underline">
                  Run {row.runNumber}
                </Link>
                <span className="text-ink3 md:hidden">, {row.place}</span>
                {row.replayOf === null ? null : (
                  <span className="text-ink3">, repeats run {row.replayOf}</span>
                )}
              </span>
            </Td>
            <Td wide title={factsOf(row)}>
              {row.place === "browser" ? "In a browser" : "On the server"}
              <span className="block text-secondary text-ink3 max-w-48 truncate">{factsOf(row)}</span>
            </Td>
            <Td numeric className="font-semibold">
              {formatNumber(row.mase, 3)}
            </Td>
            <Td numeric>{formatPercent(row.wape)}</Td>
            <Td numeric className="max-lg:hidden">
              {row.smape === null ? "–" : formatPercent(row.smape / 100)}
            </Td>
            <Td numeric className="max-lg:hidden">
              {row.bias !== null && row.bias > 0 ? "+" : ""}
              {formatPercent(row.bias)}
            </Td>
            <Td numeric className="max-lg:hidden">
              {formatPercent(row.coverage80)}
            </Td>
            {hasCosts ? (
              <>
                <Td numeric className="max-xl:hidden">
                  {formatMoney(row.cost?.perUnit, currency, 3)}
                </Td>
                <Td numeric>
                  <Saving row={row} currency={currency} />
                </Td>
              </>
            ) : null}
            <Td numeric wide>
              {row.seconds === null ? "–" : formatDuration(row.seconds * 1_000)}
            </Td>
            <Td numeric className="max-xl:hidden">
              {row.seed}
            </Td>
            <Td className="max-xl:hidden last:pr-3 max-w-40">
              <span className="block truncate">{row.askedBy?.name ?? "–"}</span>
              <span className="block text-secondary text-ink3" title={formatDateTime(row.finishedAt)}>
                {row.askedBy?.kind === "key" ? "API key, " : ""}
                {formatDate(row.finishedAt)}
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** "backend wasm, tfjs 4.22.0": what trained the network, as the run recorded it. */
function factsOf(row: ModelRow): string {
  if (row.model !== "network") return "";
  const { backend, browser, ...others } = row.runtime;
  const first = Object.entries({ backend, browser }).filter(([, value]) => value !== undefined);
  return [...first, ...Object.entries(others)].map((fact) => fact.join(" ")).join(", ");
}

function Saving({ row, currency }: { row: ModelRow; currency: string }) {
  const saving = row.cost?.saving ?? null;
  const tone = saving === null ? null : saving > 0 ? "text-ok" : "text-bad";
  return (
    <span className={cx("font-semibold", tone)}>
      {row.isBaseline ? "–" : formatSignedMoney(saving, currency, 0)}
    </span>
  );
}
