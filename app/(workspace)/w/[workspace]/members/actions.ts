"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "#components/people/form-state.ts";
import { addMember, changeRole, removeMember, requireWorkspace } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";

export interface AddMemberState extends FormState {
  /** Shown this once. */
  account: { name: string; email: string; initialPassword: string } | null;
}

export async function addMemberAction(
  workspace: string,
  _before: AddMemberState | null,
  form: FormData,
): Promise<AddMemberState> {
  const values = formText(form, ["email", "role", "name"]);
  const { name, ...rest } = values;
  const input = name.trim() === "" ? rest : values;
  const result = await runAction(async () => addMember(await requireWorkspace({ workspace }), input));
  if (!result.ok) return { ...formStateOf(result.problem, values), account: null };
  revalidatePath(`/w/${workspace}/members`);
  const { initialPassword } = result.value;
  return {
    message: "",
    fields: {},
    values: {},
    done: `${result.value.name} is a member now.`,
    account: initialPassword ? { name: result.value.name, email: values.email, initialPassword } : null,
  };
}

export async function changeRoleAction(
  workspace: string,
  input: { userId: string; role: string },
): Promise<ActionResult<unknown>> {
  const result = await runAction(async () => changeRole(await requireWorkspace({ workspace }), input));
  revalidatePath(`/w/${workspace}/members`);
  return result;
}

export async function removeMemberAction(
  workspace: string,
  input: { userId: string },
): Promise<ActionResult<unknown>> {
  const result = await runAction(async () => removeMember(await requireWorkspace({ workspace }), input));
  revalidatePath(`/w/${workspace}/members`);
  return result;
}
