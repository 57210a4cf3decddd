import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SharedCanvas } from "#components/canvas/share/shared-canvas.tsx";
import { sharedPoster } from "#lib/features/canvas/server.ts";
import { listSharedClaims } from "#lib/features/evidence/server.ts";
import { Busy } from "../busy.tsx";
import { openShared } from "../open.ts";

export const metadata: Metadata = { title: "Canvas", robots: { index: false, follow: false } };

interface Props {
  params: Promise<{ token: string }>;
}

/** One canvas to read, for anybody who has the link. It sets no cookie and does nothing. */
export default async function SharedCanvasPage({ params }: Props) {
  const { token } = await params;
  const shared = await openShared(token);
  if (shared.state === "busy") return <Busy retryAfterSeconds={shared.retryAfterSeconds} />;
  if (shared.state === "closed") notFound();
  const { canvas } = shared;
  return (
    <SharedCanvas
      projectName={canvas.projectName}
      blocks={sharedPoster(canvas)}
      claims={await listSharedClaims(canvas, { now: Date.now() })}
      expiresAt={canvas.expiresAt}
      base={`/s/${token}`}
    />
  );
}
