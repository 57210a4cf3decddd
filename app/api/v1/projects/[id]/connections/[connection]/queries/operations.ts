import { z } from "zod";
import { getUpload, QuerySchema, receiveFromQuery } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation, Reply } from "../../../../../_serve/operation.ts";
import { EXAMPLE_UPLOAD, toUpload, UploadSchema } from "../../../uploads/shape.ts";

const query = defineOperation({
  id: "queryConnection",
  method: "POST",
  path: "/projects/{id}/connections/{connection}/queries",
  tag: "Data",
  summary: "Take the rows of a query as an upload",
  description:
    "One SELECT, run in a read-only transaction: at most two minutes a statement, 30 minutes, 100 million rows and 2 GB in all. The rows are stored as a CSV file as they stream in; make a dataset version of it as of any upload.",
  right: "edit_data_and_runs",
  params: z.strictObject({ connection: z.uuid() }),
  body: QuerySchema.omit({ connectionId: true }),
  status: 201,
  response: UploadSchema,
  responseHeaders: { Location: "The address of the upload here." },
  errors: ["data_refused", "too_large"],
  example: {
    params: { connection: EXAMPLE.connection },
    body: { sql: "SELECT 'a' AS item, DATE '2026-01-01' AS day, 12 AS units", fileName: "sales.csv" },
    answer: EXAMPLE_UPLOAD,
  },
  handle: async ({ actor, params: { connection }, body, request }) => {
    const { signal } = request;
    const { id } = await receiveFromQuery(actor, { ...body, connectionId: connection }, { signal });
    return new Reply(toUpload(await getUpload(actor, id)), {
      headers: { location: `/api/v1/projects/${actor.projectId}/uploads/${id}` },
    });
  },
});

export const operations = [query];
