import type { Metadata } from "next";
import { OpenUntouched } from "#components/judge/open-untouched.tsx";
import { SealedResults } from "#components/judge/sealed-results.tsx";
import { LivePanel } from "#components/runs/live-panel.tsx";
import { PlanComparison } from "#components/runs/plan-comparison.tsx";
import { RunFacts } from "#components/runs/run-facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getDeletedVersion } from "#lib/features/datasets/server.ts";
import { getRunLive } from "#lib/features/runs/server.ts";
import { findSealedResults } from "#lib/features/verdict/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { cancelRunAction, openUntouchedAction } from "../actions.ts";
import { pageRun } from "../page-run.ts";
import { runAgainstPlan } from "../run-against-plan.ts";
import { Results } from "./results.tsx";
import { WithoutData } from "./without-data.tsx";

interface Props {
  params: Promise<{ workspace: string; project: string; run: string }>;
  searchParams: Promise<{ series?: string | string[] }>;
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: `Run ${(await params).run}` };
}

export default async function RunPage({ params, searchParams }: Props) {
  const { workspace, project, run: number } = await params;
  const actor = await pageProject({ workspace, project });
  const run = await pageRun(actor, number);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  if (run.status === "succeeded") {
    const gone = await getDeletedVersion(actor, run.data.versionId);
    if (gone) return <WithoutData actor={actor} run={run} base={base} gone={gone} />;
    const sealed = await findSealedResults(actor, run.number);
    if (sealed) {
      return (
        <>
          <PageHeader
            title={`Run ${run.number}`}
            meta={<RunFacts run={run} />}
            conclusion={run.question || null}
          />
          <SealedResults
            results={sealed}
            open={
              may(actor.role, "decide") ? (
                <OpenUntouched open={openUntouchedAction.bind(null, { workspace, project }, run.number)} />
              ) : null
            }
          />
        </>
      );
    }
    const { series } = await searchParams;
    return <Results actor={actor} run={run} base={base} series={series} />;
  }
  const [live, againstPlan] = await Promise.all([getRunLive(actor, run.number), runAgainstPlan(actor, run)]);
  return (
    <>
      <PageHeader
        title={`Run ${run.number}`}
        meta={<RunFacts run={run} />}
        conclusion={run.question || null}
      />
      <PlanComparison {...againstPlan} base={base} />
      <LivePanel
        rendered={live}
        base={base}
        mayRun={may(actor.role, "edit_data_and_runs")}
        cancel={cancelRunAction.bind(null, { workspace, project }, run.number)}
      />
    </>
  );
}
