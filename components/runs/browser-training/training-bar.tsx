"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { RunLive } from "#lib/features/runs/index.ts";
import { pauseHere, trainHere } from "./record.ts";
import { isAtWork, type TrainingState } from "./state.ts";
import { useTraining } from "./use-training.ts";

interface Props {
  live: RunLive;
  /** The project's path. */
  base: string;
  mayRun: boolean;
}

/** For a run that browsers train: who is at it, and this browser's part in it. */
export function TrainingBar({ live, base, mayRun }: Props) {
  const training = useTraining();
  const go = () => trainHere(base, live.number);
  // Until the page knows what this browser does, it says nothing that it would have to take back.
  if (training === undefined) return <Line>In a browser.</Line>;
  const mine = training?.base === base && training.run === live.number ? training : null;
  if (mine) return <Mine training={mine} go={go} mayRun={mayRun} />;
  if (live.waitsForBrowser) {
    return (
      <Notice
        tone="stale"
        title="No browser trains it at the moment"
        className="mt-3"
        action={
          mayRun ? (
            <Button variant="primary" onClick={go}>
              Continue in this browser
            </Button>
          ) : null
        }
      >
        What has finished is kept. It goes on from the last finished step in the browser of an owner or a data
        scientist.
      </Notice>
    );
  }
  const others = `${live.browserWorkers} ${live.browserWorkers === 1 ? "worker" : "workers"} in another browser.`;
  return (
    <Line
      action={
        mayRun ? (
          <Button size="small" onClick={go}>
            {live.browserWorkers > 0 ? "Train here as well" : "Continue in this browser"}
          </Button>
        ) : null
      }
    >
      {live.browserWorkers > 0 ? others : "In a browser; the server is at its own part."}
    </Line>
  );
}

function Mine({ training, go, mayRun }: { training: TrainingState; go: () => void; mayRun: boolean }) {
  const { phase, workers } = training;
  const pause = (
    <Button size="small" onClick={pauseHere}>
      Pause
    </Button>
  );
  const resume = mayRun ? (
    <Button variant="primary" onClick={go}>
      Continue in this browser
    </Button>
  ) : null;
  if (phase.name === "offline") {
    return (
      <Notice tone="stale" title="The connection is lost" action={pause} className="mt-3">
        {phase.words}
      </Notice>
    );
  }
  if (isAtWork(phase)) {
    const team = workers > 0 ? `, ${workers} ${workers === 1 ? "worker" : "workers"}` : "";
    return (
      <Line action={pause}>
        In this browser{team}. Keep it open; you may move to other pages of the project.
      </Line>
    );
  }
  if (phase.name === "elsewhere") return <Line action={pause}>In another tab of this browser.</Line>;
  if (phase.name === "paused") {
    return (
      <Notice tone="stale" title="Paused in this browser" action={resume} className="mt-3">
        What has finished is kept; it goes on from the last finished step.
      </Notice>
    );
  }
  if (phase.name !== "stopped") return null;
  return (
    <Notice
      tone="bad"
      title="This browser stopped training"
      action={phase.reason === "broken" ? resume : null}
      className="mt-3"
    >
      {phase.words} What has finished is kept.
    </Notice>
  );
}

function Line({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 min-h-8 mt-2 text-secondary text-ink2">
      <p>{children}</p>
      {action}
    </div>
  );
}
