import { changeProject, getProject, ProjectChangesSchema } from "#lib/features/workspaces/server.ts";
import { defineOperation } from "../../_serve/operation.ts";
import { EXAMPLE_PROJECT, ProjectSchema, toProject } from "../shape.ts";

const readProject = defineOperation({
  id: "getProject",
  method: "GET",
  path: "/projects/{id}",
  tag: "Projects",
  summary: "Read a project",
  right: "read",
  response: ProjectSchema,
  example: { answer: EXAMPLE_PROJECT },
  handle: async ({ actor }) => toProject(actor, await getProject(actor)),
});

const changeProjectOperation = defineOperation({
  id: "updateProject",
  method: "PATCH",
  path: "/projects/{id}",
  tag: "Projects",
  summary: "Change name, summary or currency",
  description:
    "Fields that are left out stay as they are. The address of the page stays, so that links hold.",
  right: "edit_plan",
  body: ProjectChangesSchema,
  response: ProjectSchema,
  example: {
    body: { summary: "Daily orders of 118 pasta items." },
    answer: { ...EXAMPLE_PROJECT, summary: "Daily orders of 118 pasta items." },
  },
  handle: async ({ actor, body }) => {
    await changeProject(actor, body);
    return toProject(actor, await getProject(actor));
  },
});

export const operations = [readProject, changeProjectOperation];
