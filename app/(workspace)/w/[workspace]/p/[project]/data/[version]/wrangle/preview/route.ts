import { PreviewStepsSchema, previewSteps } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";
import { streamWork } from "../../../stream.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/** What steps would make of the version's rows. Stores nothing, and ends when nobody waits for it. */
export const POST = route(async (request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const actor = await requireProject(project, "edit_data_and_runs");
  const input = await readJson(request, PreviewStepsSchema.omit({ versionId: true }));
  return streamWork((onStage) => previewSteps(actor, { ...input, versionId: version }, onStage), {
    stopsWithReader: true,
  });
});
