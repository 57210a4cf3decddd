import type { Metadata } from "next";
import Link from "next/link";
import { NameForm } from "#components/people/name-form.tsx";
import { Mark } from "#components/shell/mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { DEMO_ACCOUNTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { listWorkspaces, pageUser } from "#lib/features/workspaces/server.ts";
import { formatNumber } from "#lib/format/index.ts";
import { createWorkspaceAction } from "./actions.ts";

export const metadata: Metadata = { title: "Workspaces" };

export default async function WorkspacesPage() {
  const user = await pageUser("/w");
  const workspaces = await listWorkspaces(user);
  // What one visitor of the demo made would stand before the next.
  const isShared = DEMO_ACCOUNTS.some(({ email }) => email === user.email);
  return (
    <main className="mx-auto w-full max-w-[56rem] px-4 py-14 max-md:py-8">
      <p className="flex items-center gap-2 text-section mb-6">
        <Mark />
        Forecanvas
      </p>
      <PageHeader title="Workspaces" meta={`Signed in as ${user.email}.`} />
      {workspaces.length === 0 ? (
        <EmptyState title="You are in no workspace yet.">
          Make one below, or ask an owner of a workspace to invite {user.email}: they send you a link.
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
      {isShared ? null : (
        <Section title="Make a workspace">
          <NameForm
            action={createWorkspaceAction}
            label="Name"
            hint="Projects and people that belong together: a company, a team. You are its owner."
            autoComplete="organization"
            submit={{
              label: "Make the workspace",
              busy: "Making it",
              variant: workspaces.length === 0 ? "primary" : "outline",
            }}
          />
        </Section>
      )}
      <div className="flex flex-wrap gap-2 mt-6">
        <ButtonLink href="/account">Your account</ButtonLink>
        <form action="/sign-out" method="post">
          <Button type="submit">Sign out</Button>
        </form>
      </div>
    </main>
  );
}
