"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { RunRequest } from "#lib/features/runs/index.ts";
import { cancelRun, replayOnServer, requestRun } from "#lib/features/runs/server.ts";
import { openUntouched } from "#lib/features/verdict/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { parseInput } from "#lib/platform/parse.ts";

/** An action's arguments come from outside like any other input. */
const AddressSchema = z.strictObject({ workspace: z.string().max(100), project: z.string().max(100) });
type Address = z.infer<typeof AddressSchema>;

export async function requestRunAction(
  address: Address,
  request: RunRequest,
): Promise<ActionResult<{ number: number }>> {
  return runAction(async () => {
    const actor = await requireProject(parseInput(AddressSchema, address), "edit_data_and_runs");
    const { number } = await requestRun(actor, request);
    revalidatePath(`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`, "layout");
    return { number };
  });
}

export async function cancelRunAction(address: Address, number: number): Promise<ActionResult<null>> {
  return runAction(async () => {
    const actor = await requireProject(parseInput(AddressSchema, address), "edit_data_and_runs");
    await cancelRun(actor, { number });
    revalidatePath(`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`, "layout");
    return null;
  });
}

/** Opens the untouched folds of a run that was asked for with them sealed. */
export async function openUntouchedAction(address: Address, number: number): Promise<ActionResult<null>> {
  return runAction(async () => {
    const actor = await requireProject(parseInput(AddressSchema, address), "decide");
    await openUntouched(actor, parseInput(z.int(), number));
    revalidatePath(`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`, "layout");
    return null;
  });
}

/** Repeats a browser's run on the server, to compare the numbers; answers the replay that there is when asked again. */
export async function replayRunAction(
  address: Address,
  number: number,
): Promise<ActionResult<{ number: number }>> {
  return runAction(async () => {
    const actor = await requireProject(parseInput(AddressSchema, address), "edit_data_and_runs");
    const replay = await replayOnServer(actor, { number });
    revalidatePath(`/w/${actor.workspaceSlug}/p/${actor.projectSlug}`, "layout");
    return { number: replay.number };
  });
}
