import { z } from "zod";
import { getSnapshot, getSnapshots, NameSnapshotSchema, nameSnapshot } from "#lib/features/canvas/server.ts";
import { defineOperation, Reply } from "../../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../../_serve/page.ts";
import { EXAMPLE_VERSION, toVersion, VersionSchema } from "./shape.ts";

const path = "/projects/{id}/canvas/versions";

const list = defineOperation({
  id: "listCanvasVersions",
  method: "GET",
  path,
  tag: "Plan",
  summary: "List the versions of the canvas",
  description:
    "The newest first. Besides those that somebody named there is one of each moment before a run, a decision and a restore.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(VersionSchema),
  example: { answer: { items: [EXAMPLE_VERSION], nextCursor: null } },
  handle: async ({ actor, page }) =>
    page.of(await getSnapshots(actor, { before: page.after(z.int().positive()), limit: page.limit + 1 }), {
      key: ({ number }) => number,
      item: toVersion,
    }),
});

const create = defineOperation({
  id: "createCanvasVersion",
  method: "POST",
  path,
  tag: "Plan",
  summary: "Keep the canvas as it is, under a name",
  right: "edit_plan",
  body: NameSnapshotSchema.meta({ id: "NewCanvasVersion" }),
  status: 201,
  response: VersionSchema,
  responseHeaders: { Location: "The address of the new version here." },
  example: { body: { name: EXAMPLE_VERSION.name }, answer: EXAMPLE_VERSION },
  handle: async ({ actor, body }) => {
    const { number } = await nameSnapshot(actor, body);
    return new Reply(toVersion(await getSnapshot(actor, number)), {
      headers: { location: `/api/v1/projects/${actor.projectId}/canvas/versions/${number}` },
    });
  },
});

export const operations = [list, create];
