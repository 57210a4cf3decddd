import {
  createProject,
  listProjectsPage,
  NewProjectSchema,
  ProjectKeySchema,
} from "#lib/features/workspaces/server.ts";
import { defineOperation, Reply } from "../_serve/operation.ts";
import { pageOf, pageQuery } from "../_serve/page.ts";
import { EXAMPLE_PROJECT, ProjectSchema, toProject } from "./shape.ts";

const listProjects = defineOperation({
  id: "listProjects",
  method: "GET",
  path: "/projects",
  tag: "Projects",
  summary: "List the projects of the key's workspace",
  description: "Newest first. A project that is made meanwhile moves no page.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(ProjectSchema),
  example: { query: { limit: "20" }, answer: { items: [EXAMPLE_PROJECT], nextCursor: null } },
  handle: async ({ actor, page }) => {
    const rows = await listProjectsPage(actor, { take: page.limit + 1, after: page.after(ProjectKeySchema) });
    return page.of(rows, {
      key: ({ createdAt, id }) => ({ createdAt, id }),
      item: (row) => toProject(actor, row),
    });
  },
});

const createProjectOperation = defineOperation({
  id: "createProject",
  method: "POST",
  path: "/projects",
  tag: "Projects",
  summary: "Make a project",
  description: "Its address on the site is made from its name, and stays when the name changes.",
  right: "edit_plan",
  body: NewProjectSchema,
  status: 201,
  response: ProjectSchema,
  responseHeaders: { Location: "The address of the new project here." },
  example: {
    body: {
      name: EXAMPLE_PROJECT.name,
      summary: EXAMPLE_PROJECT.summary,
      currency: EXAMPLE_PROJECT.currency,
    },
    answer: EXAMPLE_PROJECT,
  },
  handle: async ({ actor, body }) => {
    const row = await createProject(actor, body);
    return new Reply(toProject(actor, row), { headers: { location: `/api/v1/projects/${row.id}` } });
  },
});

export const operations = [listProjects, createProjectOperation];
