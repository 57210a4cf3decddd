import type { Stop } from "#lib/features/workspaces/index.ts";
import type { DecisionKind } from "#lib/platform/prisma/enums.ts";

export interface DecideFacts {
  decisions: number;
  latest: { title: string; kind: DecisionKind; runNumber: number; isOverride: boolean } | null;
  /** The newest run with a verdict. */
  judgedRun: number | null;
}

/** Decide as a stop of the thread: it needs a person once a newer run was judged than was decided on. */
export function decideStopOf({ decisions, latest, judgedRun }: DecideFacts): Stop {
  const count = decisions === 1 ? "1 decision recorded" : `${decisions} decisions recorded`;
  if (judgedRun !== null && judgedRun > (latest?.runNumber ?? 0)) {
    return {
      state: "needs_you",
      badge: decisions === 0 ? "" : String(decisions),
      headline: `Run ${judgedRun} waits for a decision`,
      detail: latest
        ? `${count}; the last on run ${latest.runNumber}`
        : "Its verdict is there, nothing is decided yet",
      action: { label: `Decide on run ${judgedRun}`, path: `runs/${judgedRun}#decide` },
    };
  }
  if (!latest) {
    return {
      state: "empty",
      badge: "",
      headline: "No decision yet",
      detail: "A decision rests on a run and its verdict",
      action: { label: "How decisions are kept", path: "decisions" },
    };
  }
  const basis = `On run ${latest.runNumber}${latest.isOverride ? ", against its verdict" : ""}; ${count}`;
  if (latest.kind === "try_again") {
    return {
      state: "needs_you",
      badge: String(decisions),
      headline: "Try again was decided",
      detail: basis,
      action: { label: "Start a new run", path: "runs/new" },
    };
  }
  return {
    state: latest.isOverride ? "warning" : "done",
    badge: String(decisions),
    headline: latest.title,
    detail: basis,
    action: { label: "Read the decisions", path: "decisions" },
  };
}
