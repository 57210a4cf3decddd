import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { sender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { failAttempt, handBack } from "../tasks/end.ts";
import { beat } from "../tasks/lease.ts";
import {
  type BeatRequest,
  BeatRequestSchema,
  BROWSER_LEASE_SECONDS,
  type FailRequest,
  FailRequestSchema,
  type HeldAnswer,
  type ReleaseRequest,
  ReleaseRequestSchema,
} from "./protocol.ts";
import { type BrowserRun, findHeld, getBrowserRun, workerName } from "./run.ts";

/** Keeps the task and shows how far it is. `held: false`: it was cancelled or given to another, and is to be dropped. */
export async function beatForBrowser(
  actor: ProjectActor,
  number: number,
  input: BeatRequest,
): Promise<HeldAnswer> {
  const { progress, message, loss, ...claim } = parseInput(BeatRequestSchema, input);
  const run = await getBrowserRun(actor, number);
  const task = await findHeld(actor, run, claim);
  if (!task) return { held: false };
  const pulse = { task, progress, message, lossCurve: loss, changed: true };
  return { held: (await beat([pulse], BROWSER_LEASE_SECONDS)).has(task.id) };
}

/** What goes away by itself: another attempt may succeed. */
const TEMPORARY = new Set(["backend", "bad_artifact"]);

/**
 * An attempt that ended badly in the browser. A refusal of the engine is about the data or the request and ends the run,
 * as it does on the server; what else broke is tried again a few times.
 */
export async function failForBrowser(
  actor: ProjectActor,
  number: number,
  input: FailRequest,
): Promise<HeldAnswer> {
  const { code, detail, ...claim } = parseInput(FailRequestSchema, input);
  const run = await getBrowserRun(actor, number);
  const task = await findHeld(actor, run, claim);
  if (!task) return { held: false };
  const jobs = await sender();
  if (code === "cancelled") return { held: await handBack(task, jobs) };
  // The folds leave enough history, so too little of it says something about that browser.
  const permanent = code !== null && code !== "too_short" && !TEMPORARY.has(code);
  const said = detail.trim() || "it did not say what.";
  const words = code === null || detail.trim() === "" ? `A browser met something unexpected: ${said}` : said;
  return { held: await failAttempt(task, { words, permanent }, jobs) };
}

/** A page that is being closed gives its task back, which is no failure. */
export async function releaseForBrowser(
  actor: ProjectActor,
  number: number,
  input: ReleaseRequest,
): Promise<void> {
  const claim = parseInput(ReleaseRequestSchema, input);
  const run = await getBrowserRun(actor, number);
  const claims = "taskId" in claim ? [claim] : await claimsOf(actor, run, claim.workerId);
  for (const each of claims) {
    const task = await findHeld(actor, run, each);
    if (task) await handBack(task, await sender());
  }
}

async function claimsOf(actor: ProjectActor, run: BrowserRun, workerId: string) {
  const rows = await db().runTask.findMany({
    where: { runId: run.id, status: "running", workerId: workerName(actor, workerId) },
    select: { id: true, attempt: true },
  });
  return rows.map(({ id, attempt }) => ({ taskId: id, attempt, workerId }));
}
