import { getUnitCosts } from "#lib/features/canvas/server.ts";
import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import type { VerdictKind } from "#lib/platform/prisma/enums.ts";
import type { Prices } from "./assemble.ts";
import { findNewestJudged } from "./repository.ts";

const BADGE: Record<VerdictKind, string> = {
  network_pays: "pays",
  statistics_suffice: "stats",
  baseline_suffices: "naive",
  too_little_evidence: "unclear",
};

interface Newest {
  number: number;
  verdict: { kind: VerdictKind; sentence: string; detail: { prices: Prices } } | null;
}

/**
 * Pure: the newest finished run and its newest verdict as the thread shows them, against the unit costs of now. A verdict
 * at other unit costs stays in sight and is called stale: opening the run computes it anew.
 */
export function judgeStopOf(newest: Newest | null, prices: Prices | null): Stop {
  if (!newest) {
    return {
      state: "empty",
      badge: "",
      headline: "Nothing to judge yet",
      detail: "A finished run is compared with seasonal naive, in money.",
      action: { label: "Train a run", path: "runs/new" },
    };
  }
  const { number, verdict } = newest;
  if (!prices || !verdict) {
    if (prices) {
      return {
        state: "needs_you",
        badge: "new",
        headline: `Run ${number} has finished`,
        detail: "Its verdict is computed when it is opened.",
        action: { label: `See the verdict on run ${number}`, path: `runs/${number}` },
      };
    }
    return {
      state: "needs_you",
      badge: "no money",
      headline: `Run ${number} has errors, but no money yet`,
      detail: "The canvas lacks the cost of a unit short and of a unit left over.",
      action: { label: "Fill in unit costs", path: "canvas#offline_evaluation" },
    };
  }
  const isStale = verdict.detail.prices.under !== prices.under || verdict.detail.prices.over !== prices.over;
  if (isStale) {
    return {
      state: "warning",
      badge: "stale",
      headline: "The unit costs have changed since the verdict",
      detail: `Before: ${verdict.sentence}`,
      action: { label: `See the verdict on run ${number}`, path: `runs/${number}` },
    };
  }
  // The sentence's opening is the headline, its reason the detail.
  const end = verdict.sentence.indexOf(".") + 1;
  return {
    state: verdict.kind === "too_little_evidence" ? "warning" : "done",
    badge: BADGE[verdict.kind],
    headline: verdict.sentence.slice(0, end),
    detail: verdict.sentence.slice(end).trim(),
    action: { label: `See the verdict on run ${number}`, path: `runs/${number}` },
  };
}

/** Two small reads: it stands in the rail of every page. */
export async function getJudgeStop(actor: ProjectActor): Promise<Stop> {
  assertMay(actor, "read");
  const [newest, prices] = await Promise.all([findNewestJudged(actor), getUnitCosts(actor)]);
  return judgeStopOf(newest, prices);
}
