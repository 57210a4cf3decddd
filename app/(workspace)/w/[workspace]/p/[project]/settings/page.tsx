import type { Metadata } from "next";
import Link from "next/link";
import { ProjectForm } from "#components/people/project-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { may } from "#lib/features/workspaces/index.ts";
import { getProject, pageProject } from "#lib/features/workspaces/server.ts";
import { updateProjectAction } from "./actions.ts";

interface Props {
  params: Promise<{ workspace: string; project: string }>;
}

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: Props) {
  const actor = await pageProject(await params);
  const project = await getProject(actor);
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  return (
    <>
      <PageHeader title="Settings" meta="Name, summary and currency of the project." />
      {may(actor.role, "edit_plan") ? (
        <ProjectForm
          action={updateProjectAction.bind(null, address)}
          initial={{ name: project.name, summary: project.summary, currency: project.currency }}
          submit={{ label: "Save", busy: "Saving" }}
        />
      ) : (
        <dl className="grid grid-cols-[8rem_1fr] gap-y-2 max-w-[48rem]">
          <dt className="text-ink3">Name</dt>
          <dd>{project.name}</dd>
          <dt className="text-ink3">Summary</dt>
          <dd>{project.summary || "–"}</dd>
          <dt className="text-ink3">Currency</dt>
          <dd>{project.currency}</dd>
        </dl>
      )}
      <Section title="People">
        <p className="text-ink2 max-w-[75ch]">
          Everybody in the workspace sees this project; what each may do follows from the role.{" "}
          <Link href={`/w/${actor.workspaceSlug}/members`} className="link">
            See the members
          </Link>
        </p>
      </Section>
    </>
  );
}
