"use server";

import { redirect } from "next/navigation";
import type { FormState } from "#components/people/form-state.ts";
import { usePasswordReset } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";
import { signInWith } from "../credentials.ts";

export async function resetPasswordAction(
  token: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  const { password } = formText(form, ["password"]);
  const result = await runAction(() => usePasswordReset(token, { password }, new Date()));
  if (!result.ok) return { ...formStateOf(result.problem, { password: "" }), values: {} };
  const refusal = await signInWith(result.value.email, password);
  redirect(refusal ? "/sign-in" : "/");
}
