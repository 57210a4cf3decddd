"use server";

import { redirect } from "next/navigation";
import type { FormState } from "#components/people/form-state.ts";
import { acceptInvitation, acceptWithNewAccount, requireUser } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";
import { signInWith } from "../credentials.ts";

export async function acceptInvitationAction(token: string): Promise<FormState> {
  const result = await runAction(async () => acceptInvitation(await requireUser(), token, new Date()));
  if (!result.ok) return formStateOf(result.problem, {});
  redirect(`/w/${result.value.workspaceSlug}`);
}

export async function acceptWithNewAccountAction(
  token: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  const { name, password } = formText(form, ["name", "password"]);
  const result = await runAction(() => acceptWithNewAccount(token, { name, password }, new Date()));
  if (!result.ok) return { ...formStateOf(result.problem, { name, password: "" }), values: { name } };
  const refusal = await signInWith(result.value.email, password);
  redirect(refusal ? "/sign-in" : `/w/${result.value.workspaceSlug}`);
}
