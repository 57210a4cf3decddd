import { z } from "zod";
import {
  ConnectionUrlSchema,
  createConnection,
  listConnections,
  TLS_MODES,
  wishOf,
} from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { defineOperation } from "../../../_serve/operation.ts";
import { iso } from "../iso.ts";

const path = "/projects/{id}/connections";

const ConnectionSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    host: z.string(),
    port: z.int(),
    database: z.string(),
    user: z.string(),
    tls: z.enum(TLS_MODES),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Connection", description: "To a PostgreSQL database; its password is never shown." });

const EXAMPLE_CONNECTION = {
  id: EXAMPLE.connection,
  ...{ name: "Warehouse", host: "db.example.com", port: 5432, database: "warehouse", user: "reader" },
  ...{ tls: "verify" as const, createdAt: "2026-11-26T08:31:00.000Z" },
};

const list = defineOperation({
  id: "listConnections",
  method: "GET",
  path,
  tag: "Data",
  summary: "List the project's connections to databases",
  right: "edit_data_and_runs",
  response: z.object({ items: z.array(ConnectionSchema) }),
  example: { answer: { items: [EXAMPLE_CONNECTION] } },
  handle: async ({ actor }) => ({
    items: (await listConnections(actor)).map((each) => ({ ...each, createdAt: iso(each.createdAt) })),
  }),
});

const create = defineOperation({
  id: "createConnection",
  method: "POST",
  path,
  tag: "Data",
  summary: "Keep a connection to a PostgreSQL database",
  description:
    "It is kept when it opens, its password encrypted. The host is on the public internet, or one that whoever runs the site allows. `sslmode` is `verify-full` unless said; `require` checks no certificate, `disable` is for allowed hosts within. Use a user that may only read.",
  right: "edit_data_and_runs",
  body: ConnectionUrlSchema,
  status: 201,
  response: ConnectionSchema,
  errors: ["conflict"],
  example: { body: { name: "Warehouse", url: EXAMPLE.databaseUrl }, answer: EXAMPLE_CONNECTION },
  handle: async ({ actor, body }) => {
    const made = await createConnection(actor, { name: body.name, ...wishOf(body.url) });
    return { ...made, createdAt: iso(made.createdAt) };
  },
});

export const operations = [list, create];
