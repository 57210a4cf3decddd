"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { TrainingIndicator } from "#components/runs/browser-training/indicator.tsx";
import { Finder } from "./finder.tsx";
import { ForYou } from "./for-you.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { crumbs, type Stops } from "./thread.ts";

export interface ShellPerson {
  name: string;
  /** In words: "product owner". */
  role: string;
}

export interface ShellWorkspace {
  name: string;
  /** `/w/…` */
  base: string;
}

/** A workspace's own pages by their path below it. */
const WORKSPACE_PAGES: Record<string, string> = {
  members: "Members",
  "for-you": "For you",
  audit: "Audit",
  keys: "API keys",
  api: "API",
};

export function TopBar({
  workspace,
  project,
  person,
  stops,
}: {
  workspace: ShellWorkspace;
  project?: { name: string; base: string; mayTrain: boolean };
  person: ShellPerson;
  stops?: Stops;
}) {
  const pathname = usePathname();
  const trail = [{ label: workspace.name, href: workspace.base as string | undefined }];
  if (project) {
    trail.push({ label: project.name, href: project.base });
    for (const crumb of crumbs(pathname.slice(project.base.length + 1))) {
      trail.push({
        label: crumb.label,
        href: crumb.path === undefined ? undefined : `${project.base}/${crumb.path}`,
      });
    }
  } else {
    const page = WORKSPACE_PAGES[pathname.slice(workspace.base.length + 1)];
    if (page) trail.push({ label: page, href: undefined });
  }
  return (
    <header
      data-shell="bar"
      className="flex items-center gap-3 h-12 px-8 max-md:px-4 max-md:gap-2 border-b border-line"
    >
      <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
        <ol className="flex min-w-0 whitespace-nowrap text-ink3">
          {trail.map(({ label, href }, index) => {
            const isLast = index === trail.length - 1;
            return (
              <li
                key={`${label}-${href}`}
                className={isLast ? "min-w-0 truncate leading-6" : "min-w-0 truncate shrink-[2] leading-6"}
              >
                {isLast ? (
                  <span aria-current="page" className="text-ink font-medium">
                    {label}
                  </span>
                ) : href ? (
                  <Link
                    href={href}
                    className="leading-6 hover:underline hover:text-ink focus-visible:-outline-offset-2"
                  >
                    {label}
                  </Link>
                ) : (
                  label
                )}
                {isLast ? null : (
                  <span aria-hidden="true" className="px-1">
                    /
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      <TrainingIndicator base={project?.base ?? null} />
      <Finder workspace={workspace} {...(project && stops ? { project: { ...project, stops } } : {})} />
      <ForYou base={workspace.base} />
      <PersonMenu name={person.name} role={person.role} />
    </header>
  );
}
