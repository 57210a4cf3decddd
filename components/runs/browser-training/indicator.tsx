"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { StatusBadge } from "#components/ui/badge.tsx";
import type { IconState } from "#components/ui/state-icon.tsx";
import { onRecordChange, readRecord, type TrainingRecord } from "./record.ts";
import { type TrainingState, trainingStore } from "./state.ts";
import { useTraining } from "./use-training.ts";

/** Only a browser that trains loads what training takes. */
function load(record: TrainingRecord, base: string | null): void {
  if (!trainingStore.read() && !record.isPaused && record.base === base) {
    trainingStore.write({ ...record, phase: { name: "starting" }, progress: null, workers: 0 });
  }
  import("./host.ts").then(
    ({ keepTraining }) => keepTraining(base),
    () => {
      const words = "The program that trains could not be loaded. Reload the page to try again.";
      trainingStore.write({
        ...record,
        phase: { name: "stopped", reason: "broken", words },
        progress: null,
        workers: 0,
      });
    },
  );
}

/**
 * In the bar of every page: which run this browser trains, and how far it is. It also keeps the training going: it
 * resumes it after a reload, on any page of the run's project. `base` is that project's path.
 */
export function TrainingIndicator({ base }: { base: string | null }) {
  const training = useTraining();
  const pathname = usePathname();
  useEffect(() => {
    const record = readRecord();
    if (record) load(record, base);
    return onRecordChange((changed) => {
      if (changed) load(changed, base);
    });
  }, [base]);

  const href = training ? `${training.base}/runs/${training.run}` : "";
  // On the run's own page its end is plain to see.
  const isRead = training?.phase.name === "ended" && pathname === href;
  useEffect(() => {
    if (isRead) trainingStore.write(null);
  }, [isRead]);
  if (!training || isRead) return null;
  const { icon, words, short } = look(training);
  return (
    <Link
      href={href}
      aria-label={words}
      title={words}
      className="shrink-0 flex items-center min-h-6 hover:underline"
    >
      <StatusBadge state={icon}>
        <span className="max-lg:hidden">{words}</span>
        <span className="lg:hidden">{short}</span>
      </StatusBadge>
    </Link>
  );
}

function look({ run, phase, progress }: TrainingState): { icon: IconState; words: string; short: string } {
  const share = progress === null ? "" : `${Math.floor(progress * 100)} %`;
  switch (phase.name) {
    case "starting":
    case "waiting":
    case "training": {
      const words = `Training run ${run} in this browser`;
      return { icon: "running", words: share ? `${words}, ${share}` : words, short: share || `Run ${run}` };
    }
    case "offline":
      return { icon: "warning", words: `Run ${run} in this browser: connection lost`, short: "offline" };
    case "elsewhere":
      return { icon: "running", words: `Run ${run} trains in another tab`, short: `Run ${run}` };
    case "paused":
      return { icon: "unproven", words: `Run ${run} is paused in this browser`, short: "paused" };
    case "stopped":
      return { icon: "warning", words: `Run ${run} stopped in this browser`, short: "stopped" };
    case "ended": {
      const ends = { succeeded: "has finished", failed: "failed", cancelled: "was cancelled" };
      const end = phase.status in ends ? ends[phase.status as keyof typeof ends] : "has ended";
      const icon = phase.status === "succeeded" ? "done" : "warning";
      return { icon, words: `Run ${run} ${end}`, short: `Run ${run}` };
    }
  }
}
