import { AppError, toProblem } from "#lib/platform/errors.ts";
import { problemResponse } from "#lib/platform/http.ts";
import { notReadyBecause } from "#lib/platform/readiness.ts";

export const dynamic = "force-dynamic";

/** The database answers and has every migration of this version. */
export async function GET(): Promise<Response> {
  const detail = await notReadyBecause();
  if (detail) return problemResponse(toProblem(new AppError("unavailable", { detail })));
  return Response.json({ status: "ready" }, { headers: { "cache-control": "no-store" } });
}
