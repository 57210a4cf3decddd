"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { AuthFormState } from "#components/people/auth-form.ts";
import {
  addressOf,
  sameSitePath,
  signUp,
  tooManyAttempts,
  WRONG_PAIR,
} from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { putToNextAuth } from "./cookies.ts";

export async function signInAction(_before: AuthFormState | null, form: FormData): Promise<AuthFormState> {
  const values = { email: text(form, "email") };
  const refusal = await signIn(values.email, text(form, "password"));
  if (refusal) return { message: refusal, fields: {}, values };
  redirect(sameSitePath(text(form, "callbackUrl")) ?? "/");
}

export async function signUpAction(_before: AuthFormState | null, form: FormData): Promise<AuthFormState> {
  const values = {
    name: text(form, "name"),
    email: text(form, "email"),
    workspaceName: text(form, "workspaceName"),
  };
  const password = text(form, "password");
  const address = addressOf(Object.fromEntries(await headers()));
  const result = await runAction(() => signUp({ ...values, password }, { address, now: new Date() }));
  if (!result.ok) {
    const fields = result.problem.fields ?? {};
    const message = Object.keys(fields).length > 0 ? "" : result.problem.detail;
    return { message, fields, values };
  }
  const refusal = await signIn(values.email, password);
  redirect(refusal ? "/sign-in" : `/w/${result.value.workspaceSlug}`);
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

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
