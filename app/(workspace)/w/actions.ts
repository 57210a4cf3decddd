"use server";

import { redirect } from "next/navigation";
import type { FormState } from "#components/people/form-state.ts";
import { createWorkspace, requireUser } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";

export async function createWorkspaceAction(_before: FormState | null, form: FormData): Promise<FormState> {
  const values = formText(form, ["name"]);
  const result = await runAction(async () => createWorkspace(await requireUser(), values, new Date()));
  if (!result.ok) return formStateOf(result.problem, values);
  redirect(`/w/${result.value.slug}`);
}
