import { getSnapshot, restoreSnapshot } from "#lib/features/canvas/server.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { EXAMPLE_VERSION, toVersion, VersionParams, VersionSchema } from "../../shape.ts";

const restore = defineOperation({
  id: "restoreCanvasVersion",
  method: "POST",
  path: "/projects/{id}/canvas/versions/{number}/restore",
  tag: "Plan",
  summary: "Bring the canvas back to a version",
  description:
    "A change like any other: open editors see it and nothing that is typed meanwhile is lost. What stood there is kept as a version first; the answer is the version that the restore made, or the asked one when the canvas says the same already. Agreements are not restored: one holds again by itself where the content that was agreed to is back.",
  right: "edit_plan",
  params: VersionParams,
  response: VersionSchema,
  example: { params: { number: "1" }, answer: EXAMPLE_VERSION },
  handle: async ({ actor, params: { number } }) => {
    const { number: made } = await restoreSnapshot(actor, number);
    return toVersion(await getSnapshot(actor, made));
  },
});

export const operations = [restore];
