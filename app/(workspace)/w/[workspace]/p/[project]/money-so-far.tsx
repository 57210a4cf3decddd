import Link from "next/link";
import { KeyFigures } from "#components/front-page/key-figures.tsx";
import { measuredFigure } from "#components/front-page/money.ts";
import { Section } from "#components/ui/section.tsx";
import { findLatestVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";

/** Planned by the ROI's base case, measured by the newest verdict. */
export async function MoneySoFar({ actor, base }: { actor: ProjectActor; base: string }) {
  const verdict = await findLatestVerdict(actor);
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
      {measured ? (
        <KeyFigures figures={[measured]} />
      ) : (
        <p className="text-ink2 max-w-[60ch]">
          Nothing is measured yet: the first judged run says what a model saves.
        </p>
      )}
    </Section>
  );
}
