import type { Metadata } from "next";
import { DecisionTable } from "#components/decisions/decision-lines.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getDecideStop, listDecisions } from "#lib/features/decisions/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Decisions" };

export default async function DecisionsPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  const [decisions, stop] = await Promise.all([listDecisions(actor), getDecideStop(actor)]);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const overrides = decisions.filter((decision) => decision.isOverride).length;
  const waits = stop.state === "needs_you" && stop.action.path.startsWith("runs/");
  const action =
    waits && may(actor.role, "decide") ? (
      <ButtonLink href={`${base}/${stop.action.path}`} variant="primary">
        {stop.action.label}
      </ButtonLink>
    ) : null;
  return (
    <>
      <PageHeader
        title="Decisions"
        meta="Kept for ever, each with the verdict and the expected saving of its moment. Nothing here can be changed or removed."
        actions={action}
        conclusion={
          decisions.length === 0
            ? undefined
            : `${stop.headline}. ${decisions.length} recorded${overrides > 0 ? `, ${overrides} against the verdict` : ""}.`
        }
      />
      {decisions.length === 0 ? (
        <EmptyState
          title="No decision yet"
          example="8 Oct 2018, Keep seasonal naive: “The network saves less than its upkeep.” Expected saving –, run 3."
          action={action ?? <ButtonLink href={`${base}/runs`}>See the runs</ButtonLink>}
        >
          A decision is recorded on a run's page: adopt a model, keep the baseline, try again, or stop. Owners
          and product owners record it, with a reason that everybody can read.
        </EmptyState>
      ) : (
        <DecisionTable decisions={decisions} base={base} />
      )}
    </>
  );
}
