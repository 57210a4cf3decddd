import type { ReactNode } from "react";
import { WorkspaceFrame } from "#components/shell/frames.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { pageWorkspace, workspaceName } from "#lib/features/workspaces/server.ts";

export default async function WorkspaceLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ workspace: string }>;
}) {
  const actor = await pageWorkspace(await params);
  const name = await workspaceName(actor);
  return (
    <WorkspaceFrame
      workspace={{ name, base: `/w/${actor.workspaceSlug}` }}
      person={{ name: actor.userName, role: ROLE_NAMES[actor.role] }}
    >
      {children}
    </WorkspaceFrame>
  );
}
