import { z } from "zod";
import { receiveFromAddress, receiveFromQuery, receiveUpload } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { assertSameOrigin, bodyChunks, declaredLength, readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** JSON names an address to fetch from, or a query of a database; else the file is the body itself, not a form: it streams with flat memory. `?name=` names it, `x-file-size` its length. */
export const POST = route(async (request: Request, { params }: Context) => {
  assertSameOrigin(request);
  const actor = await requireProject(await params, "edit_data_and_runs");
  if (request.headers.get("content-type") === "application/json") {
    // The service that is meant says what is wrong, in its own words.
    const input = await readJson(request, z.record(z.string(), z.unknown()));
    const { signal } = request;
    const fetched =
      "sql" in input
        ? await receiveFromQuery(actor, input, { signal })
        : await receiveFromAddress(actor, input, { signal });
    return Response.json(fetched, { status: 201, headers: { "cache-control": "no-store" } });
  }
  const upload = await receiveUpload(actor, {
    fileName: new URL(request.url).searchParams.get("name") ?? "",
    declaredBytes: declaredLength(request, "x-file-size") ?? declaredLength(request, "content-length"),
    chunks: bodyChunks(request),
  });
  return Response.json(upload, { status: 201, headers: { "cache-control": "no-store" } });
});
