"use server";

import { changeRoiCase, createRoiCase, deleteRoiCase, saveRoiCase } from "#lib/features/roi/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { linkNewestSaving as linkNewest } from "./measured.ts";

type Address = { workspace: string; project: string };

/** `patch` is what a browser sent, as all that follows an address here: the services parse it. */
export async function saveRoiAction(
  address: Address,
  caseId: string | null,
  patch: unknown,
): Promise<ActionResult<{ savedAt: number }>> {
  return runAction(async () => saveRoiCase(await requireProject(address), patch, caseId));
}

/** Ranges, name, whether it follows the canvas, whether it is the plan's case. */
export async function changeRoiCaseAction(
  address: Address,
  caseId: string | null,
  change: unknown,
): Promise<ActionResult<{ savedAt: number }>> {
  return runAction(async () => changeRoiCase(await requireProject(address), caseId, change));
}

export async function createRoiCaseAction(
  address: Address,
  input: unknown,
): Promise<ActionResult<{ id: string }>> {
  return runAction(async () => createRoiCase(await requireProject(address), input));
}

export async function deleteRoiCaseAction(address: Address, caseId: string): Promise<ActionResult<void>> {
  return runAction(async () => deleteRoiCase(await requireProject(address), caseId));
}

export async function linkMeasuredAction(
  address: Address,
  caseId: string | null,
  isUsed: unknown,
): Promise<ActionResult<{ savedAt: number }>> {
  return runAction(async () => linkNewest(await requireProject(address), { caseId, isUsed }));
}
