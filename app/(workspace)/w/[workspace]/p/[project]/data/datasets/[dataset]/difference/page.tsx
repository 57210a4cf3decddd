import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { DifferenceView } from "#components/datasets/versions/difference-view.tsx";
import { PairForm } from "#components/datasets/versions/pair-form.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  compareVersions,
  type DatasetVersionView,
  getDataset,
  listVersionsOf,
} from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { formatDateTime, formatNumber } from "#lib/format/index.ts";
import { AppError } from "#lib/platform/errors.ts";

export const metadata: Metadata = { title: "What changed in the data" };

/** More than a person chooses among; the interface for machines has the rest. */
const SHOWN = 200;
const NumberSchema = z.coerce.number().int().positive();

export default async function DifferencePage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string; project: string; dataset: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { dataset: datasetId, ...project } = await params;
  const actor = await pageProject(project);
  const dataset = await getDataset(actor, datasetId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const versions = await listVersionsOf(actor, { datasetId, limit: SHOWN, before: null });
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data`;
  const [newest, second] = versions;
  const header = (
    <PageHeader
      title={`What changed in ${dataset.name}`}
      meta="Rows are found by series and time. A value that is written otherwise than before changes what a run learns from."
      actions={<ButtonLink href={`${base}/datasets/${datasetId}`}>To the dataset</ButtonLink>}
    />
  );
  if (!newest || !second) {
    return (
      <>
        {header}
        <EmptyState
          title="There is one version only"
          example="1,204 rows more, 2 new series, 37 values of the past rewritten"
        >
          With the next version you see here what came, what went, and which values of the past were written
          anew.
        </EmptyState>
      </>
    );
  }
  const asked = await searchParams;
  const to = pick(versions, asked.to) ?? newest;
  const before = versions.find((version) => version.number < to.number);
  const from = pick(versions, asked.from) ?? before ?? second;
  return (
    <>
      {header}
      <PairForm
        versions={versions.map((version) => ({
          number: version.number,
          label: `Version ${version.number}, ${formatNumber(version.profile.rows)} rows, ${formatDateTime(version.createdAt)}`,
        }))}
        from={from.number}
        to={to.number}
      />
      <Suspense key={`${from.id} ${to.id}`} fallback={<Waiting />}>
        <Found actor={actor} from={from} to={to} />
      </Suspense>
    </>
  );
}

function pick(
  versions: readonly DatasetVersionView[],
  asked: string | string[] | undefined,
): DatasetVersionView | undefined {
  if (asked === undefined) return undefined;
  const number = NumberSchema.safeParse(asked);
  const found = versions.find((version) => number.success && version.number === number.data);
  if (!found) notFound();
  return found;
}

async function Found({
  actor,
  from,
  to,
}: {
  actor: ProjectActor;
  from: DatasetVersionView;
  to: DatasetVersionView;
}) {
  const difference = await compareVersions(actor, { from: from.id, to: to.id });
  return <DifferenceView difference={difference} numbers={{ from: from.number, to: to.number }} />;
}

function Waiting() {
  return (
    <div aria-busy="true">
      <p className="text-ink2">Comparing the two versions. It is done once; the answer is kept.</p>
      <Skeleton className="h-6 w-96 max-w-full mt-3" />
      <Skeleton className="h-40 w-full mt-6" />
      <Skeleton className="h-40 w-full mt-6" />
    </div>
  );
}
