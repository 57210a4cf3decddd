import { z } from "zod";
import {
  createConnection,
  deleteConnection,
  listConnections,
  NewConnectionSchema,
} from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

const HEADERS = { "cache-control": "no-store" };
/** One of the two. */
const DeedSchema = z.strictObject({ add: NewConnectionSchema.optional(), remove: z.uuid().optional() });

/** The project's connections to databases, without their passwords. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const actor = await requireProject(await params, "edit_data_and_runs");
  return Response.json(await listConnections(actor), { headers: HEADERS });
});

/** Adds a connection that opens, or removes one; answers with those that there are then. */
export const POST = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params, "edit_data_and_runs");
  const deed = await readJson(request, DeedSchema);
  if (deed.add) await createConnection(actor, deed.add);
  if (deed.remove) await deleteConnection(actor, deed.remove);
  return Response.json(await listConnections(actor), { headers: HEADERS });
});
