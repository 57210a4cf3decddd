"use server";

import { revalidatePath } from "next/cache";
import {
  type Chosen,
  changeLink,
  changeOpportunity,
  changeTerms,
  chooseOpportunity,
  createLink,
  createOpportunity,
  type Drawn,
  deleteLink,
  deleteOpportunity,
  type Started,
  startProcess,
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

/** Makes it the one that the project is about, and fills what is empty in canvas and ROI. */
export async function chooseOpportunityAction(address: Address, id: unknown): Promise<ActionResult<Chosen>> {
  return shown(address, () => requireProject(address).then((actor) => chooseOpportunity(actor, id)));
}

export async function createLinkAction(address: Address, input: unknown): Promise<ActionResult<Drawn>> {
  return shown(address, () => requireProject(address).then((actor) => createLink(actor, input)));
}

export async function changeLinkAction(
  address: Address,
  id: unknown,
  patch: unknown,
): Promise<ActionResult<Drawn>> {
  return shown(address, () => requireProject(address).then((actor) => changeLink(actor, id, patch)));
}

export async function deleteLinkAction(address: Address, id: unknown): Promise<ActionResult<void>> {
  return shown(address, () => requireProject(address).then((actor) => deleteLink(actor, id)));
}

export async function changeTermsAction(address: Address, patch: unknown): Promise<ActionResult<void>> {
  return shown(address, () => requireProject(address).then((actor) => changeTerms(actor, patch)));
}

export async function startProcessAction(address: Address, input: unknown): Promise<ActionResult<Started>> {
  return shown(address, () => requireProject(address).then((actor) => startProcess(actor, input)));
}

async function shown<T>(address: Address, work: () => Promise<T>): Promise<ActionResult<T>> {
  const result = await runAction(work);
  if (result.ok) revalidatePath(`/w/${address.workspace}/p/${address.project}/opportunities`);
  return result;
}
