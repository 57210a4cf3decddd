import type { Metadata } from "next";
import { NoticeList } from "#components/canvas/comments/notice-list.tsx";
import { ReadAll } from "#components/canvas/comments/read-all.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { countUnread, listNotices } from "#lib/features/canvas/server.ts";
import { pageWorkspace } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "For you" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ForYouPage({ params, searchParams }: Props) {
  const actor = await pageWorkspace(await params);
  const { before } = await searchParams;
  const [{ notices, next }, unread] = await Promise.all([listNotices(actor, { before }), countUnread(actor)]);
  const base = `/w/${actor.workspaceSlug}`;
  return (
    <>
      <PageHeader
        title="For you"
        meta="Comments that mention you, go on where you take part, or are about a block that you own."
        actions={unread > 0 ? <ReadAll base={base} /> : null}
        conclusion={
          notices.length === 0
            ? null
            : unread === 0
              ? "You have read everything."
              : `${unread} ${unread === 1 ? "comment waits" : "comments wait"} for you.`
        }
      />
      {notices.length > 0 ? (
        <NoticeList notices={notices} base={base} />
      ) : (
        <EmptyState
          title={before === undefined ? "Nothing has been for you yet." : "There is nothing older."}
          example="Giulia mentioned you in Decisions: “@you, who may override the order at weekends?”"
          action={<ButtonLink href={base}>To the projects</ButtonLink>}
        >
          When somebody writes @ and your name in a comment on a canvas, it stands here, with the way to it.
        </EmptyState>
      )}
      <nav aria-label="Pages" className="flex flex-wrap gap-2 mt-4 empty:hidden">
        {before === undefined ? null : <ButtonLink href={`${base}/for-you`}>Newest</ButtonLink>}
        {next ? (
          <ButtonLink href={`${base}/for-you?before=${next}`} rel="next">
            Older
          </ButtonLink>
        ) : null}
      </nav>
    </>
  );
}
