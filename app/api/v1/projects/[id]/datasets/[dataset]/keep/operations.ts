import { z } from "zod";
import { KeepSchema, setKeep } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";

const Keep = KeepSchema.meta({
  id: "KeepingPolicy",
  description: "A version stays while either keeps it. Both null keep all.",
});

const change = defineOperation({
  id: "setDatasetKeeping",
  method: "PUT",
  path: "/projects/{id}/datasets/{dataset}/keep",
  tag: "Data",
  summary: "Say how long versions of a dataset are kept",
  description:
    "What is neither among the newest `keepVersions` nor younger than `keepDays` goes within the hour. The newest stays, and so does what a run, a claim or a decision rests on. Of what goes, number, digest, figures and audit stay.",
  right: "administer",
  params: z.strictObject({ dataset: z.uuid() }),
  body: Keep,
  response: Keep,
  example: {
    params: { dataset: EXAMPLE.dataset },
    body: { keepVersions: 10, keepDays: 365 },
    answer: { keepVersions: 10, keepDays: 365 },
  },
  handle: ({ actor, params: { dataset }, body }) => setKeep(actor, dataset, body),
});

export const operations = [change];
