import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Presentation } from "#components/canvas/present/presentation.tsx";
import { sharedPoster } from "#lib/features/canvas/server.ts";
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
  return <Presentation title={canvas.projectName} blocks={sharedPoster(canvas)} back={`/s/${token}`} />;
}
