import { z } from "zod";
import { createRoiCase, getRoiCase, listRoiCases, NewCaseSchema } from "#lib/features/roi/server.ts";
import { defineOperation, Reply } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import { EXAMPLE_CASE, EXAMPLE_ID, RoiCaseSchema, toRoiCase } from "./shape.ts";

const path = "/projects/{id}/roi";

const listRoi = defineOperation({
  id: "listRoiCases",
  method: "GET",
  path,
  tag: "Money",
  summary: "List the business cases",
  description:
    "The base case first, which the verdict, the front page and decisions read; then the others as they were made. A project has at most eight, so one page holds them all.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(RoiCaseSchema),
  example: { answer: { items: [EXAMPLE_CASE], nextCursor: null } },
  handle: async ({ actor, page }) => {
    // All are on the first page, so a cursor of this list cannot exist.
    page.after(z.never());
    const cases = await listRoiCases(actor);
    return { items: cases.map(toRoiCase), nextCursor: null };
  },
});

const create = defineOperation({
  id: "createRoiCase",
  method: "POST",
  path,
  tag: "Money",
  summary: "Add a case",
  description:
    "A copy of the base case; for a pessimistic or an optimistic one every input stands at the worse or the better end of its range. A name that is taken, or a ninth case, is answered by 409.",
  right: "edit_plan",
  body: NewCaseSchema.meta({ id: "NewRoiCase" }),
  status: 201,
  response: RoiCaseSchema,
  responseHeaders: { Location: "The address of the new case here." },
  errors: ["conflict"],
  example: {
    body: { kind: "pessimistic" },
    answer: { ...EXAMPLE_CASE, case: EXAMPLE_ID, id: EXAMPLE_ID, name: "Pessimistic", kind: "pessimistic" },
  },
  handle: async ({ actor, body }) => {
    const { id } = await createRoiCase(actor, body);
    return new Reply(toRoiCase(await getRoiCase(actor, id)), {
      headers: { location: `/api/v1/projects/${actor.projectId}/roi/${id}` },
    });
  },
});

export const operations = [listRoi, create];
