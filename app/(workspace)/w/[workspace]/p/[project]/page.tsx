import type { Metadata } from "next";
import Link from "next/link";
import { DecisionList } from "#components/decisions/decision-lines.tsx";
import { RefreshOnEvents } from "#components/front-page/refresh-on-events.tsx";
import { ThreadRow } from "#components/front-page/thread-row.tsx";
import { whatNow } from "#components/front-page/what-now.ts";
import { WhatNowPanel } from "#components/front-page/what-now-panel.tsx";
import { stopsForReader } from "#components/shell/for-reader.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { pageProject, projectFacts } from "#lib/features/workspaces/server.ts";
import { MoneySoFar } from "./money-so-far.tsx";
import { projectMoney, projectStops } from "./stops.ts";

interface Props {
  params: Promise<{ workspace: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await pageProject(await params)).projectName };
}

export default async function ProjectPage({ params }: Props) {
  const actor = await pageProject(await params);
  const [facts, stops, { verdict, roi, decisions }] = await Promise.all([
    projectFacts(actor),
    projectStops(actor),
    projectMoney(actor),
  ]);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const now = whatNow(stops, actor.role);
  return (
    <>
      <RefreshOnEvents />
      <PageHeader title={facts.name} meta={facts.summary || undefined} />
      <WhatNowPanel now={now} base={base} />
      <ThreadRow stops={stopsForReader(stops, actor.role)} base={base} now={now.stop} />
      <div className="grid grid-cols-[552px_minmax(0,1fr)] gap-x-14 max-xl:grid-cols-1">
        <MoneySoFar verdict={verdict} roi={roi} currency={actor.currency} base={base} />
        <Section
          title="Decisions"
          aside={
            <Link href={`${base}/decisions`} className="link">
              {decisions.length > 0 ? "All" : "How they are kept"}
            </Link>
          }
        >
          {decisions.length > 0 ? (
            <DecisionList decisions={decisions} />
          ) : (
            <p className="text-ink2 max-w-[60ch]">
              None yet. What is decided on a run stands here for ever, with its reason, and the verdict and
              saving of that moment.
            </p>
          )}
        </Section>
      </div>
    </>
  );
}
