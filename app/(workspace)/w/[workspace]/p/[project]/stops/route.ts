import { stopsForReader } from "#components/shell/for-reader.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";
import { projectStops } from "../stops.ts";

/** The state of the thread, which the rail reads again when something has happened. */
export const GET = route(
  async (_request: Request, context: { params: Promise<{ workspace: string; project: string }> }) => {
    const actor = await requireProject(await context.params);
    const stops = stopsForReader(await projectStops(actor), actor.role);
    return Response.json(stops, { headers: { "cache-control": "no-store" } });
  },
);
