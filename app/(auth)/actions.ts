"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { FormState } from "#components/people/form-state.ts";
import {
  addressOf,
  changePassword,
  requireUser,
  sameSitePath,
  signUp,
  tooManyAttempts,
  WRONG_PAIR,
} from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";
import { readSessionId } from "#lib/platform/session.ts";
import { putToNextAuth } from "./cookies.ts";

// The password is never sent back to the form.

export async function signInAction(_before: FormState | null, form: FormData): Promise<FormState> {
  const { email, password, callbackUrl } = formText(form, ["email", "password", "callbackUrl"]);
  const refusal = await signIn(email, password);
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
  const refusal = await signIn(values.email, password);
  redirect(refusal ? "/sign-in" : `/w/${result.value.workspaceSlug}`);
}

export async function changePasswordAction(_before: FormState | null, form: FormData): Promise<FormState> {
  const input = formText(form, ["current", "password"]);
  const result = await runAction(async () =>
    changePassword(await requireUser(), input, { sessionId: await readSessionId(), now: new Date() }),
  );
  if (!result.ok) return { ...formStateOf(result.problem, input), values: {} };
  return { message: "", fields: {}, values: {}, done: "Changed. Other browsers are signed out." };
}

/** Null when signed in, else why not. */
async function signIn(email: string, password: string): Promise<string | null> {
  const result = await runAction(() => putToNextAuth("callback", { email, password }));
  if (!result.ok) return result.problem.detail;
  const refused = URL.parse(result.value.redirect ?? "")?.searchParams.get("error");
  if (!refused) return null;
  const [code, seconds] = refused.split(":");
  if (code === "rate_limited") return tooManyAttempts(Number(seconds));
  if (code === "unauthenticated" || code === "invalid_input") return WRONG_PAIR;
  return "Signing in did not work, and the fault is on our side. Try again in a moment.";
}
