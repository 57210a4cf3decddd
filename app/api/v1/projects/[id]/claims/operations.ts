import { z } from "zod";
import { ClaimInputSchema, createClaim, getClaim, listClaims } from "#lib/features/evidence/server.ts";
import { defineOperation, Reply } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import { ClaimSchema, EXAMPLE_CLAIM, EXAMPLE_WISH, toClaim } from "./shape.ts";

const path = "/projects/{id}/claims";
const KeySchema = z.strictObject({ id: z.uuid() });

const list = defineOperation({
  id: "listClaims",
  method: "GET",
  path,
  tag: "Plan",
  summary: "List the claims of the canvas with how they stand",
  description:
    "In the order in which they were made. Whether a claim is supported, contradicted, stale or unproven is worked out from the newest dataset version, run and ROI case each time.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(ClaimSchema),
  example: { answer: { items: [EXAMPLE_CLAIM], nextCursor: null } },
  handle: async ({ actor, page }) => {
    const after = page.after(KeySchema);
    const claims = await listClaims(actor, { now: Date.now() });
    const rest = after === null ? claims : claims.filter(({ id }) => id > after.id);
    return page.of(rest, { key: ({ id }) => ({ id }), item: toClaim });
  },
});

const create = defineOperation({
  id: "createClaim",
  method: "POST",
  path,
  tag: "Plan",
  summary: "Claim something in a block",
  description:
    "Only block and text are needed: without a measure the claim is unproven. Measure, comparison and threshold come together; the threshold is in the measure's unit, percent as 15 and not 0.15. For `verdict` it is 0 for the baseline suffices, 1 for statistics suffice, 2 for a network pays.",
  right: "edit_plan",
  body: ClaimInputSchema.meta({ id: "NewClaim" }),
  status: 201,
  response: ClaimSchema,
  responseHeaders: { Location: "The address of the new claim here." },
  errors: ["conflict"],
  example: { body: EXAMPLE_WISH, answer: EXAMPLE_CLAIM },
  handle: async ({ actor, body }) => {
    const { id } = await createClaim(actor, body);
    return new Reply(toClaim(await getClaim(actor, id, { now: Date.now() })), {
      headers: { location: `/api/v1/projects/${actor.projectId}/claims/${id}` },
    });
  },
});

export const operations = [list, create];
