import { receiveUpload } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { assertSameOrigin, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

function declaredLength(request: Request): number | null {
  const text = request.headers.get("x-file-size") ?? request.headers.get("content-length");
  if (text === null) return null;
  const bytes = Number(text);
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    throw new AppError("invalid_input", { detail: "The declared length is not a whole number of bytes." });
  }
  return bytes;
}

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The file is the body itself, not a form: it streams with flat memory. `?name=` names it, `x-file-size` its length. */
export const POST = route(async (request: Request, { params }: Context) => {
  assertSameOrigin(request);
  const actor = await requireProject(await params, "edit_data_and_runs");
  const upload = await receiveUpload(actor, {
    fileName: new URL(request.url).searchParams.get("name") ?? "",
    declaredBytes: declaredLength(request),
    chunks: chunksOf(request.body),
  });
  return Response.json(upload, { status: 201, headers: { "cache-control": "no-store" } });
});
