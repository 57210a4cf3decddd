import Link from "next/link";
import { IntervalBar } from "#components/charts/interval-bar.tsx";
import { cx } from "#components/ui/cx.ts";
import { StateIcon } from "#components/ui/state-icon.tsx";
import { Unbroken } from "#components/ui/unbroken.tsx";
import type { VerdictFact, VerdictView } from "#lib/features/verdict/index.ts";
import { formatDate, formatMoney, formatNumber } from "#lib/format/index.ts";

const EDGE = {
  ok: "border-l-ok",
  bad: "border-l-bad",
  stale: "border-l-stale",
  info: "border-l-accent",
} as const;
const WORD = { ok: "text-ok", bad: "text-bad", stale: "text-stale", info: "text-accent" } as const;
const FACT: Record<VerdictFact["state"], string> = {
  supported: "text-ok",
  contradicted: "text-bad",
  stale: "text-stale",
  unproven: "text-ink2",
};

interface Props {
  verdict: VerdictView;
  currency: string;
  /** Path of the project: "/w/demo/p/pasta". */
  base: string;
}

/** The answer first, in one sentence of money; what it rests on below it, the saving's interval beside it. */
export function VerdictPanel({ verdict, currency, base }: Props) {
  const { saving, detail, before } = verdict;
  return (
    <section
      aria-label="Verdict"
      className={cx(
        "grid gap-x-10 gap-y-3 items-end bg-surface border border-line border-l-4 rounded-r-panel px-5 py-4 max-md:px-4 max-md:py-3",
        saving && "lg:grid-cols-[minmax(0,1fr)_18.5rem]",
        EDGE[verdict.tone],
      )}
    >
      <div className="min-w-0">
        <p className="text-verdict max-md:text-now max-w-[75ch]">
          <strong className={WORD[verdict.tone]}>{verdict.opening}</strong>{" "}
          <Unbroken>{verdict.reason}</Unbroken>
        </p>
        {verdict.facts.length > 0 ? (
          <ul className="flex flex-wrap gap-x-6 gap-y-1 mt-2" aria-label="What it rests on">
            {verdict.facts.map((fact) => (
              <li
                key={fact.text}
                className={cx("flex items-center gap-1 text-secondary font-medium", FACT[fact.state])}
              >
                <StateIcon state={fact.state} size={12} />
                {fact.text}
              </li>
            ))}
          </ul>
        ) : null}
        {verdict.state === "no_prices" ? (
          <p className="mt-2 text-ink2">
            The canvas lacks what a unit short and a unit left over cost. With both, every method gets a cost.{" "}
            <Link className="link" href={`${base}/canvas#offline_evaluation`}>
              Fill in unit costs
            </Link>
            {before ? (
              <span className="block">
                At short {formatMoney(before.prices.under, currency)} and over{" "}
                {formatMoney(before.prices.over, currency)} it was: {before.sentence}
              </span>
            ) : null}
          </p>
        ) : null}
        {detail ? <RestsOn verdict={verdict} base={base} /> : null}
      </div>
      {saving && detail ? (
        <IntervalBar
          value={saving.value}
          low={saving.low}
          high={saving.high}
          currency={currency}
          label={`Saving over ${detail.testPeriods} against ${saving.against}`}
        />
      ) : null}
    </section>
  );
}

function RestsOn({ verdict, base }: { verdict: VerdictView; base: string }) {
  const { detail, before } = verdict;
  if (!detail) return null;
  const money = (value: number | null) => formatMoney(value, detail.currency);
  const year =
    verdict.savingAYear === null
      ? "Not scaled to a year: the data has no calendar and there is no volume. "
      : `${money(verdict.savingAYear)} a year before upkeep, by ${detail.yearlyFrom === "volume" ? "the ROI case's volume" : "the calendar, if the year is like the test"}. `;
  return (
    <details className="mt-2 text-secondary text-ink3">
      <summary className="list-inside">
        With short {money(detail.prices.under)}, over {money(detail.prices.over)} a unit
        {before ? "; the prices or the ROI case have changed since an earlier verdict" : ""}
      </summary>
      <div className="mt-1 max-w-[75ch] text-ink2">
        <p>
          {year}
          {formatNumber(detail.units)} {detail.unit === "series" ? "series" : "stretches of time"},{" "}
          {formatNumber(detail.demand)} units sold in {detail.testPeriods} that no choice had read. The
          interval is a paired bootstrap over {detail.unit === "series" ? "series" : "stretches of time"}.
          Stock doesn't carry over: each period is ordered for by itself.
        </p>
        {detail.hasRoiCase ? null : (
          <p>
            What it costs to build and keep isn't counted.{" "}
            <Link className="link" href={`${base}/roi`}>
              Fill in the ROI case
            </Link>
          </p>
        )}
        {before ? (
          <p>
            On {formatDate(before.computedAt)}, with short {money(before.prices.under)} and over{" "}
            {money(before.prices.over)}: {before.sentence}
          </p>
        ) : null}
      </div>
    </details>
  );
}
