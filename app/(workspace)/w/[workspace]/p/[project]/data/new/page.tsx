import type { Metadata } from "next";
import { AddData } from "#components/datasets/add-data.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listDatasetVersions } from "#lib/features/datasets/server.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Add data" };

export default async function AddDataPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params, "edit_data_and_runs");
  const versions = await listDatasetVersions(actor);
  const names = [...new Set(versions.map((version) => version.name))];
  return (
    <>
      <PageHeader
        title="Add data"
        meta="Upload a file, say what its columns are, and see what was understood. Nothing is stored as a version before you accept."
      />
      <AddData base={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data`} datasetNames={names} />
    </>
  );
}
