import Link from "next/link";
import { SmallMultiple } from "#components/charts/small-multiple.tsx";
import { cx } from "#components/ui/cx.ts";
import { Section } from "#components/ui/section.tsx";
import type { RunResults, SeriesMultiple } from "#lib/features/verdict/index.ts";
import { formatNumber, formatPercent, formatSignedMoney } from "#lib/format/index.ts";
import { SERIES_PARAMETER } from "./series-address.ts";

/** Small pictures of the series that gain most, and of the one that gains least; each opens in the chart above. */
export function ItemByItem({ results }: { results: RunResults }) {
  const { multiples, currency } = results;
  if (multiples.items.length === 0) return null;
  return (
    <Section title="Item by item" aside={captionOf(results)}>
      <ol className="grid gap-x-5 gap-y-5 grid-cols-2 sm:grid-cols-3 lg:grid-cols-6">
        {multiples.items.map((item, i) => (
          // The second half is left out on a phone: six are enough there.
          <li key={item.line.id} className={cx("min-w-0", i >= 6 && "max-sm:hidden")}>
            <Link
              href={`?${SERIES_PARAMETER}=${item.line.index}#forecast`}
              className="block text-ink"
              prefetch={false}
            >
              <span className="flex justify-between gap-2">
                <span className="font-semibold truncate">{item.line.id}</span>
                <span className={cx("tabular-nums", (item.line.saving ?? 0) < 0 ? "text-bad" : "text-ok")}>
                  {item.line.saving === null ? "" : formatSignedMoney(item.line.saving, currency, 0)}
                </span>
              </span>
              <SmallMultiple input={item} label={pictureName(item)} />
              <span className="block text-axis text-ink2">{errorsOf(item)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function errorsOf({ line }: SeriesMultiple): string {
  return `WAPE ${formatPercent(line.wape, 0)}, naive ${formatPercent(line.baselineWape, 0)}`;
}

function pictureName(item: SeriesMultiple): string {
  return `${item.line.id}: history, forecast and what happened after the last cutoff. ${errorsOf(item)}.`;
}

function captionOf({ multiples, unit }: RunResults): string {
  const { items, total, saving, modelName, periods } = multiples;
  const scale = `${modelName}, last untouched fold, ${unit}, each on its own scale`;
  const money =
    saving === null ? "" : `; money over ${periods}. ${formatNumber(saving)} of ${formatNumber(total)} save`;
  const shown = items.length < total ? `; here the first ${items.length - 1} and the last.` : ".";
  return `${scale}${money}${shown}`;
}
