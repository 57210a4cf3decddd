import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { sender } from "#lib/jobs/boss.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { subscribeToProject } from "#lib/platform/events/hub.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { getPlan, getReport } from "../auto/artifacts.ts";
import { isForBrowser } from "../graph.ts";
import { TaskInputSchema } from "../schema.ts";
import { isFinal, taskTransition } from "../state.ts";
import { handBack } from "../tasks/end.ts";
import { type HeldTask, lockRun, takeTask } from "../tasks/lease.ts";
import {
  BROWSER_LEASE_SECONDS,
  type BrowserTask,
  type ClaimAnswer,
  type ClaimRequest,
  ClaimRequestSchema,
} from "./protocol.ts";
import { type BrowserRun, firstFoldOf, foldOf, getBrowserRun, workerName } from "./run.ts";

/** Also without an event: one may get lost while the listening connection is being made again. */
const LOOK_EVERY_MS = 5_000;

/**
 * Gives a browser its next task, waiting up to `waitMs` for one to become free. Who comes back under the same id, after
 * a reload say, gets what they held again, with a new attempt, so that nothing of the old page counts any more.
 */
export async function claimForBrowser(
  actor: ProjectActor,
  number: number,
  input: ClaimRequest,
  signal: AbortSignal,
): Promise<ClaimAnswer> {
  const { workerId, waitMs } = parseInput(ClaimRequestSchema, input);
  const until = performance.now() + waitMs;
  const bell = openBell(actor.projectId, signal);
  try {
    for (;;) {
      // Before the look, so that what is freed in between is not missed.
      bell.reset();
      const run = await getBrowserRun(actor, number);
      if (isFinal(run.status)) return { state: "ended", status: run.status as "succeeded" };
      if (signal.aborted) return { state: "wait" };
      const task = await takeNext(actor, run, workerName(actor, workerId));
      // A page that is closed frees a task, which its other workers may be waiting for: nobody would hear of it.
      if (task && signal.aborted) await handBack(task, await sender());
      else if (task) return { state: "task", task: await orderOf(run, task) };
      const left = until - performance.now();
      if (left <= 0 || signal.aborted) return { state: "wait" };
      await bell.rung(Math.min(left, LOOK_EVERY_MS));
    }
  } finally {
    bell.close();
  }
}

/** Rings when the project has news or the browser has left. */
function openBell(projectId: string, signal: AbortSignal) {
  let rang = false;
  let wake = () => {};
  const ring = () => {
    rang = true;
    wake();
  };
  const unsubscribe = subscribeToProject(projectId, ring);
  signal.addEventListener("abort", ring);
  return {
    reset: () => {
      rang = false;
    },
    rung: (ms: number) =>
      new Promise<void>((resolve) => {
        if (rang) return resolve();
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    close: () => {
      unsubscribe();
      signal.removeEventListener("abort", ring);
    },
  };
}

interface Candidate {
  id: string;
  input: unknown;
  status: string;
}

/** What this worker holds already, else the first that is free: networks stand before the rest of their fold. */
async function findNext(client: Tx, runId: string, worker: string): Promise<Candidate | null> {
  const rows = await client.runTask.findMany({
    where: { runId, OR: [{ status: "queued" }, { status: "running", workerId: worker }] },
    select: { id: true, input: true, status: true },
    orderBy: { position: "asc" },
  });
  const ours = rows.filter(({ input }) => isForBrowser("browser", TaskInputSchema.parse(input)));
  return ours.find((row) => row.status === "running") ?? ours[0] ?? null;
}

async function takeNext(actor: ProjectActor, run: BrowserRun, worker: string): Promise<HeldTask | null> {
  // Without a lock at first: those who wait look at every event of the project, and mostly in vain.
  if (!(await findNext(db(), run.id, worker))) return null;
  return transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    await assertStillMay(tx, actor);
    const next = locked && (await findNext(tx, run.id, worker));
    if (!locked || !next) return null;
    if (next.status === "running") {
      const { from, to } = taskTransition("requeue");
      await tx.runTask.updateMany({
        where: { id: next.id, status: { in: from } },
        data: { status: to, leaseUntil: null, workerId: null },
      });
    }
    return takeTask(tx, locked, { taskId: next.id, workerId: worker, leaseSeconds: BROWSER_LEASE_SECONDS });
  });
}

/** Seconds may have passed since the request was let in, and a removal bites at once. */
async function assertStillMay(tx: Tx, actor: ProjectActor): Promise<void> {
  const { workspaceId, userId } = actor;
  const member = await tx.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { role: true },
  });
  if (!member) throw new AppError("not_found");
  if (!may(member.role, "edit_data_and_runs")) throw new AppError("forbidden");
}

async function orderOf(run: BrowserRun, task: HeldTask): Promise<BrowserTask> {
  const { id, key, attempt, input } = task;
  const firstFold = firstFoldOf(run.plan);
  const none = { member: null, from: null, to: null, lane: null, plan: null, blend: null };
  const common = { id, key, attempt, spec: run.spec, firstFold, ...none };
  switch (input.kind) {
    case "network":
      return {
        ...common,
        ...{ kind: "network", model: "network", fold: foldOf(run.plan, input.fold), member: input.member },
      };
    case "local": {
      const { model, from, to } = input;
      if (model === "today") break;
      return { ...common, kind: "local", model, fold: foldOf(run.plan, input.fold), from, to };
    }
    // What is chosen is chosen on what the first fold may see.
    case "auto_calibrate":
      return { ...common, kind: "auto_calibrate", model: "auto", fold: firstFold };
    case "auto_try": {
      const { plan } = await getPlan(task);
      return { ...common, kind: "auto_try", model: "auto", fold: firstFold, lane: input.lane, plan };
    }
    case "auto_part": {
      const { report, blend } = await getReport(task);
      return {
        ...{ ...common, kind: "auto_part", model: "auto", fold: foldOf(run.plan, input.fold) },
        ...{ lane: input.lane, plan: report.plan, blend },
      };
    }
  }
  throw new Error(`Task ${key} is not for a browser.`);
}
