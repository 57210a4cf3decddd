"use client";

import { useRouter } from "next/navigation";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { liveSentence, type RunLive } from "#lib/features/runs/index.ts";
import { formatDuration } from "#lib/format/index.ts";
import type { ActionResult } from "#lib/platform/action.ts";
import { TrainingBar } from "./browser-training/training-bar.tsx";
import { CancelRun } from "./cancel-run.tsx";
import { LossCurve } from "./loss-curve.tsx";
import { RunLog } from "./run-log.tsx";
import { runtimeWords } from "./runtime-words.ts";
import { StepList } from "./step-list.tsx";
import { useRunLive } from "./use-run-live.ts";

/** A run that waits or is at it; and, once it has failed or was cancelled, what came of it and the way on. */
export function LivePanel({
  rendered,
  base,
  mayRun,
  cancel,
}: {
  rendered: RunLive;
  /** The project's path. */
  base: string;
  mayRun: boolean;
  cancel: () => Promise<ActionResult<null>>;
}) {
  const router = useRouter();
  const { live, refresh } = useRunLive({
    rendered,
    path: `${base}/runs/${rendered.number}/live`,
    onEnd: () => router.refresh(),
  });
  const isActive = live.status === "queued" || live.status === "running";
  return (
    <section aria-label={`Run ${live.number}, progress`} className="max-w-[52rem]">
      <p aria-live="polite" className="sr-only">
        {liveSentence(live)}
      </p>
      <Ended live={live} again={mayRun ? `${base}/runs/new?from=${live.number}` : null} />
      <div className="bg-surface border border-line rounded-panel p-5 max-md:p-4">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h2 className="text-section">{title(live)}</h2>
            <p className="text-secondary text-ink3">{meta(live)}</p>
          </div>
          {isActive && mayRun ? <CancelRun cancel={cancel} onDone={refresh} /> : null}
        </div>
        <ProgressBar value={live.progress} label={`Progress of run ${live.number}`} className="mt-3 mb-3" />
        {isActive && live.place === "browser" ? (
          <div className="mb-3">
            <TrainingBar live={live} base={base} mayRun={mayRun} />
          </div>
        ) : null}
        <StepList steps={live.steps} />
        {live.loss ? (
          <div className="mt-4">
            <LossCurve loss={live.loss} />
          </div>
        ) : null}
        {live.runtime ? (
          <p className="text-secondary text-ink3 mt-3">Trains {runtimeWords(live.place, live.runtime)}.</p>
        ) : null}
        <RunLog lines={live.logs} />
      </div>
    </section>
  );
}

function title(live: RunLive): string {
  const name = `Run ${live.number}`;
  const titles = {
    queued: `${name} waits for a worker`,
    running: live.waitsForBrowser ? `${name} waits for a browser` : `${name} is training`,
    succeeded: `${name} has finished`,
    failed: `${name} failed`,
    cancelled: `${name} was cancelled`,
  };
  return titles[live.status];
}

function meta(live: RunLive): string {
  const share = `${Math.floor(live.progress * 100)} % done`;
  if (live.status === "queued") {
    return live.ahead > 0
      ? `${live.ahead} ${live.ahead === 1 ? "run stands" : "runs stand"} before it.`
      : "It starts as soon as a worker is free.";
  }
  if (live.status === "running") {
    const left =
      live.secondsLeft === null ? "measuring how long it takes" : `about ${leftWords(live.secondsLeft)} left`;
    const workers = live.workers > 1 && live.place === "server" ? `, on ${live.workers} workers` : "";
    if (live.waitsForBrowser) return `${Math.floor(live.progress * 100)} % done. Nothing is lost meanwhile.`;
    return `${share}, ${left}${workers}. Untouched folds are read only after the methods have been chosen.`;
  }
  const took = live.startedAt !== null && live.finishedAt !== null ? live.finishedAt - live.startedAt : null;
  return took === null ? "It never began." : `It ended after ${formatDuration(took)}.`;
}

/** Whole seconds, and coarser the longer it is: a guess shown to the second would look like a promise. */
function leftWords(seconds: number): string {
  const step = seconds > 120 ? 30 : seconds > 30 ? 5 : 1;
  return formatDuration(Math.max(step, Math.ceil(seconds / step) * step) * 1_000);
}

function Ended({ live, again }: { live: RunLive; again: string | null }) {
  const action = again ? (
    <ButtonLink href={again} variant="primary">
      Try again
    </ButtonLink>
  ) : null;
  if (live.status === "failed") {
    return (
      <Notice tone="bad" title="The run failed" action={action} className="mb-4">
        {live.failure ?? "It could not be finished."} The data and earlier runs are as they were.
      </Notice>
    );
  }
  if (live.status !== "cancelled") return null;
  const by = live.cancelledBy ? ` by ${live.cancelledBy}` : "";
  return (
    <Notice tone="stale" title={`The run was cancelled${by}`} action={action} className="mb-4">
      It has no results. Trying again starts from the same settings.
    </Notice>
  );
}
