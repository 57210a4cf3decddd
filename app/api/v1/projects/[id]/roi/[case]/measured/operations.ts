import { z } from "zod";
import { linkNewestSaving, linkSaving } from "#app/(workspace)/w/[workspace]/p/[project]/roi/measured.ts";
import { getRoiCase } from "#lib/features/roi/server.ts";
import { findRunAt } from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { AnyCaseParams, caseIdOf, EXAMPLE_CASE, RoiCaseSchema, toRoiCase } from "../../shape.ts";

const path = "/projects/{id}/roi/{case}/measured";
const params = { case: "base" };

const link = defineOperation({
  id: "linkRoiRun",
  method: "PUT",
  path,
  tag: "Money",
  summary: "Put a run's measured saving into a case",
  description:
    "What the run saved against seasonal naive on folds that nothing had read, both ordered at the best quantile, stands in place of the assumed saving; its spread over the folds feeds the draws. Without `run`, the newest finished one. A run that compares nothing answers 409.",
  right: "edit_plan",
  params: AnyCaseParams,
  body: z
    .strictObject({ run: z.uuid({ error: "Give the id of a run." }).optional() })
    .meta({ id: "RoiMeasurement" }),
  response: RoiCaseSchema,
  errors: ["conflict"],
  example: { params, body: { run: EXAMPLE.run }, answer: EXAMPLE_CASE },
  handle: async ({ actor, params: given, body: { run } }) => {
    const caseId = caseIdOf(given);
    const number = run === undefined ? null : (await findRunAt(actor, run)).number;
    await linkSaving(actor, { caseId, run: number });
    return toRoiCase(await getRoiCase(actor, caseId ?? undefined));
  },
});

const unlink = defineOperation({
  id: "unlinkRoiRun",
  method: "DELETE",
  path,
  tag: "Money",
  summary: "Go back to the assumed saving",
  right: "edit_plan",
  params: AnyCaseParams,
  response: RoiCaseSchema,
  example: { params, answer: EXAMPLE_CASE },
  handle: async ({ actor, params: given }) => {
    const caseId = caseIdOf(given);
    await linkNewestSaving(actor, { caseId, isUsed: false });
    return toRoiCase(await getRoiCase(actor, caseId ?? undefined));
  },
});

export const operations = [link, unlink];
