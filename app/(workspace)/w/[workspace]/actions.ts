"use server";

import { redirect } from "next/navigation";
import type { FormState } from "#components/people/form-state.ts";
import { createProject, requireWorkspace } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";

export async function createProjectAction(
  workspace: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  const values = formText(form, ["name", "summary", "currency"]);
  const result = await runAction(async () => createProject(await requireWorkspace({ workspace }), values));
  if (!result.ok) return formStateOf(result.problem, values);
  redirect(`/w/${workspace}/p/${result.value.slug}`);
}
