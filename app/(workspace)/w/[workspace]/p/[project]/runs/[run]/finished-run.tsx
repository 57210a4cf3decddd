import { RunResults } from "#components/judge/run-results.tsx";
import { StepsTimeline } from "#components/judge/steps-timeline.tsx";
import { RunLog } from "#components/runs/run-log.tsx";
import { getRunLive } from "#lib/features/runs/server.ts";
import { getRunResults } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { DecidePanel } from "../../decisions/decide-panel.tsx";

interface Props {
  actor: ProjectActor;
  runNumber: number;
  /** `?series=` of the address, as it came. */
  series: string | string[] | undefined;
  /** What trained it: backend and versions. */
  runtime: Record<string, string> | null;
}

/** What a run that has succeeded shows: verdict, leaderboard, series, the decision, and how the time was spent. */
export async function FinishedRun({ actor, runNumber, series, runtime }: Props) {
  const asked = typeof series === "string" && /^\d{1,8}$/.test(series) ? Number(series) : undefined;
  const [{ results, verdict }, live] = await Promise.all([
    getRunResults(actor, runNumber, { series: asked }),
    getRunLive(actor, runNumber),
  ]);
  return (
    <>
      <RunResults
        results={results}
        verdict={verdict}
        base={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`}
      />
      <DecidePanel actor={actor} runNumber={runNumber} />
      <StepsTimeline steps={live.steps} runtime={runtimeWords(runtime)}>
        <RunLog lines={live.logs} />
      </StepsTimeline>
    </>
  );
}

function runtimeWords(runtime: Record<string, string> | null): string {
  if (!runtime?.backend) return "no network";
  return ["tfjs", runtime.backend, runtime.kernel?.replaceAll("_", " ")].filter(Boolean).join(", ");
}
