import type { ComponentProps } from "react";
import { FailedNotice } from "#components/datasets/validate/failed-notice.tsx";
import { RunResults } from "#components/judge/run-results.tsx";
import { StepsTimeline } from "#components/judge/steps-timeline.tsx";
import { AutoReport } from "#components/runs/auto-report.tsx";
import { ReplaySection } from "#components/runs/replay-section.tsx";
import { RunLog } from "#components/runs/run-log.tsx";
import { runtimeWords } from "#components/runs/runtime-words.ts";
import { ScoreDetails } from "#components/runs/scores/score-details.tsx";
import { listValidations } from "#lib/features/datasets/server.ts";
import { getAutoReport, getRunLive, getScoreDetails, type RunView } from "#lib/features/runs/server.ts";
import { getRunResults } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { DecidePanel } from "../../decisions/decide-panel.tsx";

interface Props {
  actor: ProjectActor;
  run: RunView;
  /** `?series=` of the address, as it came. */
  series: string | string[] | undefined;
  /** Repeats a browser's run on the server; null for those who may not. */
  replay: ComponentProps<typeof ReplaySection>["replay"];
}

/** What a run that has succeeded shows: verdict, leaderboard, series, the decision, and how the time was spent. */
export async function FinishedRun({ actor, run, series, replay }: Props) {
  const { number: runNumber, place, runtime } = run;
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const asked = typeof series === "string" && /^\d{1,8}$/.test(series) ? Number(series) : undefined;
  const [{ results, verdict }, live, auto, scores, validations] = await Promise.all([
    getRunResults(actor, runNumber, { series: asked }),
    getRunLive(actor, runNumber),
    getAutoReport(actor, runNumber),
    getScoreDetails(actor, runNumber),
    listValidations(actor, [run.data.versionId]),
  ]);
  const failed = validations.get(run.data.versionId)?.results.filter((result) => result.outcome === "failed");
  return (
    <>
      <RunResults results={results} verdict={verdict} base={base}>
        <FailedNotice
          failed={failed ?? []}
          href={`${base}/data/${run.data.versionId}/checks`}
          about="run"
          className="mt-4"
        />
        <ScoreDetails details={scores} />
        {auto ? <AutoReport report={auto} /> : null}
      </RunResults>
      <DecidePanel actor={actor} runNumber={runNumber} />
      <ReplaySection run={run} base={base} replay={replay} />
      <StepsTimeline steps={live.steps} runtime={runtimeWords(place, runtime)}>
        <RunLog lines={live.logs} />
      </StepsTimeline>
    </>
  );
}
