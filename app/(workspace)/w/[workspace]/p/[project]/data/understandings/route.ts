import { UnderstandSchema, understandUpload } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";
import { streamWork } from "../stream.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** What an upload is, or what a recipe makes of it. Stores nothing. */
export const POST = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params, "edit_data_and_runs");
  const input = await readJson(request, UnderstandSchema);
  return streamWork((onStage) => understandUpload(actor, input, onStage), { stopsWithReader: true });
});
