"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import { READ_EVENT } from "./read-event.ts";

/** The way to what concerns this person, with how much of it they have not read. */
export function ForYou({ base }: { base: string }) {
  const [unread, setUnread] = useState(0);
  const path = usePathname();
  const load = useCallback(async () => {
    const response = await fetch(`${base}/for-you/unread`).catch(() => null);
    if (response?.ok) setUnread((await response.json()).unread);
  }, [base]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another moment
  useEffect(() => {
    void load();
    for (const name of [READ_EVENT, "focus"]) window.addEventListener(name, load);
    return () => {
      for (const name of [READ_EVENT, "focus"]) window.removeEventListener(name, load);
    };
  }, [load, path]);
  useProjectEvents(({ kind }) => {
    if (kind === "comments.changed") void load();
  });
  const words = unread === 0 ? "For you" : `For you, ${unread} unread`;
  return (
    <Link
      href={`${base}/for-you`}
      prefetch={false}
      aria-label={words}
      title={words}
      aria-current={path === `${base}/for-you` ? "page" : undefined}
      className="relative grid place-items-center size-8 max-md:size-10 rounded-control text-ink2 hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken"
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="size-4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      >
        <path d="M1.8 9.2 3.6 3h8.8l1.8 6.2V13H1.8Zm0 0h3.4l1.2 1.8h3.2l1.2-1.8h3.4" strokeLinejoin="round" />
      </svg>
      {unread > 0 ? (
        <span
          data-unread={unread}
          className="absolute top-0 right-0 max-md:top-1 max-md:right-1 min-w-4 h-4 px-1 rounded-full bg-accent text-onaccent text-initials font-semibold text-center"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      ) : null}
    </Link>
  );
}
