import { getSnapshot } from "#lib/features/canvas/server.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { EXAMPLE_BLOCK } from "../../shape.ts";
import { EXAMPLE_VERSION, toVersion, VersionContentSchema, VersionParams } from "../shape.ts";

const { key, status, fields, drafts, owner } = EXAMPLE_BLOCK;

const read = defineOperation({
  id: "getCanvasVersion",
  method: "GET",
  path: "/projects/{id}/canvas/versions/{number}",
  tag: "Plan",
  summary: "Read a version of the canvas",
  description: "All ten blocks as they stood then.",
  right: "read",
  params: VersionParams,
  response: VersionContentSchema,
  example: {
    params: { number: "1" },
    answer: {
      ...EXAMPLE_VERSION,
      blocks: [{ key, status, fields, drafts, notes: [], ownerId: owner.id }],
    },
  },
  handle: async ({ actor, params: { number } }) => {
    const snapshot = await getSnapshot(actor, number);
    return { ...toVersion(snapshot), blocks: snapshot.blocks };
  },
});

export const operations = [read];
