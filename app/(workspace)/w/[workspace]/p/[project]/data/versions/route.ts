import { ImportSchema, importVersion } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";
import { streamWork } from "../stream.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** Accepts an upload with its recipe: an immutable version, the same one when it is sent twice. */
export const POST = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params, "edit_data_and_runs");
  const input = await readJson(request, ImportSchema);
  return streamWork((onStage) => importVersion(actor, input, onStage));
});
