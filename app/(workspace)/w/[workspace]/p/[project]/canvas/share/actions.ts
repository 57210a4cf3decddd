"use server";

import { createCanvasLink, type MadeCanvasLink, revokeCanvasLink } from "#lib/features/canvas/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

interface Address {
  workspace: string;
  project: string;
}

// What the panel sends is parsed by the services.

export async function createCanvasLinkAction(
  address: Address,
  input: unknown,
): Promise<ActionResult<MadeCanvasLink>> {
  return runAction(async () => createCanvasLink(await requireProject(address), input, new Date()));
}

export async function revokeCanvasLinkAction(address: Address, input: unknown): Promise<ActionResult<void>> {
  return runAction(async () => revokeCanvasLink(await requireProject(address), input, new Date()));
}
