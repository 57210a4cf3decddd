import type { Metadata } from "next";
import { slideClaimsOf } from "#components/canvas/present/claims-of.ts";
import { Presentation } from "#components/canvas/present/presentation.tsx";
import { posterOf } from "#lib/features/canvas/index.ts";
import { getCanvasPage } from "#lib/features/canvas/server.ts";
import { countsInWords } from "#lib/features/evidence/index.ts";
import { listClaims } from "#lib/features/evidence/server.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";

export const metadata: Metadata = { title: "Present the canvas" };

interface Props {
  params: Promise<{ workspace: string; project: string }>;
}

export default async function PresentPage({ params }: Props) {
  const actor = await pageProject(await params);
  const [{ blocks, names }, claims] = await Promise.all([
    getCanvasPage(actor),
    listClaims(actor, { now: Date.now() }),
  ]);
  return (
    <Presentation
      title={actor.projectName}
      blocks={posterOf(blocks, { currency: actor.currency, names })}
      claims={slideClaimsOf(claims)}
      proof={claims.length > 0 ? countsInWords(claims) : ""}
      back={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}/canvas`}
    />
  );
}
