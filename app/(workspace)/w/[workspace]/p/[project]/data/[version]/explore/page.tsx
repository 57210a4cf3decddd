import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ColumnProfiles } from "#components/datasets/explore/column-profiles.tsx";
import { Explorer } from "#components/datasets/explore/explorer.tsx";
import { factsSentence } from "#components/datasets/explore/facts-sentence.ts";
import { cx } from "#components/ui/cx.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { getDatasetVersion, getFacts } from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";

export const metadata: Metadata = { title: "Explore a version" };

interface Props {
  params: Promise<{ workspace: string; project: string; version: string }>;
  searchParams: Promise<{ view?: string | string[] }>;
}

export default async function ExplorePage({ params, searchParams }: Props) {
  const { version: id, ...project } = await params;
  const actor = await pageProject(project);
  const version = await getDatasetVersion(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const isColumns = (await searchParams).view === "columns";
  const url = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data/${version.id}`;
  return (
    <>
      <PageHeader
        title={`Explore ${version.name}, version ${version.number}`}
        meta={
          <Suspense fallback="Counting what is in every series …">
            <Conclusion actor={actor} id={version.id} series={version.profile.series} />
          </Suspense>
        }
      />
      <nav aria-label="What to look at" className="flex gap-5 border-b border-line mb-4">
        <View href={`${url}/explore`} isCurrent={!isColumns}>
          Series
        </View>
        <View href={`${url}/explore?view=columns`} isCurrent={isColumns}>
          Columns
        </View>
      </nav>
      {isColumns ? (
        <Suspense fallback={<Skeleton className="h-[30rem] w-full" />}>
          <Columns actor={actor} id={version.id} />
        </Suspense>
      ) : (
        <Explorer url={url} frequency={version.profile.frequency} />
      )}
    </>
  );
}

function View({ href, isCurrent, children }: { href: string; isCurrent: boolean; children: string }) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cx(
        "py-2 -mb-px border-b-2 font-medium",
        isCurrent ? "border-accent text-ink" : "border-transparent text-ink2 hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}

async function Conclusion({ actor, id, series }: { actor: ProjectActor; id: string; series: number }) {
  return factsSentence(await getFacts(actor, id), series);
}

async function Columns({ actor, id }: { actor: ProjectActor; id: string }) {
  return <ColumnProfiles facts={await getFacts(actor, id)} />;
}
