import { z } from "zod";
import {
  ExpectationSchema,
  getSuite,
  SuiteInputSchema,
  type SuiteView,
  saveSuite,
} from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { iso } from "../../../iso.ts";

const path = "/projects/{id}/datasets/{dataset}/expectations";
const params = z.strictObject({ dataset: z.uuid() });

const SuiteSchema = z
  .object({
    datasetId: z.uuid(),
    revision: z.int().meta({ description: "Goes up with every edit." }),
    isProposal: z
      .boolean()
      .meta({ description: "As the first version's data proposed it: nobody has edited it." }),
    updatedAt: z.iso.datetime(),
    expectations: z.array(ExpectationSchema),
  })
  .meta({ id: "ExpectationSuite" });

function toSuite({ updatedAt, ...suite }: SuiteView): z.input<typeof SuiteSchema> {
  return { ...suite, updatedAt: iso(updatedAt) };
}

const EXAMPLE_EXPECTATIONS = [
  {
    id: "not-negative",
    severity: "error" as const,
    kind: "range" as const,
    column: "",
    minimum: 0,
    maximum: null,
  },
  { id: "gaps", severity: "warning" as const, kind: "gaps" as const, mostPercent: 1 },
  { id: "drift", severity: "warning" as const, kind: "drift" as const, mostPsi: 0.25 },
];
const EXAMPLE_SUITE = {
  datasetId: EXAMPLE.dataset,
  revision: 2,
  isProposal: false,
  updatedAt: "2026-11-26T09:12:00.000Z",
  expectations: EXAMPLE_EXPECTATIONS,
};

const read = defineOperation({
  id: "getExpectations",
  method: "GET",
  path,
  tag: "Data",
  summary: "Read what a dataset's versions are expected to be",
  description:
    "Proposed from the first version's data until somebody edits it. A failed expectation of severity `error` keeps runs from the version, a `warning` goes with it. Shares are in percent.",
  right: "read",
  params,
  response: SuiteSchema,
  example: { params: { dataset: EXAMPLE.dataset }, answer: EXAMPLE_SUITE },
  handle: async ({ actor, params: { dataset } }) => toSuite(await getSuite(actor, dataset)),
});

const replace = defineOperation({
  id: "replaceExpectations",
  method: "PUT",
  path,
  tag: "Data",
  summary: "Replace what a dataset's versions are expected to be",
  description:
    "The dataset's newest versions are judged by it at once. With `revision`, an edit that somebody else made in between is not overwritten: 409.",
  right: "edit_data_and_runs",
  params,
  body: SuiteInputSchema.meta({ id: "ExpectationSuiteInput" }),
  response: SuiteSchema,
  example: {
    params: { dataset: EXAMPLE.dataset },
    body: { expectations: EXAMPLE_EXPECTATIONS },
    answer: EXAMPLE_SUITE,
  },
  handle: async ({ actor, params: { dataset }, body }) => {
    await saveSuite(actor, dataset, body);
    return toSuite(await getSuite(actor, dataset));
  },
});

export const operations = [read, replace];
