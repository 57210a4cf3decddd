import { z } from "zod";
import { deleteConnection } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../_serve/operation.ts";

const remove = defineOperation({
  id: "deleteConnection",
  method: "DELETE",
  path: "/projects/{id}/connections/{connection}",
  tag: "Data",
  summary: "Remove a connection and its password",
  description: "Files that were taken over it stay.",
  right: "edit_data_and_runs",
  params: z.strictObject({ connection: z.uuid() }),
  otherAnswers: { 204: { description: "It is gone.", content: {} } },
  example: { params: { connection: EXAMPLE.connection } },
  handle: async ({ actor, params: { connection } }) => {
    await deleteConnection(actor, connection);
    return new Response(null, { status: 204 });
  },
});

export const operations = [remove];
