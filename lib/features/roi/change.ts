import { recordAudit } from "#lib/features/audit/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import {
  CaseChangeSchema,
  CaseIdSchema,
  KIND_NAMES,
  MAX_CASES,
  MeasuredSchema,
  mergeRanges,
  NewCaseSchema,
} from "./cases.ts";
import { EMPTY_ROI, type RoiInputs } from "./inputs.ts";
import type { MeasuredSaving } from "./measured.ts";
import { caseAtEnds } from "./ranges.ts";
import { getRoiCase, readInputs, readRanges } from "./read.ts";
import {
  type CaseRow,
  chooseCase,
  deleteCaseRow,
  findBaseRow,
  getCaseRow,
  insertCase,
  listCaseRows,
  lockCases,
  updateCase,
} from "./repository.ts";
import { RoiInputsSchema, RoiPatchSchema } from "./schema.ts";

type Action = "roi.updated" | "roi.case_created" | "roi.case_chosen" | "roi.case_deleted" | "roi.measured";

async function record(
  tx: Tx,
  actor: ProjectActor,
  entry: { action: Action; ref: string; detail: Record<string, string | number | boolean | null> },
): Promise<void> {
  const { workspaceId, projectId, userId } = actor;
  await recordAudit(tx, { workspaceId, projectId, actorId: userId, ...entry });
  await appendEvent(tx, { projectId, kind: "roi.updated", ref: entry.ref });
}

/** The chosen case, made when it is the first thing that anybody saves. Under the project's lock. */
async function ensureBase(tx: Tx, actor: ProjectActor): Promise<CaseRow> {
  const row = await findBaseRow(actor, tx);
  if (row) return row;
  const name = KIND_NAMES.expected;
  return insertCase(tx, actor, {
    name,
    kind: "expected",
    isBase: true,
    inputs: EMPTY_ROI,
    followsCanvas: false,
    ranges: {},
  });
}

/** The case of this id, or the chosen one. Under the project's lock. */
async function lockCase(tx: Tx, actor: ProjectActor, id: string | null): Promise<CaseRow> {
  const wanted = parseInput(CaseIdSchema, id);
  await lockCases(tx, actor);
  return wanted === null ? ensureBase(tx, actor) : getCaseRow(actor, wanted, tx);
}

/**
 * Saves the fields that are given and keeps the others as they are, so that two people may edit at once. Throws
 * `invalid_input` with a message a field. Of the chosen case unless an id is given.
 */
export async function saveRoiCase(
  actor: ProjectActor,
  input: unknown,
  id: string | null = null,
): Promise<{ savedAt: number }> {
  const inputs = parseInput(RoiPatchSchema, input);
  return changeRoiCase(actor, id, { inputs });
}

/** Changes what is given of one case: inputs, ranges, name, whether it follows the canvas's costs, whether it is chosen. */
export async function changeRoiCase(
  actor: ProjectActor,
  id: string | null,
  input: unknown,
): Promise<{ savedAt: number }> {
  const { inputs: patch, ranges, isBase, ...rest } = parseInput(CaseChangeSchema, input);
  assertMay(actor, "edit_plan");
  return transaction(async (tx) => {
    const row = await lockCase(tx, actor, id);
    if (rest.name !== undefined) await assertNameIsFree(tx, actor, { name: rest.name, exceptId: row.id });
    const savedAt = await updateCase(tx, actor, {
      id: row.id,
      data: {
        ...(rest.name !== undefined && { name: rest.name }),
        ...(rest.followsCanvas !== undefined && { followsCanvas: rest.followsCanvas }),
        ...(patch && { inputs: RoiInputsSchema.parse({ ...readInputs(row.inputs), ...patch }) }),
        ...(ranges && { ranges: mergeRanges(readRanges(row.ranges), ranges) }),
      },
    });
    if (isBase && !row.isBase) {
      await chooseCase(tx, actor, row.id);
      await record(tx, actor, { action: "roi.case_chosen", ref: row.id, detail: { name: row.name } });
    }
    if (patch || ranges || Object.keys(rest).length > 0) {
      const { buildRoles, ...plain } = patch ?? {};
      const detail = {
        ...(plain as Record<string, string | number | null>),
        ...(rest as Record<string, string | boolean>),
        ...(buildRoles && { buildRoles: buildRoles.length }),
        ...(ranges && { ranges: Object.keys(ranges).join(", ") }),
      };
      await record(tx, actor, { action: "roi.updated", ref: row.id, detail });
    }
    return { savedAt: savedAt.getTime() };
  });
}

/** What another part of the plan knows of the case; what it does not know is absent. */
export type RoiWish = Partial<Record<"labourSaved" | "errorCost" | "savingPercent", number>>;

/**
 * Fills what the chosen case leaves empty, and nothing else: a labour saved of 0 is empty, as in `schema.ts`. Where today's
 * cost was not to be computed from anything yet, the given cost of errors becomes its basis. Gives back what was filled;
 * doing it again fills nothing.
 */
