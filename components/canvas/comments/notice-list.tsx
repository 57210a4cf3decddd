import Link from "next/link";
import { cx } from "#components/ui/cx.ts";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { NoticeView } from "#lib/features/canvas/comments/index.ts";

const DOES: Record<NoticeView["reason"], (block: string) => string> = {
  mention: (block) => `mentioned you in ${block}`,
  reply: (block) => `replied where you take part, in ${block}`,
  owned_block: (block) => `commented on your block ${block}`,
};

/** What concerns somebody, each line the way to its thread; what is not read yet stands out by a dot and its weight. */
export function NoticeList({
  notices,
  base,
}: {
  notices: readonly NoticeView[];
  /** Path of the workspace. */
  base: string;
}) {
  return (
    <ul className="max-w-[48rem] border-t border-line">
      {notices.map((notice) => (
        <li key={notice.id} data-notice={notice.isRead ? "read" : "unread"} className="border-b border-line">
          <Link
            href={`${base}/p/${notice.project.slug}/canvas?comments=${notice.block}&thread=${notice.threadId}`}
            prefetch={false}
            className="grid grid-cols-[0.5rem_minmax(0,1fr)] gap-x-3 px-2 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <span
              aria-hidden="true"
              className={cx("size-2 rounded-full mt-1.5", notice.isRead ? "bg-transparent" : "bg-accent")}
            />
            <span className="min-w-0">
              <span className={cx("block wrap-anywhere", !notice.isRead && "font-semibold")}>
                {notice.isRead ? null : <span className="sr-only">Unread: </span>}
                {notice.by ?? "A former member"} {DOES[notice.reason](notice.blockTitle)}
              </span>
              <span dir="auto" className="block text-ink2 wrap-anywhere line-clamp-2">
                {notice.excerpt}
              </span>
              <span className="block text-secondary text-ink3">
                {notice.project.name}, <LocalTime at={notice.at} />
                {notice.isResolved ? ", resolved" : null}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
