import type { Metadata } from "next";
import { AuditFilter } from "#components/people/audit-filter.tsx";
import { AuditTable } from "#components/people/audit-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { auditChoices, listAudit, pageWorkspace } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Audit" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const FILTERS = ["person", "kind", "project"] as const;

export default async function AuditPage({ params, searchParams }: Props) {
  const actor = await pageWorkspace(await params);
  const asked = await searchParams;
  const [{ rows, next }, choices] = await Promise.all([listAudit(actor, asked), auditChoices(actor)]);
  const base = `/w/${actor.workspaceSlug}`;
  const chosen = new URLSearchParams(
    FILTERS.flatMap((name) => {
      const value = asked[name];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
  const isFirstPage = asked.before === undefined;
  const filters = chosen.toString();
  return (
    <>
      <PageHeader
        title="Audit"
        meta="Who did what here, newest first. Entries are never changed or deleted."
      />
      <AuditFilter action={`${base}/audit`} choices={choices} chosen={Object.fromEntries(chosen)} />
      {rows.length > 0 ? (
        <AuditTable rows={rows} base={base} />
      ) : (
        <EmptyState
          title={isFirstPage ? "Nothing of that kind was done." : "There is nothing older."}
          action={<ButtonLink href={`${base}/audit`}>Show everything</ButtonLink>}
        >
          What people and API keys do in this workspace stands here: runs, decisions, members, changes of the
          plan.
        </EmptyState>
      )}
      <nav aria-label="Pages" className="flex flex-wrap gap-2 mt-4 empty:hidden">
        {isFirstPage ? null : (
          <ButtonLink href={`${base}/audit${filters ? `?${filters}` : ""}`}>Newest</ButtonLink>
        )}
        {next ? (
          <ButtonLink
            href={`${base}/audit?${new URLSearchParams([...chosen, ["before", next]]).toString()}`}
            rel="next"
          >
            Older
          </ButtonLink>
        ) : null}
      </nav>
    </>
  );
}
