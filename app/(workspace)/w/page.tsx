import type { Metadata } from "next";
import Link from "next/link";
import { Mark } from "#components/shell/mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { listWorkspaces, pageUser } from "#lib/features/workspaces/server.ts";
import { formatNumber } from "#lib/format/index.ts";

export const metadata: Metadata = { title: "Workspaces" };

export default async function WorkspacesPage() {
  const user = await pageUser("/w");
  const workspaces = await listWorkspaces(user);
  return (
    <main className="mx-auto w-full max-w-[56rem] px-4 py-14 max-md:py-8">
      <p className="flex items-center gap-2 text-section mb-6">
        <Mark />
        Forecanvas
      </p>
      <PageHeader title="Workspaces" meta={`Signed in as ${user.email}.`} />
      {workspaces.length === 0 ? (
        <EmptyState title="You are in no workspace.">
          An owner of a workspace can add you by your e-mail address, {user.email}.
        </EmptyState>
      ) : (
        <Table label="Workspaces" className="max-w-[48rem]">
          <thead>
            <tr>
              <Th>Workspace</Th>
              <Th>Your role</Th>
              <Th numeric>Projects</Th>
            </tr>
          </thead>
          <tbody>
            {workspaces.map((workspace) => (
              <tr key={workspace.slug}>
                <Td>
                  <Link
                    href={`/w/${workspace.slug}`}
                    className="font-semibold text-accent hover:underline [overflow-wrap:anywhere]"
                  >
                    {workspace.name}
                  </Link>
                </Td>
                <Td>{ROLE_NAMES[workspace.role]}</Td>
                <Td numeric>{formatNumber(workspace.projects)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <div className="flex flex-wrap gap-2 mt-6">
        <ButtonLink href="/password">Change password</ButtonLink>
        <form action="/sign-out" method="post">
          <Button type="submit">Sign out</Button>
        </form>
      </div>
    </main>
  );
}
