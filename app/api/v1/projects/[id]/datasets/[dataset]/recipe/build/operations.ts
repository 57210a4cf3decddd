import { z } from "zod";
import { getDatasetVersion, getRecipe, wrangleVersion } from "#lib/features/datasets/server.ts";
import { defineOperation, Reply } from "../../../../../../_serve/operation.ts";
import { EXAMPLE_VERSION, toVersion, VersionSchema } from "../../../shape.ts";
import { EXAMPLE_STEPS, FromSchema, PARAMS } from "../shape.ts";
import { versionFrom } from "../version-from.ts";

const buildRecipe = defineOperation({
  id: "buildRecipe",
  method: "POST",
  path: "/projects/{id}/datasets/{dataset}/recipe/build",
  tag: "Data",
  summary: "Make a version with a recipe",
  description:
    "Does the steps on the version's rows as they were read and stores an immutable version. The same rows and steps give the version that there is already, at once and by 200. A step that does not fit the data is named, by 422, and nothing is stored.",
  right: "edit_data_and_runs",
  params: z.strictObject({ dataset: z.uuid() }),
  body: FromSchema,
  status: 201,
  otherStatuses: { 200: "The same rows and steps gave this version before." },
  response: VersionSchema,
  responseHeaders: { Location: "The address of the version here." },
  errors: ["data_refused"],
  example: {
    ...PARAMS,
    body: { version: "1", steps: EXAMPLE_STEPS.slice(0, 1) },
    answer: EXAMPLE_VERSION,
  },
  handle: async ({ actor, params: { dataset }, body: { version, steps } }) => {
    const from = await versionFrom(actor, { dataset, version });
    const { id, isNew } = await wrangleVersion(actor, {
      versionId: from.id,
      steps: steps ?? (await getRecipe(actor, dataset)).steps,
    });
    const made = await getDatasetVersion(actor, id);
    const location = `/api/v1/projects/${actor.projectId}/datasets/${made.datasetId}/versions/${made.number}`;
    return new Reply(toVersion(made), { status: isNew ? 201 : 200, headers: { location } });
  },
});

export const operations = [buildRecipe];
