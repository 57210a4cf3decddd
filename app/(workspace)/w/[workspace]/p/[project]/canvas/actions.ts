"use server";

import { changeClaim, createClaim, removeClaim } from "#lib/features/evidence/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

interface Address {
  workspace: string;
  project: string;
}

// What the form sends is parsed by the services. The open canvases hear of it by the claims' event.

export async function createClaimAction(
  address: Address,
  input: unknown,
): Promise<ActionResult<{ id: string }>> {
  return runAction(() => requireProject(address).then((actor) => createClaim(actor, input)));
}

export async function changeClaimAction(
  address: Address,
  id: string,
  patch: unknown,
): Promise<ActionResult<void>> {
  return runAction(() => requireProject(address).then((actor) => changeClaim(actor, id, patch)));
}

export async function removeClaimAction(address: Address, id: unknown): Promise<ActionResult<void>> {
  return runAction(() => requireProject(address).then((actor) => removeClaim(actor, id)));
}
