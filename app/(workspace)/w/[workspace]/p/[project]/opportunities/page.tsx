import type { Metadata } from "next";
import { OpportunitiesScreen } from "#components/opportunities/opportunities-screen.tsx";
import { getProcess, RankBySchema, STARTER_CHOICES } from "#lib/features/opportunities/server.ts";
import { may, RIGHTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import {
  changeLinkAction,
  changeOpportunityAction,
  changeTermsAction,
  chooseOpportunityAction,
  createLinkAction,
  createOpportunityAction,
  deleteLinkAction,
  deleteOpportunityAction,
  startProcessAction,
} from "./actions.ts";
import { measurementOf } from "./measurement.ts";

export const metadata: Metadata = { title: "Opportunities" };

export default async function OpportunitiesPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await pageProject(await params);
  const isEditor = may(actor.role, "edit_plan");
  // Editors keep an order for everybody; who only reads looks by a link. What is no order is the project's own.
  const asked = RankBySchema.safeParse((await searchParams).rank);
  const { tasks, links, terms } = await getProcess(actor, {
    rankBy: asked.success && !isEditor ? asked.data : undefined,
    measurement: () => measurementOf(actor),
  });
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  const actions = {
    create: createOpportunityAction.bind(null, address),
    change: changeOpportunityAction.bind(null, address),
    remove: deleteOpportunityAction.bind(null, address),
    choose: chooseOpportunityAction.bind(null, address),
    start: startProcessAction.bind(null, address),
    changeTerms: changeTermsAction.bind(null, address),
    createLink: createLinkAction.bind(null, address),
    changeLink: changeLinkAction.bind(null, address),
    removeLink: deleteLinkAction.bind(null, address),
  };
  return (
    <OpportunitiesScreen
      tasks={tasks}
      links={links}
      terms={terms}
      starters={STARTER_CHOICES}
      currency={actor.currency}
      base={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`}
      actions={isEditor ? actions : null}
      editors={RIGHTS.edit_plan.map((role) => ROLE_NAMES[role]).join(", ")}
    />
  );
}
