"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { type FinderProject, KEYS_OFF } from "./finder-project.ts";
import { STOP_KEYS, STOP_LETTERS, stopPath } from "./thread.ts";

const Palette = lazy(() => import("./palette.tsx"));
const KeyList = lazy(() => import("./key-list.tsx"));

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("input, textarea, select, [role=textbox], [role=combobox]")
  );
}

/** The search field of the bar, what it opens, and the keys of the whole product. */
export function Finder({
  workspace,
  project,
}: {
  workspace: { name: string; base: string };
  project?: FinderProject;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const goUntil = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("palette");
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector("[role=dialog]")) return;
      if (localStorage.getItem(KEYS_OFF)) return;
      if (event.key === "?") {
        event.preventDefault();
        setOpen("keys");
        return;
      }
      const letter = event.key.toLowerCase();
      const isGoing = event.timeStamp < goUntil.current;
      goUntil.current = letter === "g" && !isGoing ? event.timeStamp + 1_500 : 0;
      if (!isGoing || !project) return;
      const stop = STOP_KEYS.find((key) => STOP_LETTERS[key] === letter);
      if (!stop) return;
      event.preventDefault();
      router.push(`${project.base}/${stopPath(stop, project.stops)}`);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [project, router]);

  const onOpenChange = (next: boolean) => setOpen(next ? open : null);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen("palette")}
        aria-keyshortcuts="Control+K Meta+K"
        aria-label="Find or do anything"
        className="flex items-center gap-2 h-7 w-60 max-lg:w-auto px-2 border border-control rounded-control bg-surface text-ink3 max-md:w-10 max-md:h-10 max-md:justify-center max-md:border-transparent max-md:bg-transparent"
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0">
          <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="m10.5 10.5 3.5 3.5" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <span className="flex-1 text-left max-lg:hidden">Find or do anything</span>
        <kbd className="max-md:hidden">Ctrl K</kbd>
      </button>
      <Suspense fallback={null}>
        {open === "palette" ? (
          <Palette
            workspace={workspace}
            project={project}
            onOpenChange={onOpenChange}
            onShowKeys={() => setOpen("keys")}
          />
        ) : null}
        {open === "keys" ? <KeyList hasThread={project !== undefined} onOpenChange={onOpenChange} /> : null}
      </Suspense>
    </>
  );
}
