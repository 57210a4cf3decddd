"use server";

import { saveRoiCase } from "#lib/features/roi/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

/** `patch` is what a browser sent: the service parses it. */
export async function saveRoiAction(
  address: { workspace: string; project: string },
  patch: unknown,
): Promise<ActionResult<{ savedAt: number }>> {
  return runAction(async () => saveRoiCase(await requireProject(address), patch));
}
