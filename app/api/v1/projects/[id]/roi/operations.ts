import { getRoiCase } from "#lib/features/roi/server.ts";
import { defineOperation } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import { EXAMPLE_CASE, RoiCaseSchema, toRoiCase } from "./shape.ts";

const listRoi = defineOperation({
  id: "listRoiCases",
  method: "GET",
  path: "/projects/{id}/roi",
  tag: "Money",
  summary: "List the business cases",
  description: "A project has one so far, the base case.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(RoiCaseSchema),
  example: { answer: { items: [EXAMPLE_CASE], nextCursor: null } },
  handle: async ({ actor, page }) => {
    // Nothing comes after the only one, so a cursor of this list cannot exist.
    page.after(RoiCaseSchema.shape.case);
    return page.of([await getRoiCase(actor)], { key: () => "base", item: toRoiCase });
  },
});

export const operations = [listRoi];
