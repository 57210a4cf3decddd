import type { ReactNode } from "react";
import { VersionTabs } from "#components/datasets/versions/version-tabs.tsx";
import { getDatasetVersion } from "#lib/features/datasets/server.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

/** The pages of one version under its tabs. Of a version that is gone, or never was, there is but one page. */
export default async function VersionLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string; project: string; version: string }>;
  children: ReactNode;
}) {
  const { version: id, ...project } = await params;
  const actor = await pageProject(project);
  const version = await getDatasetVersion(actor, id).catch(() => null);
  return (
    <>
      {version ? (
        <VersionTabs url={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data/${version.id}`} />
      ) : null}
      {children}
    </>
  );
}