export async function fillRoiCase(actor: ProjectActor, wish: RoiWish): Promise<(keyof RoiWish)[]> {
  assertMay(actor, "edit_plan");
  const given = RoiInputsSchema.partial().parse(wish);
  if (Object.keys(given).length === 0) return [];
  return transaction(async (tx) => {
    await lockCases(tx, actor);
    const found = await findBaseRow(actor, tx);
    const inputs = found ? readInputs(found.inputs) : EMPTY_ROI;
    const keys = (["labourSaved", "errorCost", "savingPercent"] as const).filter(
      (key) => Boolean(given[key]) && (inputs[key] === null || (key === "labourSaved" && inputs[key] === 0)),
    );
    if (keys.length === 0) return [];
    const patch: Partial<RoiInputs> = Object.fromEntries(keys.map((key) => [key, given[key]]));
    if (keys.includes("errorCost") && !hasBasis(inputs)) patch.basis = "money";
    const row = found ?? (await ensureBase(tx, actor));
    await updateCase(tx, actor, {
      id: row.id,
      data: { inputs: RoiInputsSchema.parse({ ...inputs, ...patch }) },
    });
    const { labourSaved, errorCost, savingPercent, basis } = patch;
    const detail = Object.entries({ labourSaved, errorCost, savingPercent, basis });
    await record(tx, actor, {
      action: "roi.updated",
      ref: row.id,
      detail: Object.fromEntries(detail.filter((entry) => entry[1] !== undefined)) as Record<string, string>,
    });
    return keys;
  });
}

/** Whether anything is given of what today's cost would be computed from. */
function hasBasis({ basis, unitsAYear, wapePercent, unitsShort, unitsOver }: RoiInputs): boolean {
  const parts = { wape: [unitsAYear, wapePercent], units: [unitsShort, unitsOver], money: [0] };
  return parts[basis].some((part) => part !== null);
}

/**
 * Adds a case beside the others: a copy of the chosen one, with every input at the worse or better end of its range for
 * a pessimistic or an optimistic one.
 */
export async function createRoiCase(actor: ProjectActor, input: unknown): Promise<{ id: string }> {
  const { kind, name } = parseInput(NewCaseSchema, input);
  assertMay(actor, "edit_plan");
  const from = await getRoiCase(actor);
  return transaction(async (tx) => {
    await lockCases(tx, actor);
    const base = await ensureBase(tx, actor);
    const rows = await listCaseRows(actor, tx);
    if (rows.length >= MAX_CASES) {
      throw new AppError("conflict", {
        detail: `A project has at most ${MAX_CASES} cases. Delete one first.`,
      });
    }
    if (name !== undefined) await assertNameIsFree(tx, actor, { name, exceptId: null });
    const typed = readInputs(base.inputs);
    const ranges = readRanges(base.ranges);
    const isEnd = kind === "pessimistic" || kind === "optimistic";
    const row = await insertCase(tx, actor, {
      name: name ?? freeName(KIND_NAMES[kind], rows),
      kind,
      isBase: false,
      inputs: isEnd
        ? caseAtEnds({
            inputs: from.inputs,
            unitCosts: from.unitCosts,
            ranges,
            end: kind === "optimistic" ? "better" : "worse",
          })
        : typed,
      // At an end its costs differ from the canvas's, which it must not read back.
      followsCanvas: !isEnd && base.followsCanvas,
      ranges: isEnd ? {} : ranges,
    });
    await record(tx, actor, { action: "roi.case_created", ref: row.id, detail: { name: row.name } });
    return { id: row.id };
  });
}

/** The chosen case stays: choose another first. */
export async function deleteRoiCase(actor: ProjectActor, id: string): Promise<void> {
  assertMay(actor, "edit_plan");
  await transaction(async (tx) => {
    const row = await lockCase(tx, actor, id);
    if (row.isBase) {
      throw new AppError("conflict", { detail: "This is the plan's case. Choose another one first." });
    }
    await deleteCaseRow(tx, actor, row.id);
    await record(tx, actor, { action: "roi.case_deleted", ref: row.id, detail: { name: row.name } });
  });
}

/** Puts what a run measured in place of what the case assumes, or takes it out again with null. */
export async function linkMeasured(
  actor: ProjectActor,
  id: string | null,
  measured: MeasuredSaving | null,
): Promise<{ savedAt: number }> {
  assertMay(actor, "edit_plan");
  const parsed = measured === null ? null : MeasuredSchema.parse(measured);
  return transaction(async (tx) => {
    const row = await lockCase(tx, actor, id);
    const savedAt = await updateCase(tx, actor, { id: row.id, data: { measured: parsed } });
    const detail = { name: row.name, run: parsed?.run ?? null };
    await record(tx, actor, { action: "roi.measured", ref: row.id, detail });
    return { savedAt: savedAt.getTime() };
  });
}

async function assertNameIsFree(
  tx: Tx,
  actor: ProjectActor,
  { name, exceptId }: { name: string; exceptId: string | null },
): Promise<void> {
  const rows = await listCaseRows(actor, tx);
  if (rows.some((row) => row.name === name && row.id !== exceptId)) {
    throw new AppError("conflict", { detail: `There is a case “${name}” already. Give another name.` });
  }
}

function freeName(name: string, rows: readonly { name: string }[]): string {
  const taken = new Set(rows.map((row) => row.name));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
