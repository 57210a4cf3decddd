"use client";

import { useRouter } from "next/navigation";
import { type PointerEvent, useCallback, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import type { PosterBlock as Block } from "#lib/features/canvas/index.ts";
import css from "./presentation.module.css";
import { Slide } from "./slide.tsx";
import type { SlideClaim } from "./slide-claims.tsx";
import { stepFor, swipeOf } from "./step.ts";

/**
 * The blocks one by one over the whole window, by arrow keys, buttons or a finger. The address keeps the place; Esc
 * leaves to `back`. A dialog of the browser's own, so that nothing behind it takes the focus.
 */
export function Presentation({
  title,
  blocks,
  claims,
  proof,
  back,
}: {
  title: string;
  blocks: readonly Block[];
  claims: readonly SlideClaim[];
  /** "2 of 5 claims supported, 3 unproven"; "" without any. */
  proof: string;
  back: string;
}) {
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const from = useRef<{ x: number; y: number } | null>(null);
  const router = useRouter();
  const block = blocks[at];

  // Before the paint: whoever sees the first slide can step on at once.
  useLayoutEffect(() => {
    const shown = dialog.current;
    // It is open before its script has come; only the script can make it modal.
    if (shown && !shown.matches(":modal")) {
      shown.removeAttribute("open");
      shown.showModal();
    }
    const asked = blocks.findIndex(({ key }) => `#${key}` === window.location.hash);
    if (asked > 0) setAt(asked);
    stage.current?.focus();
  }, [blocks]);

  const go = useCallback(
    (to: number) => {
      const next = Math.max(0, Math.min(to, blocks.length - 1));
      setAt(next);
      stage.current?.scrollTo(0, 0);
      window.history.replaceState(window.history.state, "", `#${blocks[next]?.key ?? ""}`);
    },
    [blocks],
  );
  const leave = () => router.push(back);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // On a button, the space bar presses it.
    if (event.key === " " && event.target instanceof HTMLButtonElement) return;
    const next = stepFor(event.key, at, blocks.length);
    if (next === null) return;
    event.preventDefault();
    go(next);
  });
  // On the window: a click beside the text takes the focus to the page, and the keys must step on all the same.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  const onPointerUp = (event: PointerEvent) => {
    const start = from.current;
    from.current = null;
    if (!start || event.pointerType === "mouse") return;
    const swiped = swipeOf(event.clientX - start.x, event.clientY - start.y);
    if (swiped !== 0) go(at + swiped);
  };

  return (
    <dialog
      ref={dialog}
      open
      aria-label={`${title}: canvas, block by block`}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      className={cx(
        css.stage,
        "fixed inset-0 z-50 m-0 w-screen h-dvh max-w-none max-h-none p-0 border-0 bg-bg text-ink flex flex-col",
      )}
    >
      <p className={cx(css.small, "flex gap-4 px-[2em] pt-[1.2em] text-ink3")}>
        <span className="min-w-0 truncate font-medium text-ink2">{title}</span>
        <span className="min-w-0 truncate max-md:hidden">{proof}</span>
        <span className="ml-auto shrink-0 tabular-nums">
          {at + 1} of {blocks.length}
        </span>
      </p>
      <div
        ref={stage}
        tabIndex={-1}
        onPointerDown={(event) => {
          from.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          from.current = null;
        }}
        className="flex-1 min-h-0 overflow-y-auto px-[2em] py-[1.2em] touch-pan-y outline-none"
      >
        {block ? (
          <Slide key={block.key} block={block} claims={claims.filter((claim) => claim.block === block.key)} />
        ) : null}
      </div>
      <p className="sr-only" role="status">
        {block ? `Block ${at + 1} of ${blocks.length}: ${block.title}` : ""}
      </p>
      <footer className="flex items-center gap-2 px-[1.5rem] py-3 border-t border-line" data-print="no">
        <Button disabled={at === 0} onClick={() => go(at - 1)} aria-keyshortcuts="ArrowLeft">
          Back
        </Button>
        <Button
          variant="primary"
          disabled={at === blocks.length - 1}
          onClick={() => go(at + 1)}
          aria-keyshortcuts="ArrowRight"
        >
          Next
        </Button>
        <span className="text-secondary text-ink3 max-md:hidden">Arrow keys step, Esc leaves.</span>
        <Button variant="quiet" className="ml-auto" onClick={leave} aria-keyshortcuts="Escape">
          Leave
        </Button>
      </footer>
    </dialog>
  );
}
