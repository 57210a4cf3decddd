"use server";

import { revalidatePath } from "next/cache";
import { recordDecision } from "#lib/features/decisions/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";

/** The form's action, bound to its project. What it sends is parsed by the service. */
export async function recordDecisionAction(
  params: { workspace: string; project: string },
  input: unknown,
): Promise<ActionResult<{ id: string }>> {
  const result = await runAction(async () => recordDecision(await requireProject(params), input));
  if (result.ok) revalidatePath(`/w/${params.workspace}/p/${params.project}`, "layout");
  return result;
}
