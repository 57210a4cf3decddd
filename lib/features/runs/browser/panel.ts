import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { seenIndexOf } from "#lib/forecast/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { loadRunPanel } from "../run-panel.ts";
import { TaskInputSchema } from "../schema.ts";
import { cropPanel } from "./crop.ts";
import { packPanel } from "./panel-bytes.ts";
import { PanelQuerySchema } from "./protocol.ts";
import { type BrowserRun, foldOf, getBrowserRun } from "./run.ts";

/**
 * The data as it was known at a fold's cutoff, as bytes for a browser. It is not to be had before every forecast of the
 * folds before is stored: what a later panel shows is what the earlier forecasts are measured by.
 * @throws AppError `conflict` while earlier forecasts are missing, or when the run is not under way.
 */
export async function panelForFold(
  actor: ProjectActor,
  number: number,
  query: Readonly<Record<string, string>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { fold: wanted } = parseInput(PanelQuerySchema, query);
  const run = await getBrowserRun(actor, number);
  if (run.status !== "running" || run.plan === null) {
    throw new AppError("conflict", { detail: `Run ${number} is not under way. It has no data to train on.` });
  }
  const fold = foldOf(run.plan, wanted);
  await assertRevealed(run, wanted);
  const { spec, versionId } = run;
  const panel = await loadRunPanel({ workspaceId: actor.workspaceId, versionId, spec, part: "learn" });
  // Up to what the fold may see: a gap before its first step. What is known ahead is known for the gap as well.
  const cutoffIndex = seenIndexOf(fold, spec);
  const horizonSteps = spec.gapSteps + spec.horizonSteps;
  return packPanel({ fold, panel: cropPanel(panel, { cutoffIndex, horizonSteps }) });
}

/** Each task of a fold depends on everything of the fold before: once these have succeeded, the fold is open. */
async function assertRevealed(run: BrowserRun, fold: number): Promise<void> {
  const tasks = await db().runTask.findMany({
    where: { runId: run.id },
    select: { key: true, input: true, status: true, dependsOn: true },
  });
  const done = new Set(tasks.filter((task) => task.status === "succeeded").map((task) => task.key));
  const own = tasks.filter((task) => {
    const input = TaskInputSchema.parse(task.input);
    return (input.kind === "local" || input.kind === "network") && input.fold === fold;
  });
  if (own.length > 0 && own.every((task) => task.dependsOn.every((key) => done.has(key)))) return;
  throw new AppError("conflict", {
    detail: "The forecasts of the folds before this one are not all stored yet. Its data is sent after that.",
  });
}
