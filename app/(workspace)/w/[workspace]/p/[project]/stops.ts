import { mergePlanStops } from "#components/front-page/plan-stop.ts";
import type { Stops } from "#components/shell/thread.ts";
import { getCanvasStop } from "#lib/features/canvas/server.ts";
import { getDataStop } from "#lib/features/datasets/server.ts";
import { getDecideStop, listDecisions } from "#lib/features/decisions/server.ts";
import { findRoiResult, getRoiStop } from "#lib/features/roi/server.ts";
import { getTrainStop } from "#lib/features/runs/server.ts";
import { findLatestVerdict, getJudgeStop } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay, projectFacts } from "#lib/features/workspaces/server.ts";
import { SeqCache } from "#lib/platform/events/seq-cache.ts";

// Every change that these show comes with an event of its project; the age is for whatever forgets to.
const REMEMBERED = { maxEntries: 500, maxAgeMs: 15_000 };
const stopsCache = new SeqCache<Stops>(REMEMBERED);
const moneyCache = new SeqCache<Awaited<ReturnType<typeof readMoney>>>(REMEMBERED);

/** Nothing here depends on who reads; currency is the one setting that it depends on. */
const keyOf = (actor: ProjectActor) => `${actor.projectId} ${actor.currency}`;

/** The state of the whole thread: each feature tells of its own stop, all asked at once. */
export async function projectStops(actor: ProjectActor): Promise<Stops> {
  assertMay(actor, "read");
  return stopsCache.get(keyOf(actor), (await projectFacts(actor)).eventSeq, () => readStops(actor));
}

async function readStops(actor: ProjectActor): Promise<Stops> {
  const [canvas, roi, data, train, judge, decide] = await Promise.all([
    getCanvasStop(actor),
    getRoiStop(actor),
    getDataStop(actor),
    getTrainStop(actor),
    getJudgeStop(actor),
    getDecideStop(actor),
  ]);
  return { plan: mergePlanStops(canvas, roi), data, train, judge, decide };
}

const SHOWN_DECISIONS = 5;

/** What the front page shows beneath the thread. */
export async function projectMoney(actor: ProjectActor) {
  assertMay(actor, "read");
  return moneyCache.get(keyOf(actor), (await projectFacts(actor)).eventSeq, () => readMoney(actor));
}

async function readMoney(actor: ProjectActor) {
  const [verdict, roi, decisions] = await Promise.all([
    findLatestVerdict(actor),
    findRoiResult(actor),
    listDecisions(actor, { limit: SHOWN_DECISIONS }),
  ]);
  return { verdict, roi, decisions };
}
