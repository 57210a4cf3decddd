import "server-only";
import { recordAudit } from "#lib/features/audit/server.ts";
import { getUnitCosts } from "#lib/features/canvas/server.ts";
import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { transaction } from "#lib/platform/db.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { computeRoi, npvOfSaving, npvOfStep } from "./compute.ts";
import { EMPTY_ROI, type RoiInputs, type UnitCosts } from "./inputs.ts";
import { findBaseCase, lockBaseCase, saveBaseInputs } from "./repository.ts";
import { RoiInputsSchema, RoiPatchSchema } from "./schema.ts";
import { roiStop } from "./stop.ts";

export { RoiInputsSchema, RoiPatchSchema };

export interface RoiCase {
  inputs: RoiInputs;
  /** From the canvas; null while it does not say. */
  unitCosts: UnitCosts | null;
  /** Null while nobody has saved anything. */
  savedAt: number | null;
}

/** The project's base case; with nothing saved yet, the empty one. */
export async function getRoiCase(actor: ProjectActor): Promise<RoiCase> {
  assertMay(actor, "read");
  const [row, unitCosts] = await Promise.all([findBaseCase(actor), getUnitCosts(actor)]);
  return {
    inputs: row ? readInputs(row.inputs) : EMPTY_ROI,
    unitCosts,
    savedAt: row ? row.updatedAt.getTime() : null,
  };
}

/**
 * Saves the fields that are given and keeps the others as they are, so that two people may edit at once. Throws
 * `invalid_input` with a message a field.
 */
export async function saveRoiCase(actor: ProjectActor, input: unknown): Promise<{ savedAt: number }> {
  const patch = parseInput(RoiPatchSchema, input);
  assertMay(actor, "edit_plan");
  return transaction(async (tx) => {
    const row = await lockBaseCase(tx, actor, EMPTY_ROI);
    const inputs = RoiInputsSchema.parse({ ...readInputs(row.inputs), ...patch });
    const savedAt = await saveBaseInputs(tx, actor, { id: row.id, inputs });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "roi.updated",
      ref: row.id,
      detail: patch as Record<string, string | number | null>,
    });
    await appendEvent(tx, { projectId: actor.projectId, kind: "roi.updated", ref: row.id });
    return { savedAt: savedAt.getTime() };
  });
}

/** What the plan's stop says about money. */
export async function getRoiStop(actor: ProjectActor): Promise<Stop> {
  const { inputs, unitCosts, savedAt } = await getRoiCase(actor);
  return roiStop({ inputs, unitCosts, isSaved: savedAt !== null, currency: actor.currency });
}

export interface RoiTerms {
  inputs: RoiInputs;
  /** Null leaves the scaling to the calendar. */
  unitsAYear: number | null;
  upkeepAYear: number;
  /** See `npvOfSaving`; asked for only when the case has what it needs. */
  npvOf: (yearlySaving: number, yearlyUpkeep: number) => number;
  /** See `npvOfStep` of compute. */
  npvOfStep: (yearlySaving: number, yearlyUpkeep: number) => number;
}

/** The case as a verdict needs it; null while it is absent or lacks a cost. */
export async function findRoiTerms(actor: ProjectActor): Promise<RoiTerms | null> {
  assertMay(actor, "read");
  const row = await findBaseCase(actor);
  if (!row) return null;
  const inputs = readInputs(row.inputs);
  const { upkeepCost, unitsAYear } = inputs;
  if (upkeepCost === null || npvOfSaving(inputs, { yearlySaving: 0, yearlyUpkeep: 0 }) === null) return null;
  return {
    inputs,
    unitsAYear,
    upkeepAYear: upkeepCost,
    npvOf: (yearlySaving, yearlyUpkeep) => npvOfSaving(inputs, { yearlySaving, yearlyUpkeep }) ?? Number.NaN,
    npvOfStep: (yearlySaving, yearlyUpkeep) =>
      npvOfStep(inputs, { yearlySaving, yearlyUpkeep }) ?? Number.NaN,
  };
}

/** The NPV of the case with this saving a year in place of the assumed one; null without a complete case. */
export async function npvOfYearlySaving(
  actor: ProjectActor,
  yearlySaving: number,
  { yearlyUpkeep }: { yearlyUpkeep: number },
): Promise<number | null> {
  return (await findRoiTerms(actor))?.npvOf(yearlySaving, yearlyUpkeep) ?? null;
}

/** The result that the front page shows; null while something is missing. */
export async function findRoiResult(actor: ProjectActor) {
  const { inputs, unitCosts } = await getRoiCase(actor);
  return computeRoi(inputs, unitCosts);
}

/** Rows of before a field existed take its default. */
function readInputs(stored: unknown): RoiInputs {
  return RoiInputsSchema.parse({ ...EMPTY_ROI, ...(stored as object) });
}
