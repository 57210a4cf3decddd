import { z } from "zod";
import { getValidation, getVersionAt, ResultSchema } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../../_serve/operation.ts";
import { iso } from "../../../../../iso.ts";

const ValidationSchema = z
  .object({
    versionId: z.uuid(),
    revision: z.int().meta({ description: "Of the expectations that it was judged by." }),
    checkedAt: z.iso.datetime(),
    passed: z.int(),
    warnings: z.int().meta({ description: "Failed ones of severity `warning`." }),
    errors: z
      .int()
      .meta({ description: "Failed ones of severity `error`: no run is started on the version." }),
    results: z
      .array(ResultSchema)
      .meta({ description: "`skipped` could not be judged, and `found` says why." }),
  })
  .meta({ id: "Validation" });

const read = defineOperation({
  id: "getChecks",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}/checks",
  tag: "Data",
  summary: "Read how a version meets what is expected",
  description: "Judged when the version was made, when the expectations change, and else at the first look.",
  right: "read",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  response: ValidationSchema,
  example: {
    params: { dataset: EXAMPLE.dataset, version: "1" },
    answer: {
      versionId: EXAMPLE.version,
      revision: 2,
      checkedAt: "2026-11-26T09:12:00.000Z",
      passed: 1,
      warnings: 1,
      errors: 0,
      results: [
        {
          id: "not-negative",
          severity: "error",
          kind: "range",
          outcome: "passed",
          title: "The target is at least 0",
          found: "5.21 to 17.9",
        },
        {
          id: "drift",
          severity: "warning",
          kind: "drift",
          outcome: "failed",
          title: "Drift against the version before at most 0.25 (PSI)",
          found: "0.412 of its newer values",
        },
      ],
    },
  },
  handle: async ({ actor, params: { dataset, version } }) => {
    const { id } = await getVersionAt(actor, { datasetId: dataset, version });
    const { checkedAt, ...validation } = await getValidation(actor, id);
    return { ...validation, checkedAt: iso(checkedAt) };
  },
});

export const operations = [read];
