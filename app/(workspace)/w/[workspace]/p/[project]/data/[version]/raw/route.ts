import { readRawFile } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/** An uploaded file, byte for byte: the first, or the one of `?file=` (from 0). */
export const GET = route(async (request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const file = await readRawFile(await requireProject(project), version, fileOf(request));
  const chunks = file.chunks[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(file.sizeBytes),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      "x-content-type-options": "nosniff",
      etag: `"${file.digest}"`,
    },
  });
});

function fileOf(request: Request): number {
  const text = new URL(request.url).searchParams.get("file") ?? "0";
  if (!/^\d{1,3}$/.test(text))
    throw new AppError("invalid_input", { detail: "Name the file by its number, from 0." });
  return Number(text);
}
