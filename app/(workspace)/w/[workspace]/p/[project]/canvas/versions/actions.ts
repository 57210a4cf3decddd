"use server";

import { revalidatePath } from "next/cache";
import { nameSnapshot, restoreSnapshot } from "#lib/features/canvas/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { type ActionResult, runAction } from "#lib/platform/action.ts";
import { formText } from "#lib/platform/form.ts";

interface Address {
  workspace: string;
  project: string;
}

interface NameState {
  error: string | null;
  name: string;
  done: string | null;
}

const pathOf = ({ workspace, project }: Address) => `/w/${workspace}/p/${project}/canvas`;

/** Keeps the canvas under the form's name, which the service parses. */
export async function nameSnapshotAction(
  address: Address,
  _state: NameState,
  form: FormData,
): Promise<ActionResult<{ number: number }> & NameState> {
  const { name } = formText(form, ["name"]);
  const result = await runAction(async () => nameSnapshot(await requireProject(address), { name }));
  if (!result.ok) {
    const { fields, detail } = result.problem;
    return { ...result, error: fields?.name ?? detail, name, done: null };
  }
  revalidatePath(`${pathOf(address)}/versions`);
  return { ...result, error: null, name: "", done: `Version ${result.value.number} is kept.` };
}

/** Gives back the number of the version that the restore made. */
export async function restoreSnapshotAction(
  address: Address,
  number: unknown,
): Promise<ActionResult<{ number: number }>> {
  const result = await runAction(async () => restoreSnapshot(await requireProject(address), number));
  if (result.ok) revalidatePath(pathOf(address), "layout");
  return result;
}
