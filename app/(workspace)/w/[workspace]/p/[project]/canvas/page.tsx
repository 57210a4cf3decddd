import type { Metadata } from "next";
import { CanvasScreen } from "#components/canvas/canvas-screen.tsx";
import { posterOf } from "#lib/features/canvas/index.ts";
import { getCanvasPage } from "#lib/features/canvas/server.ts";
import { may, RIGHTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Canvas" };

export default async function CanvasPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  const { blocks, members, names } = await getCanvasPage(actor);
  return (
    <CanvasScreen
      initial={posterOf(blocks, { currency: actor.currency, names })}
      base={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`}
      projectId={actor.projectId}
      userId={actor.userId}
      currency={actor.currency}
      canEdit={may(actor.role, "edit_plan")}
      editors={RIGHTS.edit_plan.map((role) => ROLE_NAMES[role]).join(", ")}
      members={members}
      names={names}
    />
  );
}
