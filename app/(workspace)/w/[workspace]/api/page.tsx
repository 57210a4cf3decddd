import type { Metadata } from "next";
import { referenceOf } from "#app/api/v1/_serve/reference.ts";
import { OPERATIONS } from "#app/api/v1/operations.ts";
import { Guide } from "#components/api/guide.tsx";
import { OperationEntry } from "#components/api/operation-entry.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { may } from "#lib/features/workspaces/index.ts";
import { KEPT_HOURS, KEY_RATE, pageWorkspace } from "#lib/features/workspaces/server.ts";
import { env } from "#lib/platform/env.ts";
import { ERROR_TABLE } from "#lib/platform/errors.ts";

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata: Metadata = { title: "API" };

const ERRORS = Object.entries(ERROR_TABLE).map(([code, { status, title }]) => ({ code, status, title }));

export default async function ApiPage({ params }: Props) {
  const actor = await pageWorkspace(await params);
  const { origin } = new URL(env().APP_URL);
  const chapters = referenceOf(OPERATIONS, origin);
  const document = (
    <a href="/api/v1/openapi.json" className="link">
      the OpenAPI document
    </a>
  );
  return (
    <>
      <PageHeader
        title="API"
        meta={
          <>
            What the pages do, for scripts and other programs: {OPERATIONS.length} operations over JSON,
            described for machines by {document}.
          </>
        }
        actions={
          may(actor.role, "administer") ? (
            <ButtonLink href={`/w/${actor.workspaceSlug}/keys`} variant="primary">
              Make a key
            </ButtonLink>
          ) : null
        }
      />
      <Guide origin={origin} rate={KEY_RATE} keptHours={KEPT_HOURS} errors={ERRORS} />
      <Section title="Operations" aside="In every path, {id} is the project's.">
        <div className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] gap-x-8 gap-y-4 max-md:grid-cols-1">
          {chapters.map(({ tag, entries }) => (
            <div key={tag} className="min-w-0">
              <h3 className="text-secondary font-medium text-ink3">{tag}</h3>
              <ul>
                {entries.map(({ id, method, path, summary }) => (
                  <li key={id}>
                    <a
                      href={`#${id}`}
                      title={`${method} ${path}`}
                      className="flex items-baseline gap-2 min-h-6 max-md:min-h-10 max-md:items-center hover:underline"
                    >
                      <span className="w-12 shrink-0 text-axis text-ink3">{method}</span>
                      {summary}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </Section>
      {chapters.map(({ tag, description, entries }) => (
        <Section key={tag} title={tag} aside={description}>
          <div>
            {entries.map((entry) => (
              <OperationEntry key={entry.id} entry={entry} />
            ))}
          </div>
        </Section>
      ))}
    </>
  );
}
