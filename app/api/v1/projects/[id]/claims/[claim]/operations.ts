import { ClaimPatchSchema, changeClaim, getClaim, removeClaim } from "#lib/features/evidence/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { ClaimParams, ClaimSchema, EXAMPLE_CLAIM, toClaim } from "../shape.ts";

const path = "/projects/{id}/claims/{claim}";
const params = { claim: EXAMPLE.claim };

const read = defineOperation({
  id: "getClaim",
  method: "GET",
  path,
  tag: "Plan",
  summary: "Read a claim and how it stands",
  right: "read",
  params: ClaimParams,
  response: ClaimSchema,
  example: { params, answer: EXAMPLE_CLAIM },
  handle: async ({ actor, params: { claim } }) => toClaim(await getClaim(actor, claim, { now: Date.now() })),
});

const change = defineOperation({
  id: "updateClaim",
  method: "PATCH",
  path,
  tag: "Plan",
  summary: "Change a claim, or bind it to a measure",
  description: "Fields that are left out stay as they are; the claim is judged as the whole that it becomes.",
  right: "edit_plan",
  params: ClaimParams,
  body: ClaimPatchSchema.meta({ id: "ClaimChanges" }),
  response: ClaimSchema,
  example: {
    params,
    body: { text: "WAPE below 20 %", threshold: 20 },
    answer: { ...EXAMPLE_CLAIM, text: "WAPE below 20 %", threshold: 20, bound: "WAPE below 20 %" },
  },
  handle: async ({ actor, params: { claim }, body }) => {
    await changeClaim(actor, claim, body);
    return toClaim(await getClaim(actor, claim, { now: Date.now() }));
  },
});

const remove = defineOperation({
  id: "deleteClaim",
  method: "DELETE",
  path,
  tag: "Plan",
  summary: "Remove a claim",
  right: "edit_plan",
  params: ClaimParams,
  otherAnswers: { 204: { description: "It is gone.", content: {} } },
  example: { params },
  handle: async ({ actor, params: { claim } }) => {
    await removeClaim(actor, claim);
    return new Response(null, { status: 204 });
  },
});

export const operations = [read, change, remove];
