import { getCanvas } from "#lib/features/canvas/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { type CanvasCosts, canvasCostsOf, withCanvasCosts } from "./canvas-costs.ts";
import { type CaseKind, MeasuredSchema, StoredRangesSchema } from "./cases.ts";
import { EMPTY_ROI, type RoiInputs, type UnitCosts } from "./inputs.ts";
import { type MeasuredSaving, withMeasured } from "./measured.ts";
import type { Ranges } from "./ranges.ts";
import { type CaseRow, findBaseRow, getCaseRow, listCaseRows } from "./repository.ts";
import { RoiInputsSchema } from "./schema.ts";

export interface RoiCase {
  /** Null for the expected case while nobody has saved anything. */
  id: string | null;
  name: string;
  kind: CaseKind;
  /** The one that verdict, front page and decisions read. */
  isBase: boolean;
  /** As planned: with the canvas's costs where the case follows them. */
  inputs: RoiInputs;
  followsCanvas: boolean;
  /** What the canvas's hidden costs say now, by the cost that they belong to. */
  canvasCosts: CanvasCosts;
  ranges: Ranges;
  measured: MeasuredSaving | null;
  /** From the canvas; null while it does not say. */
  unitCosts: UnitCosts | null;
  /** Null while nobody has saved anything. */
  savedAt: number | null;
}

interface Plan {
  unitCosts: UnitCosts | null;
  canvasCosts: CanvasCosts;
}

/** The part of the canvas that a case rests on, read once for all cases. */
async function loadPlan(actor: ProjectActor): Promise<Plan> {
  const blocks = await getCanvas(actor);
  const fields = blocks.find(({ key }) => key === "offline_evaluation")?.fields ?? {};
  const { costUnder, costOver } = fields;
  return {
    unitCosts:
      typeof costUnder === "number" && typeof costOver === "number"
        ? { under: costUnder, over: costOver }
        : null,
    canvasCosts: canvasCostsOf(blocks, actor.currency),
  };
}

/** Rows of before a field existed take its default. */
export function readInputs(stored: unknown): RoiInputs {
  return RoiInputsSchema.parse({ ...EMPTY_ROI, ...(stored as object) });
}

export function readRanges(stored: unknown): Ranges {
  return StoredRangesSchema.parse(stored) as Ranges;
}

function caseOf(row: CaseRow, plan: Plan): RoiCase {
  const typed = readInputs(row.inputs);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    isBase: row.isBase,
    inputs: row.followsCanvas ? withCanvasCosts(typed, plan.canvasCosts) : typed,
    followsCanvas: row.followsCanvas,
    ranges: readRanges(row.ranges),
    measured: row.measured === null ? null : MeasuredSchema.parse(row.measured),
    savedAt: row.updatedAt.getTime(),
    ...plan,
  };
}

const emptyCase = (plan: Plan): RoiCase => ({
  id: null,
  name: "Expected",
  kind: "expected",
  isBase: true,
  inputs: EMPTY_ROI,
  followsCanvas: false,
  ranges: {},
  measured: null,
  savedAt: null,
  ...plan,
});

/** All cases of the project, the chosen one first; with nothing saved yet, the empty one alone. */
export async function listRoiCases(actor: ProjectActor): Promise<RoiCase[]> {
  assertMay(actor, "read");
  const [rows, plan] = await Promise.all([listCaseRows(actor), loadPlan(actor)]);
  return rows.length === 0 ? [emptyCase(plan)] : rows.map((row) => caseOf(row, plan));
}

/** One case; the chosen one unless an id is given, and with nothing saved yet the empty one. */
export async function getRoiCase(actor: ProjectActor, id?: string): Promise<RoiCase> {
  assertMay(actor, "read");
  const [row, plan] = await Promise.all([
    id === undefined ? findBaseRow(actor) : getCaseRow(actor, id),
    loadPlan(actor),
  ]);
  return row ? caseOf(row, plan) : emptyCase(plan);
}

/** The chosen case as planned, or null while nobody has saved one. */
export async function findPlannedInputs(actor: ProjectActor): Promise<RoiInputs | null> {
  assertMay(actor, "read");
  const row = await findBaseRow(actor);
  if (!row) return null;
  // Only a case that follows the canvas needs it: this is asked at every verdict.
  return row.followsCanvas ? caseOf(row, await loadPlan(actor)).inputs : readInputs(row.inputs);
}

/** What a case is computed from: with what was measured in place of what is assumed. */
export function effectiveOf(found: RoiCase): { inputs: RoiInputs; unitCosts: UnitCosts | null } {
  return withMeasured(found, found.measured);
}
