import { getDatasetVersion, getRecipe, SaveRecipeSchema, saveRecipe } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/** The recipe of the version's dataset as people left it. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const actor = await requireProject(project);
  const { datasetId } = await getDatasetVersion(actor, version);
  const recipe = await getRecipe(actor, datasetId);
  return Response.json(recipe, { headers: { "cache-control": "private, no-store" } });
});

/** Keeps the recipe; another's change since the revision that these steps came from answers 409. */
export const POST = route(async (request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const actor = await requireProject(project, "edit_data_and_runs");
  const input = await readJson(request, SaveRecipeSchema);
  const { datasetId } = await getDatasetVersion(actor, version);
  return Response.json(await saveRecipe(actor, datasetId, input));
});
