import { WrangleSchema, wrangleVersion } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";
import { streamWork } from "../../../stream.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/** Makes a version with these steps, the same one when it is there already. Leaving stops it, and nothing is stored. */
export const POST = route(async (request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const actor = await requireProject(project, "edit_data_and_runs");
  const input = await readJson(request, WrangleSchema.omit({ versionId: true }));
  return streamWork((onStage) => wrangleVersion(actor, { ...input, versionId: version }, onStage), {
    stopsWithReader: true,
  });
});
