import type { Metadata } from "next";
import { CanvasScreen } from "#components/canvas/canvas-screen.tsx";
import { posterOf } from "#lib/features/canvas/index.ts";
import { getCanvasPage, getOpenCounts } from "#lib/features/canvas/server.ts";
import { listFactsOffers } from "#lib/features/datasets/server.ts";
import { getEvidence } from "#lib/features/evidence/server.ts";
import { may, RIGHTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { newestAgainstPlan } from "../runs/run-against-plan.ts";
import { changeClaimAction, createClaimAction, removeClaimAction } from "./actions.ts";
import { takeFactsAction } from "./facts/actions.ts";
import { createCanvasLinkAction, revokeCanvasLinkAction } from "./share/actions.ts";

export const metadata: Metadata = { title: "Canvas" };

export default async function CanvasPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  const [{ blocks, members, names }, evidence, openComments, againstPlan, factsOffers] = await Promise.all([
    getCanvasPage(actor),
    getEvidence(actor, { now: Date.now() }),
    getOpenCounts(actor),
    newestAgainstPlan(actor),
    listFactsOffers(actor),
  ]);
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  const claimActions = {
    create: createClaimAction.bind(null, address),
    change: changeClaimAction.bind(null, address),
    remove: removeClaimAction.bind(null, address),
  };
  const shareActions = {
    create: createCanvasLinkAction.bind(null, address),
    revoke: revokeCanvasLinkAction.bind(null, address),
  };
  const canEdit = may(actor.role, "edit_plan");
  return (
    <CanvasScreen
      initial={posterOf(blocks, { currency: actor.currency, names })}
      base={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`}
      projectId={actor.projectId}
      userId={actor.userId}
      currency={actor.currency}
      canEdit={canEdit}
      editors={RIGHTS.edit_plan.map((role) => ROLE_NAMES[role]).join(", ")}
      members={members}
      names={names}
      evidence={evidence}
      againstPlan={againstPlan}
      factsOffers={factsOffers}
      takeFacts={canEdit ? takeFactsAction.bind(null, address) : null}
      openComments={openComments}
      mayDeleteComments={may(actor.role, "administer")}
      claimActions={canEdit ? claimActions : null}
      shareActions={canEdit ? shareActions : null}
    />
  );
}
