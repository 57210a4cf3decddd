"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "#components/people/form-state.ts";
import {
  changeRole,
  createInvitation,
  type IssuedReset,
  issuePasswordReset,
  type MadeInvitation,
  removeMember,
  requireWorkspace,
  revokeInvitation,
} from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";

export interface InviteState extends FormState {
  /** Shown this once. */
  made: MadeInvitation | null;
}

export async function inviteAction(
  workspace: string,
  _before: InviteState | null,
  form: FormData,
): Promise<InviteState> {
  const values = formText(form, ["email", "role"]);
  const result = await runAction(async () =>
    createInvitation(await requireWorkspace({ workspace }), values, new Date()),
  );
  if (!result.ok) return { ...formStateOf(result.problem, values), made: null };
  revalidatePath(`/w/${workspace}/members`);
  return { message: "", fields: {}, values: {}, done: null, made: result.value };
}

export async function revokeInvitationAction(
  workspace: string,
  input: { invitationId: string },
): Promise<ActionResult<unknown>> {
  const result = await runAction(async () =>
    revokeInvitation(await requireWorkspace({ workspace }), input, new Date()),
  );
  revalidatePath(`/w/${workspace}/members`);
  return result;
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

/** The link in the answer is shown this once. */
export async function issueResetAction(
  workspace: string,
  input: { userId: string },
): Promise<ActionResult<IssuedReset>> {
  return runAction(async () => issuePasswordReset(await requireWorkspace({ workspace }), input, new Date()));
}
