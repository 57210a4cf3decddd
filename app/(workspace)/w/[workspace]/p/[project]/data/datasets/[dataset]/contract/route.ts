import { exportContract } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; dataset: string }>;
}

/** The dataset's contract as a file: `?format=md`, `yaml` or `json`. */
export const GET = route(async (request: Request, { params }: Context) => {
  const { dataset, ...project } = await params;
  const actor = await requireProject(project);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const file = await exportContract(actor, dataset, query);
  return new Response(file.text, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
