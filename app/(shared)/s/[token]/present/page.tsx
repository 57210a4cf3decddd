import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { slideClaimsOf } from "#components/canvas/present/claims-of.ts";
import { Presentation } from "#components/canvas/present/presentation.tsx";
import { sharedPoster } from "#lib/features/canvas/server.ts";
import { countsInWords } from "#lib/features/evidence/index.ts";
import { listSharedClaims } from "#lib/features/evidence/server.ts";
import { Busy } from "../../busy.tsx";
import { openShared } from "../../open.ts";

export const metadata: Metadata = { title: "Canvas", robots: { index: false, follow: false } };

interface Props {
  params: Promise<{ token: string }>;
}

export default async function PresentSharedPage({ params }: Props) {
  const { token } = await params;
  const shared = await openShared(token);
  if (shared.state === "busy") return <Busy retryAfterSeconds={shared.retryAfterSeconds} />;
  if (shared.state === "closed") notFound();
  const { canvas } = shared;
  const claims = await listSharedClaims(canvas, { now: Date.now() });
  return (
    <Presentation
      title={canvas.projectName}
      blocks={sharedPoster(canvas)}
      claims={slideClaimsOf(claims)}
      proof={claims.length > 0 ? countsInWords(claims) : ""}
      back={`/s/${token}`}
    />
  );
}
