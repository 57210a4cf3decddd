import { PlanComparison } from "#components/runs/plan-comparison.tsx";
import { ReplayLink } from "#components/runs/replay-section.tsx";
import { RunFacts } from "#components/runs/run-facts.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listDecisions } from "#lib/features/decisions/server.ts";
import type { RunView } from "#lib/features/runs/server.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { replayRunAction } from "../actions.ts";
import { runAgainstPlan } from "../run-against-plan.ts";
import { FinishedRun } from "./finished-run.tsx";

interface Props {
  actor: ProjectActor;
  run: RunView;
  base: string;
  /** `?series=` of the address, as it came. */
  series: string | string[] | undefined;
}

/** A run that has succeeded: what it was, then what it found. */
export async function Results({ actor, run, base, series }: Props) {
  const mayRun = may(actor.role, "edit_data_and_runs");
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  const [decisions, againstPlan] = await Promise.all([
    listDecisions(actor, { runNumber: run.number, limit: 1 }),
    runAgainstPlan(actor, run),
  ]);
  const isDecided = decisions.length > 0;
  return (
    <>
      <PageHeader
        title={`Run ${run.number}`}
        meta={
          <>
            {run.question ? <span className="block text-ink">{run.question}</span> : null}
            <RunFacts run={run} /> <ReplayLink run={run} />
          </>
        }
        actions={
          <>
            {mayRun ? (
              <ButtonLink href={`${base}/runs/new?from=${run.number}`}>Train again</ButtonLink>
            ) : null}
            <a href={`${base}/runs/${run.number}/forecast.csv`} className={buttonClass()} download>
              Download CSV
            </a>
            {may(actor.role, "decide") ? (
              <a
                href="#decide"
                className={buttonClass({
                  variant: isDecided ? "outline" : "primary",
                  className: isDecided ? undefined : "max-md:order-first max-md:basis-full!",
                })}
              >
                {isDecided ? "See the decision" : "Decide on this run"}
              </a>
            ) : null}
          </>
        }
      />
      <PlanComparison {...againstPlan} base={base} />
      <FinishedRun
        actor={actor}
        run={run}
        series={series}
        replay={mayRun ? replayRunAction.bind(null, address, run.number) : null}
      />
    </>
  );
}
