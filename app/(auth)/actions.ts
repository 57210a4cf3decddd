"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { FormState } from "#components/people/form-state.ts";
import { addressOf, sameSitePath, signUp } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";
import { putToNextAuth } from "./cookies.ts";
import { signInWith } from "./credentials.ts";

// The password is never sent back to the form.

export async function signInAction(_before: FormState | null, form: FormData): Promise<FormState> {
  const { email, password, callbackUrl } = formText(form, ["email", "password", "callbackUrl"]);
  const refusal = await signInWith(email, password);
  if (refusal) return { message: refusal, fields: {}, values: { email }, done: null };
  redirect(sameSitePath(callbackUrl) ?? "/");
}

export async function signUpAction(_before: FormState | null, form: FormData): Promise<FormState> {
  const values = formText(form, ["name", "email", "workspaceName"]);
  const { password } = formText(form, ["password"]);
  const address = addressOf(Object.fromEntries(await headers()));
  const result = await runAction(() => signUp({ ...values, password }, { address, now: new Date() }));
  if (!result.ok) {
    return { ...formStateOf(result.problem, { ...values, password: "" }), values };
  }
  const refusal = await signInWith(values.email, password);
  redirect(refusal ? "/sign-in" : `/w/${result.value.workspaceSlug}`);
}

/** For somebody who opened a link that is meant for another account: they come back to it, signed out. */
export async function signOutAndComeBackAction(form: FormData): Promise<void> {
  const { callbackUrl } = formText(form, ["callbackUrl"]);
  await putToNextAuth("signout", {});
  redirect(sameSitePath(callbackUrl) ?? "/sign-in");
}
