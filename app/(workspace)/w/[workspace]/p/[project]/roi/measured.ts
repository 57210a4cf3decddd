import { z } from "zod";
import { type Measured, measuredOf, measuredSavingOf } from "#components/roi/measured.ts";
import type { MeasuredSaving } from "#lib/features/roi/index.ts";
import { linkMeasured } from "#lib/features/roi/server.ts";
import { findLatestVerdict, findPresentVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";

const IsUsedSchema = z.boolean({ error: "Say whether the measured saving is used." });

/** What the newest verdict says about the case's assumptions; null before there is one with a comparison in it. */
export async function findMeasured(
  actor: ProjectActor,
): Promise<{ beside: Measured | null; saving: MeasuredSaving | null }> {
  const verdict = await findLatestVerdict(actor);
  if (!verdict) return { beside: null, saving: null };
  return { beside: measuredOf(verdict), saving: measuredSavingOf(verdict) };
}

/** Puts the newest run's saving into a case, or takes it out. */
export async function linkNewestSaving(
  actor: ProjectActor,
  { caseId, isUsed }: { caseId: string | null; isUsed: unknown },
): Promise<{ savedAt: number }> {
  assertMay(actor, "edit_plan");
  if (!parseInput(IsUsedSchema, isUsed)) return linkMeasured(actor, caseId, null);
  return linkSaving(actor, { caseId, run: null });
}

/** Puts a run's saving into a case; without a number, the newest one's. Throws `conflict` where nothing was compared. */
export async function linkSaving(
  actor: ProjectActor,
  { caseId, run }: { caseId: string | null; run: number | null },
): Promise<{ savedAt: number }> {
  assertMay(actor, "edit_plan");
  const saving = run === null ? (await findMeasured(actor)).saving : await savingOfRun(actor, run);
  if (!saving) {
    throw new AppError("conflict", {
      detail:
        run === null
          ? "No finished run of this project compares with seasonal naive at unit costs yet. Train one first."
          : `Run ${run} does not compare with seasonal naive at unit costs: it has not finished, or the canvas lacks the costs of a unit short and over.`,
    });
  }
  return linkMeasured(actor, caseId, saving);
}

async function savingOfRun(actor: ProjectActor, runNumber: number): Promise<MeasuredSaving | null> {
  const verdict = await findPresentVerdict(actor, runNumber);
  return verdict ? measuredSavingOf({ ...verdict, runNumber }) : null;
}
