import { EMPTY_ROI } from "#lib/features/roi/index.ts";
import { getRoiCase, RoiPatchSchema, RoiReplacementSchema, saveRoiCase } from "#lib/features/roi/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { EXAMPLE_CASE, EXAMPLE_INPUTS, RoiCaseSchema, toRoiCase } from "../shape.ts";

const path = "/projects/{id}/roi/base";

const readCase = defineOperation({
  id: "getRoiCase",
  method: "GET",
  path,
  tag: "Money",
  summary: "Read the base case",
  description: "What a better forecast is worth: inputs, and the result once all that it needs is given.",
  right: "read",
  response: RoiCaseSchema,
  example: { answer: EXAMPLE_CASE },
  handle: async ({ actor }) => toRoiCase(await getRoiCase(actor)),
});

const replaceCase = defineOperation({
  id: "replaceRoiCase",
  method: "PUT",
  path,
  tag: "Money",
  summary: "Replace the base case",
  description:
    "All inputs at once. Those that came with later versions may be left out: they are then 0, or absent.",
  right: "edit_plan",
  body: RoiReplacementSchema,
  response: RoiCaseSchema,
  example: { body: EXAMPLE_INPUTS, answer: EXAMPLE_CASE },
  handle: async ({ actor, body }) => {
    await saveRoiCase(actor, { ...EMPTY_ROI, ...body });
    return toRoiCase(await getRoiCase(actor));
  },
});

const changeCase = defineOperation({
  id: "updateRoiCase",
  method: "PATCH",
  path,
  tag: "Money",
  summary: "Change inputs of the base case",
  description: "Inputs that are left out stay as they are, so that two who change different ones keep both.",
  right: "edit_plan",
  body: RoiPatchSchema,
  response: RoiCaseSchema,
  example: {
    body: { buildCost: 15_000 },
    answer: { ...EXAMPLE_CASE, inputs: { ...EXAMPLE_INPUTS, buildCost: 15_000 } },
  },
  handle: async ({ actor, body }) => {
    await saveRoiCase(actor, body);
    return toRoiCase(await getRoiCase(actor));
  },
});

export const operations = [readCase, replaceCase, changeCase];
