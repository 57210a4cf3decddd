"use server";

import { revalidatePath } from "next/cache";
import {
  changeOpportunity,
  createOpportunity,
  deleteOpportunity,
} from "#lib/features/opportunities/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

interface Address {
  workspace: string;
  project: string;
}

// What the form sends is parsed by the services.

export async function createOpportunityAction(
  address: Address,
  input: unknown,
): Promise<ActionResult<{ id: string }>> {
  return shown(address, () => requireProject(address).then((actor) => createOpportunity(actor, input)));
}

export async function changeOpportunityAction(
  address: Address,
  id: string,
  patch: unknown,
): Promise<ActionResult<void>> {
  return shown(address, () => requireProject(address).then((actor) => changeOpportunity(actor, id, patch)));
}

export async function deleteOpportunityAction(address: Address, id: unknown): Promise<ActionResult<void>> {
  return shown(address, () => requireProject(address).then((actor) => deleteOpportunity(actor, id)));
}

async function shown<T>(address: Address, work: () => Promise<T>): Promise<ActionResult<T>> {
  const result = await runAction(work);
  if (result.ok) revalidatePath(`/w/${address.workspace}/p/${address.project}/opportunities`);
  return result;
}
