import { CaseChangeSchema, changeRoiCase, deleteRoiCase, getRoiCase } from "#lib/features/roi/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { CaseParams, EXAMPLE_CASE, EXAMPLE_ID, RoiCaseSchema, toRoiCase } from "../shape.ts";

const path = "/projects/{id}/roi/{case}";
const params = { case: EXAMPLE_ID };
const answer = { ...EXAMPLE_CASE, case: EXAMPLE_ID };

const read = defineOperation({
  id: "getOneRoiCase",
  method: "GET",
  path,
  tag: "Money",
  summary: "Read one of the cases",
  right: "read",
  params: CaseParams,
  response: RoiCaseSchema,
  example: { params, answer },
  handle: async ({ actor, params: { case: id } }) => toRoiCase(await getRoiCase(actor, id)),
});

const change = defineOperation({
  id: "updateOneRoiCase",
  method: "PATCH",
  path,
  tag: "Money",
  summary: "Change a case, its ranges or its name, or choose it",
  description:
    "What is left out stays as it is. A range of null goes back to the suggested one. With `isBase: true` this becomes the base case, which the verdict reads. With `followsCanvas: true` the canvas's hidden costs stand in place of the case's own, and stay in step.",
  right: "edit_plan",
  params: CaseParams,
  body: CaseChangeSchema.meta({ id: "RoiCaseChanges" }),
  response: RoiCaseSchema,
  errors: ["conflict"],
  example: {
    params,
    body: {
      inputs: { savingPercent: 15 },
      ranges: { savingPercent: { shape: "triangular", low: 5, high: 25 } },
    },
    answer: {
      ...answer,
      inputs: { ...EXAMPLE_CASE.inputs, savingPercent: 15 },
      ranges: { savingPercent: { shape: "triangular" as const, low: 5, high: 25 } },
    },
  },
  handle: async ({ actor, params: { case: id }, body }) => {
    await changeRoiCase(actor, id, body);
    return toRoiCase(await getRoiCase(actor, id));
  },
});

const remove = defineOperation({
  id: "deleteOneRoiCase",
  method: "DELETE",
  path,
  tag: "Money",
  summary: "Delete a case",
  description: "The base case stays: make another one the base first.",
  right: "edit_plan",
  params: CaseParams,
  otherAnswers: { 204: { description: "It is gone.", content: {} } },
  errors: ["conflict"],
  example: { params },
  handle: async ({ actor, params: { case: id } }) => {
    await deleteRoiCase(actor, id);
    return new Response(null, { status: 204 });
  },
});

export const operations = [read, change, remove];
