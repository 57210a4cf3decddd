"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cx } from "#components/ui/cx.ts";
import { StateIcon } from "#components/ui/state-icon.tsx";
import { Mark } from "./mark.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { currentStop, STOP_KEYS, STOP_NAMES, type StopKey, type Stops, stopPath } from "./thread.ts";
import { useLiveStops } from "./use-live-stops.ts";

export interface RailProject {
  name: string;
  summary: string;
  /** `/w/…/p/…` */
  base: string;
}

interface Props {
  project: RailProject;
  stops: Stops;
}

function useThread({ project, stops }: Props) {
  const path = usePathname().slice(project.base.length + 1);
  const live = useLiveStops(project.base, stops);
  const current = currentStop(path, live);
  return {
    path,
    items: STOP_KEYS.map((key) => ({
      key,
      name: STOP_NAMES[key],
      href: `${project.base}/${stopPath(key, live)}`,
      stop: live[key],
      isCurrent: key === current,
    })),
  };
}

const FOOT = "flex items-center min-h-6 text-ink3 hover:text-ink hover:underline";

/** The thread at the left: 208 px, on the canvas 48 px with the names in the links' titles. */
export function Rail(props: Props) {
  const { project } = props;
  const { items, path } = useThread(props);
  const slim = path === "canvas";
  const workspace = project.base.split("/p/")[0] ?? "/";
  return (
    <aside
      data-shell="rail"
      className={cx(
        "max-md:hidden sticky top-0 h-dvh shrink-0 flex flex-col gap-4 border-r border-line py-3 overflow-y-auto",
        slim ? "w-rail-slim px-1" : "w-rail px-2",
      )}
    >
      <Link
        href={workspace}
        aria-label={slim ? "Forecanvas, all projects" : undefined}
        className={cx("flex items-center gap-2 h-6 font-semibold", slim ? "justify-center" : "px-2")}
      >
        <Mark />
        {slim ? null : "Forecanvas"}
      </Link>
      {slim ? null : (
        <div className="px-2">
          <Link href={project.base} className="block font-semibold hover:underline [overflow-wrap:anywhere]">
            {project.name}
          </Link>
          <p className="text-secondary text-ink3 line-clamp-2">{project.summary}</p>
        </div>
      )}
      <nav aria-label="Thread">
        <ol>
          {items.map(({ key, name, href, stop, isCurrent }, index) => (
            <li key={key} className="relative">
              <Link
                href={href}
                aria-current={isCurrent ? "page" : undefined}
                aria-label={slim ? `${name}: ${stop.headline}` : undefined}
                title={slim ? name : undefined}
                className={cx(
                  "flex items-center gap-2 h-8 rounded-control hover:bg-sunken",
                  slim ? "justify-center" : "px-2",
                  isCurrent ? "bg-sunken font-semibold text-ink" : "text-ink2",
                )}
              >
                <StateIcon state={stop.state} {...(slim ? { label: "" } : {})} />
                {slim ? null : (
                  <>
                    <span className="flex-1">{name}</span>
                    <span className="text-axis font-normal text-ink3">{stop.badge}</span>
                  </>
                )}
              </Link>
              {slim ? null : <SubPages pages={PAGES[key] ?? []} base={project.base} path={path} />}
              {index < items.length - 1 ? (
                <span
                  aria-hidden="true"
                  className={cx(
                    "absolute w-px bg-control top-[25px] bottom-[-7px]",
                    slim ? "left-1/2" : "left-[15.5px]",
                  )}
                />
              ) : null}
            </li>
          ))}
        </ol>
      </nav>
      {slim ? null : (
        <div className="mt-auto px-2 text-secondary text-ink3">
          <Link href={`${workspace}/members`} className={FOOT}>
            Members
          </Link>
          <Link href={`${project.base}/settings`} className={FOOT}>
            Settings
          </Link>
          <ThemeSwitch />
        </div>
      )}
    </aside>
  );
}

interface SubPage {
  room: string;
  name: string;
}

/** The pages of a stop that has more than one. */
const PAGES: Partial<Record<StopKey, readonly SubPage[]>> = {
  plan: [
    { room: "canvas", name: "Canvas" },
    { room: "opportunities", name: "Opportunities" },
    { room: "roi", name: "ROI" },
  ],
  judge: [{ room: "models", name: "Leaderboard" }],
};

function SubPages({ pages, base, path }: { pages: readonly SubPage[]; base: string; path: string }) {
  if (pages.length === 0) return null;
  return (
    <ul className="pl-8 pb-1">
      {pages.map(({ room, name }) => (
        <li key={room}>
          <Link
            href={`${base}/${room}`}
            aria-current={path === room ? "page" : undefined}
            className={cx(
              "flex items-center h-6 text-secondary hover:underline",
              path === room ? "text-ink font-medium" : "text-ink3",
            )}
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Pages that are no stop's own; the canvas is where Plan leads. */
const EXTRA = Object.values(PAGES)
  .flat()
  .filter(({ room }) => room !== "canvas");

/** The thread under the bar on narrow screens: it scrolls sideways, and every stop is reachable by Tab. */
export function Strip(props: Props) {
  const { items, path } = useThread(props);
  const { base } = props.project;
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path has another current link
  useEffect(() => {
    const current = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (strip.current && current) strip.current.scrollLeft = current.offsetLeft - 16;
  }, [path]);
  return (
    <nav
      ref={strip}
      aria-label="Thread"
      data-shell="strip"
      className="md:hidden relative flex overflow-x-auto border-b border-line px-2"
    >
      {items.map(({ key, name, href, stop, isCurrent }) => (
        <StripLink key={key} href={href} isCurrent={isCurrent && !EXTRA.some(({ room }) => room === path)}>
          <StateIcon state={stop.state} />
          {name}
        </StripLink>
      ))}
      {EXTRA.map(({ room, name }) => (
        <StripLink key={room} href={`${base}/${room}`} isCurrent={path === room}>
          {name}
        </StripLink>
      ))}
    </nav>
  );
}

function StripLink({
  href,
  isCurrent,
  children,
}: {
  href: string;
  isCurrent: boolean;
  children: React.ReactNode;
}) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cx(
        "flex items-center gap-1.5 h-11 px-2 whitespace-nowrap border-b-2 focus-visible:-outline-offset-2",
        isCurrent ? "border-accent text-ink font-semibold" : "border-transparent text-ink2",
      )}
    >
      {children}
    </Link>
  );
}
