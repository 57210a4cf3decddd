"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "#components/people/form-state.ts";
import {
  type MadeApiKey,
  makeApiKey,
  requireWorkspace,
  revokeApiKey,
} from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";

export interface MakeKeyState extends FormState {
  /** Shown this once. */
  made: Pick<MadeApiKey, "name" | "key"> | null;
}

export async function makeKeyAction(
  workspace: string,
  _before: MakeKeyState | null,
  form: FormData,
): Promise<MakeKeyState> {
  const values = formText(form, ["name", "role", "expiresInDays"]);
  const { expiresInDays: days, ...rest } = values;
  const result = await runAction(async () =>
    makeApiKey(await requireWorkspace({ workspace }), {
      ...rest,
      expiresInDays: days === "never" ? null : Number(days || Number.NaN),
    }),
  );
  if (!result.ok) return { ...formStateOf(result.problem, values), made: null };
  revalidatePath(`/w/${workspace}/keys`);
  const { name, key } = result.value;
  return { message: "", fields: {}, values: {}, done: null, made: { name, key } };
}

export async function revokeKeyAction(
  workspace: string,
  input: { id: string },
): Promise<ActionResult<unknown>> {
  const result = await runAction(async () => revokeApiKey(await requireWorkspace({ workspace }), input));
  revalidatePath(`/w/${workspace}/keys`);
  return result;
}
