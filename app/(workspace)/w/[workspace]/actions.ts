"use server";

import { redirect } from "next/navigation";
import { sourceOf } from "#components/canvas/import/source-of.ts";
import type { FormState } from "#components/people/form-state.ts";
import { readPlan, writePlan } from "#lib/features/evidence/server.ts";
import { createProject, requireProject, requireWorkspace } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { formStateOf, formText } from "#lib/platform/form.ts";

export async function createProjectAction(
  workspace: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  const { start, ...values } = formText(form, ["name", "summary", "currency", "start"]);
  const kept = { ...values, start: start || "blank" };
  const from = await sourceOf(form);
  const read = await runAction(async () =>
    from === null ? null : readPlan(await requireWorkspace({ workspace }), from),
  );
  // Before the project is made: a file that is no canvas makes no project either.
  if (!read.ok)
    return { ...formStateOf(read.problem, kept), message: "", fields: { start: read.problem.detail } };
  const plan = read.value;
  const result = await runAction(async () => createProject(await requireWorkspace({ workspace }), values));
  if (!result.ok) return formStateOf(result.problem, kept);
  const project = result.value.slug;
  if (plan === null) redirect(`/w/${workspace}/p/${project}`);
  await runAction(async () =>
    writePlan(await requireProject({ workspace, project }), plan, { replace: [], agreements: false }),
  );
  redirect(`/w/${workspace}/p/${project}/canvas`);
}
