import { sharedPdf } from "#lib/features/canvas/server.ts";
import { factsOf, listSharedClaims } from "#lib/features/evidence/server.ts";
import { tooManyAttempts } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { route } from "#lib/platform/http.ts";
import { openShared } from "../../open.ts";

interface Context {
  params: Promise<{ token: string }>;
}

/** The shared poster as a file. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const shared = await openShared((await params).token);
  if (shared.state === "busy") {
    const { retryAfterSeconds } = shared;
    throw new AppError("rate_limited", { detail: tooManyAttempts(retryAfterSeconds), retryAfterSeconds });
  }
  if (shared.state === "closed") {
    throw new AppError("not_found", { detail: "This link has expired or was revoked. Ask for a new one." });
  }
  const now = Date.now();
  const claims = factsOf(await listSharedClaims(shared.canvas, { now }));
  return new Response(await sharedPdf(shared.canvas, { now, claims }), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="canvas.pdf"`,
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex",
    },
  });
});
