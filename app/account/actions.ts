"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormState } from "#components/people/form-state.ts";
import {
  changePassword,
  endAllSessions,
  endSession,
  leaveWorkspace,
  renameAccount,
  requireUser,
} from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";
import { readSessionId } from "#lib/platform/session.ts";

export async function renameAction(_before: FormState | null, form: FormData): Promise<FormState> {
  const values = formText(form, ["name"]);
  const result = await runAction(async () => renameAccount(await requireUser(), values));
  if (!result.ok) return formStateOf(result.problem, values);
  revalidatePath("/account");
  return { message: "", fields: {}, values, done: "Saved." };
}

export async function changePasswordAction(_before: FormState | null, form: FormData): Promise<FormState> {
  const input = formText(form, ["current", "password"]);
  const result = await runAction(async () =>
    changePassword(await requireUser(), input, { sessionId: await readSessionId(), now: new Date() }),
  );
  // A password is never sent back to the form.
  if (!result.ok) return { ...formStateOf(result.problem, input), values: {} };
  revalidatePath("/account");
  return { message: "", fields: {}, values: {}, done: "Changed. Other browsers are signed out." };
}

export async function endSessionAction(input: { sessionId: string }): Promise<ActionResult<unknown>> {
  const result = await runAction(async () => endSession(await requireUser(), input, new Date()));
  revalidatePath("/account");
  return result;
}

export async function endAllSessionsAction(): Promise<ActionResult<unknown>> {
  const result = await runAction(async () => endAllSessions(await requireUser(), new Date()));
  if (!result.ok) return result;
  redirect("/sign-in");
}

export async function leaveWorkspaceAction(input: { workspace: string }): Promise<ActionResult<unknown>> {
  const result = await runAction(async () => leaveWorkspace(await requireUser(), input));
  revalidatePath("/account");
  return result;
}
