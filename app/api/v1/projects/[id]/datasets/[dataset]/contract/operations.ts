import { z } from "zod";
import {
  ContractExportSchema,
  exportContract,
  saveTerms,
  TermsSchema,
} from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";

const path = "/projects/{id}/datasets/{dataset}/contract";
const params = z.strictObject({ dataset: z.uuid() });
const example = { dataset: EXAMPLE.dataset };
const Terms = TermsSchema.meta({
  id: "ContractTerms",
  description: "What nobody can measure of a dataset: who stands behind it and what they promise.",
});

const read = defineOperation({
  id: "exportDatasetContract",
  method: "GET",
  path,
  tag: "Data",
  summary: "Get a dataset's contract as a file",
  description:
    "What its owner promises beside what was measured of its newest version: columns, types, units, grain, frequency, delay, checks. `md` to read; `yaml` and `json` after the Open Data Contract Standard 3.1.0.",
  right: "read",
  params,
  query: ContractExportSchema,
  otherAnswers: {
    200: {
      description: "The file.",
      content: {
        "text/markdown": "# Sales: data contract\n",
        "application/yaml": 'apiVersion: "v3.1.0"\nkind: "DataContract"\n',
        "application/json": '{"apiVersion":"v3.1.0","kind":"DataContract"}',
      },
    },
  },
  example: { params: example, query: { format: "yaml" } },
  handle: async ({ actor, params: { dataset }, query }) => {
    const file = await exportContract(actor, dataset, query);
    return new Response(file.text, {
      headers: {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename="${file.fileName}"`,
        "x-content-type-options": "nosniff",
      },
    });
  },
});

const TERMS = {
  owner: "Store controlling",
  contact: "data@example.com",
  purpose: "",
  limitations: "",
  delayDays: 2,
  columns: [{ name: "y", meaning: "Sold", unit: "packs" }],
};

const change = defineOperation({
  id: "setDatasetContract",
  method: "PUT",
  path,
  tag: "Data",
  summary: "Say what a dataset's owner promises",
  description: "The whole of it: what is left out is empty. The measured part of the contract cannot be set.",
  right: "edit_data_and_runs",
  params,
  body: Terms,
  response: Terms,
  example: { params: example, body: TERMS, answer: TERMS },
  handle: ({ actor, params: { dataset }, body }) => saveTerms(actor, dataset, body),
});

export const operations = [read, change];
