import { z } from "zod";
import { UnderstandSchema, understandUpload } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { EXAMPLE_PROFILE, EXAMPLE_RECIPE, RecipeDraftSchema, UnderstandingSchema } from "../shape.ts";

const understand = defineOperation({
  id: "understandUpload",
  method: "POST",
  path: "/projects/{id}/datasets/understandings",
  tag: "Data",
  summary: "Ask what an upload is",
  description:
    "Stores nothing. With `recipe: null` the answer names the columns and proposes a recipe, which can be sent to `createDataset` as it is when no question is open. With a recipe the answer says what it makes of the file.",
  right: "edit_data_and_runs",
  body: z.strictObject({ ...UnderstandSchema.shape, recipe: RecipeDraftSchema.nullable() }),
  response: UnderstandingSchema,
  errors: ["data_refused"],
  example: {
    body: { uploadId: EXAMPLE.received, recipe: null },
    answer: {
      inspection: {
        file: {
          name: "sales.csv",
          sizeBytes: 12_345,
          digest: "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
          rows: 480,
          encoding: "UTF-8",
          format: "csv" as const,
          sheets: [],
        },
        columns: [
          {
            name: "unique_id",
            examples: ["item-0"],
            filled: 480,
            blanks: 0,
            distinct: 4,
            unit: null,
            missingWords: [],
          },
          {
            name: "ds",
            examples: ["2024-01-01"],
            filled: 480,
            blanks: 0,
            distinct: 120,
            unit: null,
            missingWords: [],
          },
        ],
        proposal: EXAMPLE_RECIPE,
        questions: [],
      },
      preview: { problems: [], problemCount: 0, profile: EXAMPLE_PROFILE },
    },
  },
  handle: ({ actor, body }) => understandUpload(actor, body),
});

export const operations = [understand];
