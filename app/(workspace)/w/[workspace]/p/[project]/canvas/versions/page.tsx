import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CompareForm } from "#components/canvas/versions/compare-form.tsx";
import { Difference } from "#components/canvas/versions/difference.tsx";
import { NameForm } from "#components/canvas/versions/name-form.tsx";
import { VersionsRefresh } from "#components/canvas/versions/refresh.tsx";
import { Restore } from "#components/canvas/versions/restore.tsx";
import { VersionList, type VersionRow } from "#components/canvas/versions/version-list.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { DifferenceSchema, getDifference, getSnapshots } from "#lib/features/canvas/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { nameSnapshotAction, restoreSnapshotAction } from "./actions.ts";

export const metadata: Metadata = { title: "Versions of the canvas" };

/** More than a person looks through; the interface for machines has the rest. */
const SHOWN = 200;

interface Props {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function VersionsPage({ params, searchParams }: Props) {
  const actor = await pageProject(await params);
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}/canvas`;
  const snapshots = await getSnapshots(actor, { before: null, limit: SHOWN });
  const versions = snapshots.map(
    ({ number, name, takenBy, at, reason }): VersionRow => ({
      number,
      name,
      takenBy,
      at,
      isNamed: reason === "named",
    }),
  );
  const asked = await searchParams;
  const newest = versions[0]?.number ?? "now";
  const pair = DifferenceSchema.safeParse({ from: asked.from ?? newest, to: asked.to ?? "now" });
  if (!pair.success) notFound();
  const { from, to } = pair.data;
  const difference = await getDifference(actor, pair.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const canEdit = may(actor.role, "edit_plan");
  return (
    <>
      <PageHeader
        title="Versions of the canvas"
        meta="Kept under a name whenever you wish, and by itself before each run, each decision and each restore. A version never changes."
        actions={<ButtonLink href={base}>To the canvas</ButtonLink>}
      />
      {canEdit ? <NameForm action={nameSnapshotAction.bind(null, address)} /> : null}
      {versions.length === 0 ? (
        <EmptyState
          title="No version yet"
          example="Version 3: Before run 4, by Dario, with what changed since in each block"
        >
          Keep the canvas under a name before a review or a larger change: any two versions can be compared
          word by word, and each can be brought back.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(16rem,22rem)_minmax(0,1fr)] gap-x-8 gap-y-6 mt-5 max-lg:grid-cols-1">
          <VersionList
            versions={versions}
            selected={from === "now" ? null : from}
            href={(number) => `${base}/versions?from=${number}&to=now`}
          />
          <section aria-label="What changed" className="min-w-0">
            <CompareForm versions={versions} from={String(from)} to={String(to)} />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2 mb-4">
              <p className="text-now font-semibold">{sentenceOf(difference.blocks.length, from, to)}</p>
              {canEdit && from !== "now" && to === "now" && difference.blocks.length > 0 ? (
                <Restore key={from} number={from} restore={restoreSnapshotAction.bind(null, address, from)} />
              ) : null}
            </div>
            <Difference blocks={difference.blocks} />
          </section>
        </div>
      )}
      <VersionsRefresh />
    </>
  );
}

function sentenceOf(count: number, from: number | "now", to: number | "now"): string {
  const named = (ref: number | "now") => (ref === "now" ? "now" : `version ${ref}`);
  if (count === 0) return `Nothing differs between ${named(from)} and ${named(to)}`;
  const blocks = `${count} ${count === 1 ? "block differs" : "blocks differ"}`;
  return `${blocks} between ${named(from)} and ${named(to)}`;
}
