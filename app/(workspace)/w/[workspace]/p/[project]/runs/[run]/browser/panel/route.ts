import { panelForFold } from "#lib/features/runs/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

/** The data as it was known at the cutoff of `?fold=`, once every earlier forecast is stored. */
export const GET = route(async (request: Request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place, "edit_data_and_runs");
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const bytes = await panelForFold(actor, Number(run), query);
  return new Response(bytes, {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(bytes.byteLength),
      // Numbers are packed already, and a proxy that packs them again takes longer than it saves.
      "cache-control": "private, no-store, no-transform",
    },
  });
});
