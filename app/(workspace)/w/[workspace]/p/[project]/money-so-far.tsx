import Link from "next/link";
import { CashSketch } from "#components/front-page/cash-sketch.tsx";
import { KeyFigures } from "#components/front-page/key-figures.tsx";
import { measuredFigure, plannedFigures } from "#components/front-page/money.ts";
import { Section } from "#components/ui/section.tsx";
import { findRoiResult } from "#lib/features/roi/server.ts";
import { findLatestVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";

/** Planned by the ROI's base case, measured by the newest verdict. */
export async function MoneySoFar({ actor, base }: { actor: ProjectActor; base: string }) {
  const [verdict, roi] = await Promise.all([findLatestVerdict(actor), findRoiResult(actor)]);
  const planned = roi ? plannedFigures(roi, actor.currency) : [];
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
        <CashSketch months={roi.flows} paybackMonth={roi.paybackMonths} currency={actor.currency} />
      ) : (
        <p className="text-ink2 max-w-[60ch] mt-2">
          Nothing is planned yet: the ROI says what today's errors cost and what better forecasts may cost.
        </p>
      )}
    </Section>
  );
}
