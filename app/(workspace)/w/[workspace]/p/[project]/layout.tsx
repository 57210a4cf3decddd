import type { ReactNode } from "react";
import { stopsForReader } from "#components/shell/for-reader.ts";
import { ProjectFrame } from "#components/shell/frames.tsx";
import { may, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { pageProject, projectFacts } from "#lib/features/workspaces/server.ts";
import { projectStops } from "./stops.ts";

export default async function ProjectLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  const [facts, stops] = await Promise.all([projectFacts(actor), projectStops(actor)]);
  const base = `/w/${actor.workspaceSlug}`;
  return (
    <ProjectFrame
      workspace={{ name: facts.workspaceName, base }}
      project={{ name: facts.name, summary: facts.summary, base: `${base}/p/${actor.projectSlug}` }}
      person={{ name: actor.userName, role: ROLE_NAMES[actor.role] }}
      stops={stopsForReader(stops, actor.role)}
      mayTrain={may(actor.role, "edit_data_and_runs")}
    >
      {children}
    </ProjectFrame>
  );
}
