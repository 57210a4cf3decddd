import { redirect } from "next/navigation";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { findNewestRunNumber } from "#lib/features/verdict/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata = { title: "Judge" };

/** Goes to the newest finished run, which holds its verdict; before there is one, says what will stand here. */
export default async function JudgePage({ params }: PageProps<"/w/[workspace]/p/[project]/judge">) {
  const actor = await pageProject(await params);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const number = await findNewestRunNumber(actor);
  if (number !== null) redirect(`${base}/runs/${number}`);
  return (
    <>
      <PageHeader title="Judge" meta={`${actor.projectName}: does a forecast pay, and which?`} />
      <EmptyState
        title="Nothing to judge yet"
        example="“Do not use ML here. Ordering by seasonal naive costs €1,200 over 56 days of test; the network costs €40 more.”"
        action={
          may(actor.role, "edit_data_and_runs") ? (
            <ButtonLink variant="primary" href={`${base}/runs/new`}>
              Train a run
            </ButtonLink>
          ) : null
        }
      >
        A finished run is compared with seasonal naive on folds that no choice had read: what each method’s
        orders would have cost, and whether the saving holds. One sentence says which method to use, or that
        none is worth it.
      </EmptyState>
    </>
  );
}
