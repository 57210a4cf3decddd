import { CanvasExportSchema, exportCanvas } from "#lib/features/canvas/server.ts";
import { listClaimFacts } from "#lib/features/evidence/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";

const exportCanvasOperation = defineOperation({
  id: "exportCanvas",
  method: "GET",
  path: "/projects/{id}/canvas/export",
  tag: "Plan",
  summary: "Get the canvas as a file",
  description:
    "`md` to read, with every field; `json` without a loss, of format `forecanvas.canvas` and a version; `pdf` as the poster on one landscape A4 page, with further pages for what it has no room for. Claims stand in each with their state and number. Text stays text in each: it is escaped in Markdown, and can be searched in the PDF.",
  right: "read",
  query: CanvasExportSchema,
  otherAnswers: {
    200: {
      description: "The file.",
      content: {
        "text/markdown": "# Pasta demand: canvas\n\nAs of 26 Nov 2026. Money is in EUR.\n",
        "application/json": '{"format":"forecanvas.canvas","version":1}',
        "application/pdf": "%PDF-1.7",
      },
    },
  },
  example: { query: { format: "md" } },
  handle: async ({ actor, query }) => {
    const now = Date.now();
    const file = await exportCanvas(actor, query, { now, claims: await listClaimFacts(actor, { now }) });
    return new Response(file.bytes, {
      headers: {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename="${file.fileName}"`,
        "x-content-type-options": "nosniff",
      },
    });
  },
});

export const operations = [exportCanvasOperation];
