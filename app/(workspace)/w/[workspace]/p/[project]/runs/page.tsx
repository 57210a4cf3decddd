import type { Metadata } from "next";
import { RunTable } from "#components/runs/run-table.tsx";
import { RunsRefresh } from "#components/runs/runs-refresh.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listRuns } from "#lib/features/runs/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Runs" };

interface Props {
  params: Promise<{ workspace: string; project: string }>;
}

export default async function RunsPage({ params }: Props) {
  const actor = await pageProject(await params);
  const runs = await listRuns(actor);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const train = may(actor.role, "edit_data_and_runs") ? (
    <ButtonLink href={`${base}/runs/new`} variant="primary">
      Train
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader
        title="Runs"
        meta="A run tests models on past periods, each against the same untouched folds, and says if they beat the baseline."
        actions={
          runs.length > 0 ? (
            <>
              <ButtonLink href={`${base}/models`}>Compare runs</ButtonLink>
              {train}
            </>
          ) : null
        }
      />
      {runs.length === 0 ? (
        <EmptyState
          title="No runs yet"
          action={train}
          example="Run 1: Theta, WAPE of the untouched folds beside seasonal naive's, 40 s"
        >
          Each run will stand here with its question, its error beside seasonal naive's, how long it took and
          who asked.
          {train ? "" : " Owners and data scientists may start one."}
        </EmptyState>
      ) : (
        <RunTable runs={runs} base={base} />
      )}
      <RunsRefresh />
    </>
  );
}
