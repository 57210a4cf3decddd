import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { RecipeFacts } from "#components/datasets/recipe-facts.tsx";
import { VersionValidation } from "#components/datasets/validate/version-validation.tsx";
import { VersionScreen } from "#components/datasets/version-screen.tsx";
import { DeletedVersion } from "#components/datasets/versions/deleted-version.tsx";
import { VersionLinks } from "#components/datasets/versions/version-links.tsx";
import { formatBytes, profileSentence } from "#components/datasets/words.ts";
import { StepList } from "#components/datasets/wrangle/step-list.tsx";
import { unitOf } from "#components/datasets/wrangle/unit.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { checksOf } from "#lib/features/datasets/index.ts";
import {
  countWaitingSteps,
  type DatasetVersionView,
  getDatasetVersion,
  getDeletedVersion,
  getSeriesSummary,
  getValidation,
} from "#lib/features/datasets/server.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { formatDateTime, formatNumber } from "#lib/format/index.ts";
import { AppError } from "#lib/platform/errors.ts";

export const metadata: Metadata = { title: "Data version" };

/** A summary of more series is fetched by the page, so that its HTML stays small. */
const SERIES_IN_PAGE = 500;

export default async function VersionPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string; version: string }>;
}) {
  const { version: id, ...project } = await params;
  const actor = await pageProject(project);
  const version = await getDatasetVersion(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (!version) return <GoneVersion actor={actor} id={id} />;
  const { profile } = version;
  const given = profile.series <= SERIES_IN_PAGE ? await getSeriesSummary(actor, id) : null;
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const url = `${base}/data/${version.id}`;
  return (
    <>
      <PageHeader
        title={`${version.name}, version ${version.number}`}
        meta={profileSentence(profile)}
        actions={
          <>
            <a className="sr-only focus:not-sr-only link" href="#origin">
              Skip to the file and the recipe
            </a>
            {may(actor.role, "edit_data_and_runs") ? (
              <>
                <ButtonLink href={`${base}/data/new`}>Add a version</ButtonLink>
                <ButtonLink href={`${base}/runs/new?version=${version.id}`} variant="primary">
                  Train on this version
                </ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      <WaitingRecipe steps={await countWaitingSteps(actor, version)} href={`${url}/wrangle`} />
      <VersionLinks base={base} datasetId={version.datasetId} number={version.number} />
      <Suspense fallback={<Skeleton className="h-16 w-full mb-6" />}>
        <Expectations actor={actor} id={version.id} href={`${url}/checks`} />
      </Suspense>
      <VersionScreen url={url} profile={profile} checks={checksOf(profile)} given={given} />
      <div id="origin" className="grid lg:grid-cols-2 gap-x-10">
        <Section title="Recipe">
          <RecipeFacts recipe={version.recipe} />
          {version.recipe.steps.length > 0 ? (
            <div className="mt-4">
              <StepList
                steps={version.recipe.steps}
                facts={profile.steps}
                refused={null}
                unit={unitOf(profile.frequency)}
              />
            </div>
          ) : null}
        </Section>
        <Section title="Origin">
          <Origin version={version} url={url} />
        </Section>
      </div>
    </>
  );
}

async function Expectations({ actor, id, href }: { actor: ProjectActor; id: string; href: string }) {
  return <VersionValidation validation={await getValidation(actor, id)} href={href} />;
}

/** In the place of a version whose data were deleted: what it was. What never was is not found. */
async function GoneVersion({ actor, id }: { actor: ProjectActor; id: string }) {
  const gone = await getDeletedVersion(actor, id);
  if (!gone) notFound();
  return <DeletedVersion gone={gone} base={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`} />;
}

/** A new file came without the steps that the dataset has: they are a press away. */
function WaitingRecipe({ steps, href }: { steps: number; href: string }) {
  if (steps === 0) return null;
  return (
    <Notice
      tone="stale"
      className="mb-6"
      title={`The dataset's recipe has ${steps === 1 ? "1 step" : `${formatNumber(steps)} steps`}, which this version was made without`}
      action={<ButtonLink href={href}>Open the recipe</ButtonLink>}
    >
      Try it on these rows and make the next version with it.
    </Notice>
  );
}

function Origin({ version, url }: { version: DatasetVersionView; url: string }) {
  const { raw } = version.manifest;
  const facts = [
    ...raw.flatMap((file, i) => {
      const which = raw.length > 1 ? ` ${i + 1}` : "";
      return [
        [`File${which}`, `${file.fileName}, ${formatBytes(file.sizeBytes)}`],
        [`SHA-256 of file${which}`, file.digest],
      ] as const;
    }),
    ["Digest of the version", version.digest],
    [
      "Stored as",
      `${formatNumber(version.profile.rows)} rows in Parquet, ${formatBytes(version.manifest.parts.reduce((sum, part) => sum + part.sizeBytes, 0))}`,
    ],
    [
      "Accepted",
      `${formatDateTime(version.createdAt)}${version.createdBy ? ` by ${version.createdBy}` : ""}`,
    ],
  ] as const;
  return (
    <>
      <dl className="divide-y divide-line">
        {facts.map(([label, value]) => (
          <div key={label} className="flex gap-4 py-1.5 max-md:flex-col max-md:gap-0">
            <dt className="text-ink3 w-44 shrink-0">{label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
        {raw.map((file, i) => (
          <a key={file.digest} className="link" href={`${url}/raw?file=${i}`} download>
            {raw.length > 1 ? `Download ${file.fileName}` : "Download the uploaded file"}
          </a>
        ))}
      </p>
    </>
  );
}
