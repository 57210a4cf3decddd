import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { may, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { getWorkspace, listProjects, pageWorkspace } from "#lib/features/workspaces/server.ts";
import { formatDate } from "#lib/format/index.ts";

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsPage({ params }: Props) {
  const actor = await pageWorkspace(await params);
  const [workspace, projects] = await Promise.all([getWorkspace(actor), listProjects(actor)]);
  const base = `/w/${workspace.slug}`;
  const mayCreate = may(actor.role, "edit_plan");
  const create = (
    <ButtonLink href={`${base}/new`} variant="primary">
      Create a project
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={workspace.name}
        meta={`${projects.length === 1 ? "1 project" : `${projects.length} projects`}. You are ${ROLE_NAMES[actor.role]} here.`}
        actions={
          <>
            <ButtonLink href={`${base}/members`}>Members</ButtonLink>
            {mayCreate && projects.length > 0 ? create : null}
          </>
        }
      />
      {projects.length === 0 ? (
        <EmptyState
          title="No projects yet."
          example="For example: how many units of each of 118 pasta items to order, daily, 28 days ahead."
          action={mayCreate ? create : null}
        >
          A project is one forecasting use case, from the plan to the decision.
          {mayCreate ? null : " An owner, product owner or data scientist can create one."}
        </EmptyState>
      ) : (
        <Table label="Projects">
          <thead>
            <tr>
              <Th>Project</Th>
              <Th wide>Currency</Th>
              <Th numeric wide>
                Created
              </Th>
            </tr>
          </thead>
          <tbody>
            {projects.map((project) => (
              <tr key={project.slug}>
                <Td className="py-2">
                  <Link
                    href={`${base}/p/${project.slug}`}
                    className="font-semibold text-accent hover:underline [overflow-wrap:anywhere]"
                  >
                    {project.name}
                  </Link>
                  {project.summary ? (
                    <p className="text-ink2 max-w-[75ch] [overflow-wrap:anywhere]">{project.summary}</p>
                  ) : null}
                </Td>
                <Td wide className="py-2">
                  {project.currency}
                </Td>
                <Td numeric wide className="py-2">
                  {formatDate(project.createdAt)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
