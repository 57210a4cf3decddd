import { getSeriesValues } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/** One series with its times, by `?series=` (its place in the version, from 0). */
export const GET = route(async (request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const actor = await requireProject(project);
  const text = new URL(request.url).searchParams.get("series") ?? "";
  if (!/^\d{1,9}$/.test(text)) {
    throw new AppError("invalid_input", { detail: "Name the series by its number, from 0." });
  }
  const values = await getSeriesValues(actor, { versionId: version, series: Number(text) });
  return Response.json(values, { headers: { "cache-control": "private, max-age=3600" } });
});
