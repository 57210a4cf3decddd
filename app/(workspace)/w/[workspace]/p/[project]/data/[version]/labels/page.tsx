import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LabelScreen } from "#components/datasets/labels/label-screen.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { LABEL_KINDS, LABEL_WORDS } from "#lib/features/datasets/index.ts";
import { getDatasetVersion, listLabels } from "#lib/features/datasets/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { formatNumber } from "#lib/format/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { addLabelsAction, removeLabelsAction, restoreLabelsAction } from "./actions.ts";

export const metadata: Metadata = { title: "Labels" };

interface Props {
  params: Promise<{ workspace: string; project: string; version: string }>;
  searchParams: Promise<{ series?: string | string[] }>;
}

export default async function LabelsPage({ params, searchParams }: Props) {
  const { version: id, workspace, project } = await params;
  const actor = await pageProject({ workspace, project });
  const version = await getDatasetVersion(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const [labels, { series }] = await Promise.all([
    listLabels(actor, { datasetId: version.datasetId }),
    searchParams,
  ]);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const address = { workspace, project, dataset: version.datasetId };
  const counts = LABEL_KINDS.flatMap((kind) => {
    const count = labels.filter((label) => label.kind === kind).length;
    const name = LABEL_WORDS[kind].name.toLowerCase();
    return count > 0 ? [`${formatNumber(count)} ${count === 1 ? name : `${name}s`}`] : [];
  });
  return (
    <>
      <PageHeader
        title={`Labels of ${version.name}`}
        meta={`${counts.length > 0 ? counts.join(", ") : "None yet"}. They belong to the dataset: new versions keep them, and each run says which it used.`}
        actions={
          may(actor.role, "edit_data_and_runs") ? (
            <ButtonLink href={`${base}/runs/new?version=${version.id}`} variant="primary">
              Train on this version
            </ButtonLink>
          ) : null
        }
      />
      <LabelScreen
        url={`${base}/data/${version.id}`}
        frequency={version.profile.frequency}
        given={labels}
        firstSeries={typeof series === "string" ? series : null}
        mayEdit={may(actor.role, "edit_data_and_runs")}
        add={addLabelsAction.bind(null, address)}
        remove={removeLabelsAction.bind(null, address)}
        restore={restoreLabelsAction.bind(null, address)}
      />
    </>
  );
}
