import { cx } from "#components/ui/cx.ts";

/** At a block: how many of its comments are open, and the way to them. */
export function CommentButton({
  block,
  title,
  count,
  onOpen,
}: {
  block: string;
  title: string;
  count: number;
  onOpen: () => void;
}) {
  const words = count === 0 ? "no open comment" : count === 1 ? "1 open comment" : `${count} open comments`;
  return (
    <button
      type="button"
      data-comments={block}
      data-print={count === 0 ? "no" : undefined}
      aria-label={`${title}: ${words}`}
      aria-keyshortcuts="Alt+M"
      title={`Comment (Alt+M): ${words}`}
      onClick={onOpen}
      className={cx(
        // Over the block's own area, which opens the editor.
        "relative z-10 inline-flex items-center justify-center gap-1 min-w-6 h-6 max-md:min-w-10 max-md:h-8 px-1 rounded-control text-axis tabular-nums hover:bg-sunken",
        count === 0 ? "text-ink3" : "text-ink2 font-semibold",
      )}
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="size-3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      >
        <path d="M2 2.8h12v8.4H7.4L4.6 13.8v-2.6H2Z" strokeLinejoin="round" />
      </svg>
      {count === 0 ? null : count}
    </button>
  );
}
