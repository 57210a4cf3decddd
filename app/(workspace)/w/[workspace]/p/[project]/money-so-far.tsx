import Link from "next/link";
import { CashSketch } from "#components/front-page/cash-sketch.tsx";
import { KeyFigures } from "#components/front-page/key-figures.tsx";
import { measuredFigure, plannedFigures } from "#components/front-page/money.ts";
import { Section } from "#components/ui/section.tsx";
import type { projectMoney } from "./stops.ts";

type Money = Awaited<ReturnType<typeof projectMoney>>;

/** Planned by the ROI's base case, measured by the newest verdict. */
export function MoneySoFar({
  verdict,
  roi,
  currency,
  base,
}: Pick<Money, "verdict" | "roi"> & { currency: string; base: string }) {
  const planned = roi ? plannedFigures(roi, currency) : [];
  const measured = verdict ? measuredFigure(verdict) : null;
  return (
    <Section
      title="Money so far"
      aside={
        <Link href={`${base}/roi`} className="link">
          ROI
        </Link>
      }
    >
      {measured || roi ? <KeyFigures figures={[...(measured ? [measured] : []), ...planned]} /> : null}
      {measured ? null : (
        <p className="text-ink2 max-w-[60ch] mt-2 first:mt-0">
          Nothing is measured yet: the first judged run says what a model saves.
        </p>
      )}
      {roi ? (
        <CashSketch months={roi.flows} paybackMonth={roi.paybackMonths} currency={currency} />
      ) : (
        <p className="text-ink2 max-w-[60ch] mt-2">
          Nothing is planned yet: the ROI says what today's errors cost and what better forecasts may cost.
        </p>
      )}
    </Section>
  );
}
