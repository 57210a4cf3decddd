"use server";

import { saveSuite } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

interface Address {
  workspace: string;
  project: string;
}

// What the form sends is parsed by the service.

export async function saveSuiteAction(
  address: Address,
  datasetId: string,
  input: unknown,
): Promise<ActionResult<{ revision: number }>> {
  return runAction(() => requireProject(address).then((actor) => saveSuite(actor, datasetId, input)));
}
