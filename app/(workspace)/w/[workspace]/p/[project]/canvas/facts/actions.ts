"use server";

import { takeFacts } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

interface Address {
  workspace: string;
  project: string;
}

/** Takes over what was measured of a dataset; the service parses what a browser sent. */
export async function takeFactsAction(
  address: Address,
  input: unknown,
): Promise<ActionResult<{ seq: string }>> {
  return runAction(async () => takeFacts(await requireProject(address), input));
}
