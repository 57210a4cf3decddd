"use client";

import Link from "next/link";
import { useSyncExternalStore } from "react";
import { byDay, type Happening } from "#lib/features/canvas/activity/index.ts";
import { formatDate, formatTimeOfDay } from "#lib/format/index.ts";

const never = () => () => {};

/**
 * What happened, under its days. The days are the reader's own; the server does not know their zone, so until the page
 * is awake they are those of UTC.
 */
export function Feed({
  happenings,
  base,
}: {
  happenings: readonly Happening[];
  /** Path of the project. */
  base: string;
}) {
  const isAwake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const local = (at: number) => (isAwake ? at - new Date(at).getTimezoneOffset() * 60_000 : at);
  return (
    <div className="max-w-[48rem] flex flex-col gap-6">
      {byDay(happenings, (at) => formatDate(local(at))).map(({ day, happenings }) => (
        <section key={day} aria-label={day}>
          <h2 className="text-section mb-1">
            {day}
            {isAwake ? null : " (UTC)"}
          </h2>
          <ol className="border-t border-line">
            {happenings.map((happening) => (
              <li
                key={happening.id}
                data-happening={happening.id.startsWith("claim:") ? "turn" : "deed"}
                className="grid grid-cols-[3.25rem_minmax(0,1fr)_auto] max-md:grid-cols-[3.25rem_minmax(0,1fr)] gap-x-3 py-2 border-b border-line"
              >
                <time
                  dateTime={new Date(happening.at).toISOString()}
                  className="text-secondary leading-5 text-ink3 tabular-nums"
                >
                  {formatTimeOfDay(local(happening.at))}
                </time>
                <div className="min-w-0">
                  <p className="wrap-anywhere">
                    {happening.who === null ? null : <strong>{happening.who}</strong>} {happening.words}
                  </p>
                  {happening.excerpt ? (
                    <p
                      dir="auto"
                      className="text-ink2 wrap-anywhere border-l-2 border-line pl-2 mt-1 line-clamp-3"
                    >
                      {happening.excerpt}
                    </p>
                  ) : null}
                </div>
                {happening.link ? (
                  <Link
                    href={`${base}/${happening.link.path}`}
                    prefetch={false}
                    className="link text-secondary leading-5 max-md:col-start-2 max-md:justify-self-start"
                  >
                    {happening.link.label}
                  </Link>
                ) : null}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
