import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type NoticeTone = "info" | "ok" | "bad" | "stale";

const EDGES: Record<NoticeTone, string> = {
  info: "border-l-accent",
  ok: "border-l-ok",
  bad: "border-l-bad",
  stale: "border-l-stale",
};

/** A panel with an edge of meaning: a verdict, a question, an error with its way out. `bad` is announced at once. */
export function Notice({
  tone = "info",
  title,
  action,
  className,
  children,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div
      role={tone === "bad" ? "alert" : undefined}
      className={cx(
        "flex flex-wrap items-start gap-x-4 gap-y-3 bg-surface border border-line border-l-4 rounded-r-panel px-4 py-3",
        EDGES[tone],
        className,
      )}
    >
      <div className="flex-1 min-w-56 max-w-[75ch]">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="text-ink2">{children}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap items-center gap-2 shrink-0 max-w-full">{action}</div> : null}
    </div>
  );
}
