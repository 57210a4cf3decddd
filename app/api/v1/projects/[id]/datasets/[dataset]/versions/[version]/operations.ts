import { z } from "zod";
import { deleteVersion, getVersionAt } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { DeletionQuery, deletionOf } from "../../../deletion.ts";
import { EXAMPLE_VERSION, toVersion, VersionSchema } from "../../../shape.ts";

const readVersion = defineOperation({
  id: "getDatasetVersion",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}",
  tag: "Data",
  summary: "Read a dataset version",
  description: "What it was made from and how, what was understood of it, and the checks.",
  right: "read",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  response: VersionSchema,
  example: { params: { dataset: EXAMPLE.dataset, version: "1" }, answer: EXAMPLE_VERSION },
  handle: async ({ actor, params: { dataset, version } }) =>
    toVersion(await getVersionAt(actor, { datasetId: dataset, version })),
});

const removeVersion = defineOperation({
  id: "deleteDatasetVersion",
  method: "DELETE",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}",
  tag: "Data",
  summary: "Delete the data of a version",
  description:
    "They go for good; number, digest, what was counted and the audit stay, and the same files and recipe make the version anew. 409 when a run, a claim or a decision rests on it and `evenIfUsed` is not said, or while a run still reads it.",
  right: "administer",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  query: DeletionQuery,
  otherAnswers: { 204: { description: "Its data are gone.", content: {} } },
  errors: ["conflict"],
  example: { params: { dataset: EXAMPLE.dataset, version: "1" }, query: { reason: "Names of people" } },
  handle: async ({ actor, params: { dataset, version }, query }) => {
    const { id } = await getVersionAt(actor, { datasetId: dataset, version });
    await deleteVersion(actor, { versionId: id, ...deletionOf(query) });
    return new Response(null, { status: 204 });
  },
});

export const operations = [readVersion, removeVersion];
