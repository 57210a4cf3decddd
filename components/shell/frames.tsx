"use client";

import Link from "next/link";
import { usePathname, useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Mark } from "./mark.tsx";
import { Rail, type RailProject, Strip } from "./rail.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import type { Stops } from "./thread.ts";
import { type ShellPerson, type ShellWorkspace, TopBar } from "./top-bar.tsx";

function Frame({ left, bar, children }: { left: ReactNode; bar: ReactNode; children: ReactNode }) {
  const isPoster = usePathname().endsWith("/canvas");
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:z-50 focus:top-2 focus:left-2 focus:bg-surface focus:px-3 focus:py-2 text-accent"
      >
        Skip to the page
      </a>
      {left}
      <div className="flex-1 min-w-0">
        {bar}
        <main
          id="main"
          tabIndex={-1}
          data-shell="page"
          className={cx(
            "outline-none",
            isPoster ? "p-5 max-md:p-4" : "px-8 pt-6 pb-10 max-w-page max-md:px-4 max-md:pt-4 max-md:pb-8",
          )}
        >
          {children}
        </main>
      </div>
    </div>
  );
}

/** Around the pages of a project: the thread at the left, or under the bar on narrow screens. */
export function ProjectFrame({
  workspace,
  project,
  person,
  stops,
  mayTrain,
  children,
}: {
  workspace: ShellWorkspace;
  project: RailProject;
  person: ShellPerson;
  stops: Stops;
  mayTrain: boolean;
  children: ReactNode;
}) {
  return (
    <Frame
      left={<Rail project={project} stops={stops} />}
      bar={
        <>
          <TopBar workspace={workspace} project={{ ...project, mayTrain }} person={person} stops={stops} />
          <Strip project={project} stops={stops} />
        </>
      }
    >
      {children}
    </Frame>
  );
}

/** Around a workspace's own pages; a project brings its own frame. */
export function WorkspaceFrame({
  workspace,
  person,
  children,
}: {
  workspace: ShellWorkspace;
  person: ShellPerson;
  children: ReactNode;
}) {
  const pathname = usePathname();
  if (useSelectedLayoutSegment() === "p") return children;
  const links = [
    { href: workspace.base, name: "Projects" },
    { href: `${workspace.base}/members`, name: "Members" },
    { href: `${workspace.base}/audit`, name: "Audit" },
    { href: `${workspace.base}/keys`, name: "Keys" },
    { href: `${workspace.base}/api`, name: "API" },
  ];
  const nav = links.map(({ href, name }) => (
    <li key={href}>
      <Link
        href={href}
        aria-current={pathname === href ? "page" : undefined}
        className="flex items-center h-8 px-2 max-md:h-11 rounded-control text-ink2 hover:bg-sunken aria-[current=page]:text-ink aria-[current=page]:font-semibold md:aria-[current=page]:bg-sunken"
      >
        {name}
      </Link>
    </li>
  ));
  return (
    <Frame
      left={
        <aside
          data-shell="rail"
          className="max-md:hidden sticky top-0 h-dvh w-rail shrink-0 flex flex-col gap-4 border-r border-line px-2 py-3"
        >
          <Link href="/" className="flex items-center gap-2 h-6 px-2 font-semibold">
            <Mark />
            Forecanvas
          </Link>
          <nav aria-label="Workspace">
            <ul>{nav}</ul>
          </nav>
          <div className="mt-auto px-2 text-secondary text-ink3">
            <ThemeSwitch />
          </div>
        </aside>
      }
      bar={
        <>
          <TopBar workspace={workspace} person={person} />
          <nav aria-label="Workspace" data-shell="strip" className="md:hidden border-b border-line px-2">
            <ul className="flex">{nav}</ul>
          </nav>
        </>
      }
    >
      {children}
    </Frame>
  );
}
