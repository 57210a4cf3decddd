import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { StepList } from "#components/datasets/wrangle/step-list.tsx";
import { WrangleScreen } from "#components/datasets/wrangle/wrangle-screen.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getDatasetVersion, getRecipe } from "#lib/features/datasets/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";

export const metadata: Metadata = { title: "Wrangle" };

interface Props {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

export default async function WranglePage({ params }: Props) {
  const { version: id, ...project } = await params;
  const actor = await pageProject(project);
  const version = await getDatasetVersion(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data`;
  const url = `${base}/${version.id}`;
  const mayEdit = may(actor.role, "edit_data_and_runs");
  const saved = await getRecipe(actor, version.datasetId);
  return (
    <>
      <PageHeader
        title={`Wrangle ${version.name}`}
        meta={`Steps start from the rows that version ${version.number} was read from. The version itself never changes: a recipe makes a new one.`}
      />
      {mayEdit ? (
        <WrangleScreen
          url={`${url}/wrangle`}
          base={base}
          datasetId={version.datasetId}
          versionNumber={version.number}
          saved={saved}
          hasSteps={version.recipe.steps.length > 0}
          isPosition={version.profile.timeFormat === "integer"}
        />
      ) : (
        <>
          <p className="text-ink2 mb-3">Owners and data scientists change the recipe.</p>
          {saved.steps.length === 0 ? (
            <p className="text-ink3">No steps yet.</p>
          ) : (
            <StepList steps={saved.steps} facts={[]} refused={null} unit="D" />
          )}
        </>
      )}
    </>
  );
}
