import type { Metadata } from "next";
import { Presentation } from "#components/canvas/present/presentation.tsx";
import { posterOf } from "#lib/features/canvas/index.ts";
import { getCanvasPage } from "#lib/features/canvas/server.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Present the canvas" };

interface Props {
  params: Promise<{ workspace: string; project: string }>;
}

export default async function PresentPage({ params }: Props) {
  const actor = await pageProject(await params);
  const { blocks, names } = await getCanvasPage(actor);
  return (
    <Presentation
      title={actor.projectName}
      blocks={posterOf(blocks, { currency: actor.currency, names })}
      back={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}/canvas`}
    />
  );
}
