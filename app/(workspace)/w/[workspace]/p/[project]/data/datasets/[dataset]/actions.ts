"use server";

import { deleteDataset, deleteVersion, saveTerms, setKeep } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

interface Address {
  workspace: string;
  project: string;
}

/** What a browser sent follows the address and the ids here: the services parse it. */
export async function deleteVersionAction(
  address: Address,
  versionId: string,
  input: object,
): Promise<ActionResult<unknown>> {
  return runAction(async () => deleteVersion(await requireProject(address), { ...input, versionId }));
}

export async function deleteDatasetAction(
  address: Address,
  datasetId: string,
  input: object,
): Promise<ActionResult<unknown>> {
  return runAction(async () => deleteDataset(await requireProject(address), { ...input, datasetId }));
}

export async function setKeepAction(
  address: Address,
  datasetId: string,
  input: unknown,
): Promise<ActionResult<unknown>> {
  return runAction(async () => setKeep(await requireProject(address), datasetId, input));
}

export async function saveTermsAction(
  address: Address,
  datasetId: string,
  input: unknown,
): Promise<ActionResult<unknown>> {
  return runAction(async () => saveTerms(await requireProject(address), datasetId, input));
}
