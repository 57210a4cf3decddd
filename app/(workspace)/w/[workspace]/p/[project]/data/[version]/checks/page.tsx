import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ResultsList } from "#components/datasets/validate/results-list.tsx";
import { SuiteSection } from "#components/datasets/validate/suite-section.tsx";
import { validationWords } from "#components/datasets/validate/verdict-words.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  type DatasetVersionView,
  getDatasetVersion,
  getSuite,
  getValidation,
  proposeFor,
} from "#lib/features/datasets/server.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { formatDateTime } from "#lib/format/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { saveSuiteAction } from "./actions.ts";

export const metadata: Metadata = { title: "Checks of a version" };

interface Params {
  workspace: string;
  project: string;
  version: string;
}

export default async function ChecksPage({ params }: { params: Promise<Params> }) {
  const { version: id, ...address } = await params;
  const actor = await pageProject(address);
  const version = await getDatasetVersion(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <>
      <PageHeader
        title={`Checks of ${version.name}, version ${version.number}`}
        meta="What every version of this dataset is expected to be. A failed error keeps runs from the version; a warning goes with it to the leaderboard and the canvas."
      />
      <Suspense fallback={<Skeleton className="h-[30rem] w-full" />}>
        <Checks actor={actor} version={version} address={address} />
      </Suspense>
    </>
  );
}

async function Checks({
  actor,
  version,
  address,
}: {
  actor: ProjectActor;
  version: DatasetVersionView;
  address: Omit<Params, "version">;
}) {
  const validation = await getValidation(actor, version.id);
  const [suite, proposal] = await Promise.all([
    getSuite(actor, version.datasetId),
    proposeFor(actor, version.id),
  ]);
  const save = saveSuiteAction.bind(null, address, version.datasetId);
  return (
    <>
      <Section plain title="Results" aside={validationWords(validation)}>
        <ResultsList results={validation.results} />
        <p className="text-secondary text-ink3 mt-3">Judged {formatDateTime(validation.checkedAt)}.</p>
      </Section>
      <Section
        title="Expectations"
        aside={
          suite.isProposal
            ? "as the first version’s data proposed them"
            : `edited ${formatDateTime(suite.updatedAt)}`
        }
      >
        <p className="text-ink2 mb-3 max-w-[75ch]">
          They belong to the dataset {suite.name}: every new version is judged by them, and when they change
          its newest versions are judged again.
        </p>
        {may(actor.role, "edit_data_and_runs") ? (
          <SuiteSection
            key={suite.revision}
            expectations={suite.expectations}
            proposal={proposal}
            revision={suite.revision}
            columns={version.profile.covariates.map((covariate) => covariate.name)}
            save={save}
          />
        ) : (
          <p className="text-ink3">Owners and data scientists change them.</p>
        )}
      </Section>
    </>
  );
}
