import type { Metadata } from "next";
import { ProjectForm } from "#components/people/project-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TEMPLATE_CHOICES } from "#lib/features/canvas/server.ts";
import { listProjects, pageWorkspace } from "#lib/features/workspaces/server.ts";
import { createProjectAction } from "../actions.ts";

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata: Metadata = { title: "Create a project" };

export default async function NewProjectPage({ params }: Props) {
  const actor = await pageWorkspace(await params, "edit_plan");
  const projects = (await listProjects(actor)).map(({ id, name }) => ({ id, name }));
  return (
    <>
      <PageHeader
        title="Create a project"
        meta="One forecasting use case. You plan it on a canvas of ten blocks, then bring data, train, judge and decide."
      />
      <ProjectForm
        action={createProjectAction.bind(null, actor.workspaceSlug)}
        submit={{ label: "Create the project", busy: "Creating" }}
        start={{ templates: TEMPLATE_CHOICES, projects }}
      />
    </>
  );
}
