"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { LabelInput, LabelView } from "#lib/features/datasets/index.ts";
import { addLabels, removeLabels, restoreLabels } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { parseInput } from "#lib/platform/parse.ts";

/** An action's arguments come from outside like any other input. */
const AddressSchema = z.strictObject({
  workspace: z.string().max(100),
  project: z.string().max(100),
  dataset: z.string().max(100),
});
type Address = z.infer<typeof AddressSchema>;

async function at(address: Address) {
  const { dataset, ...project } = parseInput(AddressSchema, address);
  const actor = await requireProject(project, "edit_data_and_runs");
  return {
    ...{ dataset, actor },
    /** What pages count is counted anew. */
    done: () => revalidatePath(`/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data`, "layout"),
  };
}

export async function addLabelsAction(
  address: Address,
  input: { answer: "accept" | "reject"; labels: LabelInput[] },
): Promise<ActionResult<LabelView[]>> {
  return runAction(async () => {
    const { actor, dataset, done } = await at(address);
    const labels = await addLabels(actor, dataset, input);
    done();
    return labels;
  });
}

export async function removeLabelsAction(
  address: Address,
  input: { ids: string[] },
): Promise<ActionResult<LabelView[]>> {
  return runAction(async () => {
    const { actor, dataset, done } = await at(address);
    const labels = await removeLabels(actor, dataset, input);
    done();
    return labels;
  });
}

export async function restoreLabelsAction(
  address: Address,
  input: { ids: string[] },
): Promise<ActionResult<LabelView[]>> {
  return runAction(async () => {
    const { actor, dataset, done } = await at(address);
    const labels = await restoreLabels(actor, dataset, input);
    done();
    return labels;
  });
}
