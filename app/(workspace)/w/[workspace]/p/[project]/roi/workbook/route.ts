import { exportRoiWorkbook } from "#lib/features/roi/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** The cases as a workbook with live formulas. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const file = await exportRoiWorkbook(await requireProject(await params));
  return new Response(file.bytes, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "no-store",
    },
  });
});
