import "server-only";
import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { computeRoi, npvOfSaving, npvOfStep } from "./compute.ts";
import { costTotals, type RoiInputs } from "./inputs.ts";
import { effectiveOf, findPlannedInputs, getRoiCase } from "./read.ts";
import { roiStop } from "./stop.ts";

export { CaseChangeSchema, NewCaseSchema } from "./cases.ts";
export {
  changeRoiCase,
  createRoiCase,
  deleteRoiCase,
  fillRoiCase,
  linkMeasured,
  type RoiWish,
  saveRoiCase,
} from "./change.ts";
export { type RoiRisk, riskOfCase } from "./draws.ts";
export { effectiveOf, getRoiCase, listRoiCases, type RoiCase } from "./read.ts";
export { RoiInputsSchema, RoiPatchSchema, RoiReplacementSchema } from "./schema.ts";
export { exportRoiWorkbook, XLSX_TYPE } from "./workbook/export.ts";

/** What the plan's stop says about money. */
export async function getRoiStop(actor: ProjectActor): Promise<Stop> {
  const found = await getRoiCase(actor);
  return roiStop({ ...effectiveOf(found), isSaved: found.savedAt !== null, currency: actor.currency });
}

export interface RoiTerms {
  inputs: RoiInputs;
  /** Null leaves the scaling to the calendar. */
  unitsAYear: number | null;
  /** Money a year that only a trained method needs: upkeep, retraining, monitoring. */
  upkeepAYear: number;
  /** See `npvOfSaving`; asked for only when the case has what it needs. */
  npvOf: (yearlySaving: number, yearlyUpkeep: number) => number;
  /** See `npvOfStep` of compute. */
  npvOfStep: (yearlySaving: number, yearlyUpkeep: number) => number;
}

/**
 * The chosen case as a verdict needs it; null while it is absent or lacks a cost. Of what is measured it knows nothing:
 * that comes from verdicts.
 */
export async function findRoiTerms(actor: ProjectActor): Promise<RoiTerms | null> {
  const inputs = await findPlannedInputs(actor);
  if (!inputs || inputs.upkeepCost === null) return null;
  if (npvOfSaving(inputs, { yearlySaving: 0, yearlyUpkeep: 0 }) === null) return null;
  return {
    inputs,
    unitsAYear: inputs.unitsAYear,
    upkeepAYear: costTotals(inputs).upkeep,
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

/** The result of the chosen case, that the front page shows; null while something is missing. */
export async function findRoiResult(actor: ProjectActor) {
  const { inputs, unitCosts } = effectiveOf(await getRoiCase(actor));
  return computeRoi(inputs, unitCosts);
}
