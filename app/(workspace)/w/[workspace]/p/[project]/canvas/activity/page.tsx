import type { Metadata } from "next";
import { Feed } from "#components/canvas/activity/feed.tsx";
import { FeedRefresh } from "#components/canvas/activity/refresh.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getActivity } from "#lib/features/canvas/server.ts";
import { claimTurns } from "#lib/features/evidence/server.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Activity on the canvas" };

interface Props {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const actor = await pageProject(await params);
  const { before } = await searchParams;
  const turns = await claimTurns(actor, { now: Date.now() });
  const { happenings, next } = await getActivity(actor, { before }, turns);
  const project = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const here = `${project}/canvas/activity`;
  return (
    <>
      <PageHeader
        title="Activity on the canvas"
        meta="Who edited which block, commented, agreed, kept or brought back a version, and which claims turned last; newest first."
        actions={<ButtonLink href={`${project}/canvas`}>To the canvas</ButtonLink>}
      />
      {happenings.length > 0 ? (
        <Feed happenings={happenings} base={project} />
      ) : (
        <EmptyState
          title={before === undefined ? "Nothing has happened yet." : "There is nothing older."}
          example="Giulia edited the block “decisions”; the claim “WAPE below 15 %” turned supported"
          action={<ButtonLink href={`${project}/canvas`}>To the canvas</ButtonLink>}
        >
          What people write, say and agree on the canvas stands here, each with the way to it.
        </EmptyState>
      )}
      <nav aria-label="Pages" className="flex flex-wrap gap-2 mt-4 empty:hidden">
        {before === undefined ? null : <ButtonLink href={here}>Newest</ButtonLink>}
        {next ? (
          <ButtonLink href={`${here}?before=${next}`} rel="next">
            Older
          </ButtonLink>
        ) : null}
      </nav>
      {before === undefined ? <FeedRefresh /> : null}
    </>
  );
}
