import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import type { OpenCounts } from "#lib/features/canvas/comments/index.ts";
import type { PosterBlock } from "#lib/features/canvas/index.ts";
import type { CommentPanel, PanelProps } from "./panel.tsx";

type Key = PosterBlock["key"];
type Panel = { block: Key | null; threadId: string | null };

/**
 * The talk on a canvas: how much is open in each block, and the panel, which loads when it is first opened: by a block's
 * count, by Alt+M, or by an address with `?comments=` that somebody was sent.
 */
export function useTalk(
  who: Pick<PanelProps, "base" | "projectId" | "userId" | "mayDeleteAll" | "people" | "blocks"> & {
    initial: OpenCounts;
  },
): { counts: OpenCounts; open: (block: Key | null) => void; panel: ReactNode } {
  const { base, initial, ...props } = who;
  const [counts, setCounts] = useState(initial);
  const [at, setAt] = useState<Panel | null>(null);
  const [View, setView] = useState<{ Panel: typeof CommentPanel } | null>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  const path = usePathname();
  const query = useSearchParams();

  const show = useCallback((next: Panel) => {
    setAt(next);
    void import("./panel.tsx").then(({ CommentPanel }) => setView({ Panel: CommentPanel }));
  }, []);
  const open = useCallback(
    (block: Key | null) => {
      cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      show({ block, threadId: null });
    },
    [show],
  );
  const asked = query.get("comments");
  const thread = query.get("thread");
  useEffect(() => {
    if (asked !== null) show({ block: asked === "all" ? null : keyOf(asked), threadId: thread });
  }, [asked, thread, show]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // By the place of the key: with Alt some keyboards write another letter.
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyM") return;
      // Where this writes a letter (µ on a Mac), whoever is typing wants the letter.
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea");
      if (isTyping && event.key.toLowerCase() !== "m") return;
      event.preventDefault();
      open(keyOf(document.activeElement?.closest<HTMLElement>("[data-block]")?.dataset.block ?? ""));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open]);

  const isOpen = at !== null;
  useProjectEvents(async ({ kind }) => {
    // The open panel asks for the numbers together with the threads.
    if (isOpen || (kind !== "comments.changed" && kind !== "stream.opened")) return;
    const response = await fetch(`${base}/canvas/comments`).catch(() => null);
    if (response?.ok) setCounts((await response.json()).counts);
  });

  const close = () => {
    setAt(null);
    if (asked !== null) window.history.replaceState(null, "", path);
    const block = at?.block;
    const button = document.querySelector<HTMLElement>(
      block ? `[data-comments="${block}"]` : "[data-comments]",
    );
    (cameFrom.current?.isConnected ? cameFrom.current : button)?.focus();
  };
  const panel =
    at && View ? (
      <View.Panel
        {...props}
        base={base}
        block={at.block}
        threadId={at.threadId}
        counts={counts}
        onCounts={setCounts}
        onBlock={(block) => setAt({ block, threadId: null })}
        onClose={close}
      />
    ) : null;
  return { counts, open, panel };
}

const KEYS: readonly string[] = [
  "value_proposition",
  "data_sources",
  "prediction_task",
  "feature_engineering",
  "offline_evaluation",
  "decisions",
  "collecting_data",
  "building_models",
  "live_monitoring",
  "when_not_to_use_ml",
] satisfies Key[];

function keyOf(text: string): Key | null {
  return KEYS.includes(text) ? (text as Key) : null;
}
