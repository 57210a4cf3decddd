"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { FinderProject } from "./finder-project.ts";
import { setTheme, THEMES } from "./theme.ts";
import { STOP_KEYS, STOP_NAMES, stopPath } from "./thread.ts";

/** What `/w/…/find` answers. */
export interface Findable {
  projects: { slug: string; name: string }[];
  workspaces: { slug: string; name: string }[];
}

/** Everything there is to go to or to do, by a few letters of its name. */
export default function Palette({
  workspace,
  project,
  onOpenChange,
  onShowKeys,
}: {
  workspace: { name: string; base: string };
  project: FinderProject | undefined;
  onOpenChange: (open: boolean) => void;
  onShowKeys: () => void;
}) {
  const router = useRouter();
  const [found, setFound] = useState<Findable | null>(null);
  useEffect(() => {
    fetch(`${workspace.base}/find`)
      .then((response) => (response.ok ? (response.json() as Promise<Findable>) : null))
      .then(setFound)
      .catch(() => {});
  }, [workspace.base]);

  const go = (href: string) => {
    onOpenChange(false);
    router.push(href);
  };

  return (
    <Dialog.Root open onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Dialog.Popup className="fixed z-50 left-1/2 top-[12vh] -translate-x-1/2 w-[min(36rem,calc(100vw-2rem))] bg-surface text-ink border border-line rounded-panel shadow-float overflow-hidden">
          <Dialog.Title className="sr-only">Find or do anything</Dialog.Title>
          <Command label="Find or do anything" loop>
            <Command.Input
              autoFocus
              placeholder="Find or do anything"
              className="w-full h-11 px-4 bg-transparent border-b border-line focus-visible:-outline-offset-2"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-3 text-ink2">
                Nothing of that name. Try a stop, a project or a verb.
              </Command.Empty>
              {project ? (
                <Group heading={project.name}>
                  <Item onSelect={() => go(project.base)}>Front page</Item>
                  {STOP_KEYS.map((key) => (
                    <Item
                      key={key}
                      onSelect={() => go(`${project.base}/${stopPath(key, project.stops)}`)}
                      detail={project.stops[key].headline}
                    >
                      {STOP_NAMES[key]}
                    </Item>
                  ))}
                  <Item
                    keywords={["feed", "who changed", "history"]}
                    onSelect={() => go(`${project.base}/canvas/activity`)}
                  >
                    Activity on the canvas
                  </Item>
                  <Item onSelect={() => go(`${project.base}/opportunities`)}>Opportunities</Item>
                  <Item onSelect={() => go(`${project.base}/roi`)}>Return on investment</Item>
                  <Item keywords={["compare runs", "models"]} onSelect={() => go(`${project.base}/models`)}>
                    Leaderboard
                  </Item>
                  <Item onSelect={() => go(`${project.base}/settings`)}>Settings</Item>
                </Group>
              ) : null}
              {project ? (
                <Group heading="Do">
                  {project.mayTrain ? (
                    <>
                      <Item onSelect={() => go(`${project.base}/runs/new`)}>Start a new run</Item>
                      <Item onSelect={() => go(`${project.base}/data/new`)}>Upload data</Item>
                    </>
                  ) : null}
                  {STOP_KEYS.map((key) => (
                    <Item
                      key={key}
                      value={`do ${key}`}
                      keywords={[project.stops[key].action.label]}
                      onSelect={() => go(`${project.base}/${project.stops[key].action.path}`)}
                      detail={STOP_NAMES[key]}
                    >
                      {project.stops[key].action.label}
                    </Item>
                  ))}
                </Group>
              ) : null}
              <Group heading={workspace.name}>
                <Item onSelect={() => go(workspace.base)}>All projects</Item>
                {found?.projects.map((row) => (
                  <Item
                    key={row.slug}
                    value={`project ${row.slug}`}
                    keywords={[row.name]}
                    onSelect={() => go(`${workspace.base}/p/${row.slug}`)}
                    detail="Project"
                  >
                    {row.name}
                  </Item>
                ))}
                <Item
                  keywords={["mentions", "comments", "unread"]}
                  onSelect={() => go(`${workspace.base}/for-you`)}
                >
                  For you
                </Item>
                <Item onSelect={() => go(`${workspace.base}/members`)}>Members</Item>
                <Item
                  keywords={["REST", "OpenAPI", "curl", "machines"]}
                  onSelect={() => go(`${workspace.base}/api`)}
                >
                  API
                </Item>
                <Item keywords={["machines", "token"]} onSelect={() => go(`${workspace.base}/keys`)}>
                  API keys
                </Item>
                <Item onSelect={() => go(`${workspace.base}/audit`)}>Audit</Item>
                <Item onSelect={() => go("/account")}>Your account</Item>
                {found?.workspaces.map((row) => (
                  <Item
                    key={row.slug}
                    value={`workspace ${row.slug}`}
                    keywords={[row.name]}
                    onSelect={() => go(`/w/${row.slug}`)}
                    detail="Workspace"
                  >
                    {row.name}
                  </Item>
                ))}
              </Group>
              <Group heading="Look and keys">
                {THEMES.map((theme) => (
                  <Item
                    key={theme}
                    onSelect={() => {
                      setTheme(theme);
                      onOpenChange(false);
                    }}
                  >
                    {theme === "system"
                      ? "Theme as the system"
                      : `${theme === "dark" ? "Dark" : "Light"} theme`}
                  </Item>
                ))}
                <Item onSelect={onShowKeys}>Keys</Item>
              </Group>
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:text-secondary **:[[cmdk-group-heading]]:text-ink3 **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:py-1"
    >
      {children}
    </Command.Group>
  );
}

function Item({
  onSelect,
  detail,
  value,
  keywords,
  children,
}: {
  onSelect: () => void;
  detail?: string;
  value?: string;
  keywords?: string[];
  children: ReactNode;
}) {
  return (
    <Command.Item
      onSelect={onSelect}
      {...(value ? { value } : {})}
      {...(keywords ? { keywords } : {})}
      className="flex items-center justify-between gap-4 min-h-8 px-2 rounded-control cursor-pointer aria-selected:bg-accent2 max-md:min-h-10"
    >
      <span>{children}</span>
      {detail ? <span className="text-secondary text-ink3 truncate">{detail}</span> : null}
    </Command.Item>
  );
}
