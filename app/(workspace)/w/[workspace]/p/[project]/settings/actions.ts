"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "#components/people/form-state.ts";
import { requireProject, updateProject } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";

export async function updateProjectAction(
  address: { workspace: string; project: string },
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  const values = formText(form, ["name", "summary", "currency"]);
  const result = await runAction(async () => updateProject(await requireProject(address), values));
  if (!result.ok) return formStateOf(result.problem, values);
  revalidatePath(`/w/${address.workspace}/p/${address.project}`, "layout");
  return { message: "", fields: {}, values, done: "Saved." };
}
