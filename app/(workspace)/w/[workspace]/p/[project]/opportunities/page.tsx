import type { Metadata } from "next";
import { OpportunitiesScreen } from "#components/opportunities/opportunities-screen.tsx";
import { listOpportunities } from "#lib/features/opportunities/server.ts";
import { may, RIGHTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { changeOpportunityAction, createOpportunityAction, deleteOpportunityAction } from "./actions.ts";

export const metadata: Metadata = { title: "Opportunities" };

export default async function OpportunitiesPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  const tasks = await listOpportunities(actor);
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  const actions = {
    create: createOpportunityAction.bind(null, address),
    change: changeOpportunityAction.bind(null, address),
    remove: deleteOpportunityAction.bind(null, address),
  };
  return (
    <OpportunitiesScreen
      tasks={tasks}
      currency={actor.currency}
      actions={may(actor.role, "edit_plan") ? actions : null}
      editors={RIGHTS.edit_plan.map((role) => ROLE_NAMES[role]).join(", ")}
    />
  );
}
