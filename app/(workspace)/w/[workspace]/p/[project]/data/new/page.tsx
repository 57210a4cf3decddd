import type { Metadata } from "next";
import { AddData } from "#components/datasets/add-data.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listDatasetVersions } from "#lib/features/datasets/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Add data" };

export default async function AddDataPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  if (!may(actor.role, "edit_data_and_runs")) {
    return (
      <>
        <PageHeader title="Add data" />
        <Notice title="Reading only">
          Owners and data scientists add data. You can read every version that they have added.
        </Notice>
      </>
    );
  }
  const versions = await listDatasetVersions(actor);
  const names = [...new Set(versions.map((version) => version.name))];
  // Newest first: the first of a name is the dataset's latest.
  const latest = names.flatMap((name) => versions.find((version) => version.name === name) ?? []);
  return (
    <>
      <PageHeader
        title="Add data"
        meta="Upload a file, say what its columns are, and see what was understood. Nothing is stored as a version before you accept."
      />
      <AddData
        base={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data`}
        datasets={latest.map(({ id, name, number }) => ({ id, name, number }))}
      />
    </>
  );
}
