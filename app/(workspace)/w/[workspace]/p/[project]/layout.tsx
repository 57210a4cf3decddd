import type { ReactNode } from "react";
import { stopsForReader } from "#components/shell/for-reader.ts";
import { ProjectFrame } from "#components/shell/frames.tsx";
import { may, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { pageProject, pageWorkspace } from "#lib/features/workspaces/server.ts";
import { workspaceOf } from "../../reads.ts";
import { projectFacts, projectStops } from "./stops.ts";

export default async function ProjectLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  const member = await pageWorkspace(await params);
  const [workspace, facts, stops] = await Promise.all([
    workspaceOf(member),
    projectFacts(actor),
    projectStops(actor),
  ]);
  const base = `/w/${actor.workspaceSlug}`;
  return (
    <ProjectFrame
      workspace={{ name: workspace.name, base }}
      project={{ name: facts.name, summary: facts.summary, base: `${base}/p/${actor.projectSlug}` }}
      person={{ name: actor.userName, role: ROLE_NAMES[actor.role] }}
      stops={stopsForReader(stops, actor.role)}
      mayTrain={may(actor.role, "edit_data_and_runs")}
    >
      {children}
    </ProjectFrame>
  );
}
