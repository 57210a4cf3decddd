import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { openTalk } from "../comments/read.ts";
import { getCanvasPage } from "../read.ts";
import type { ClaimFacts, ExportFacts } from "./facts.ts";
import { canvasJson } from "./json.ts";
import { canvasMarkdown } from "./markdown.ts";

const CANVAS_FORMATS = ["md", "json", "pdf"] as const;

export const CanvasExportSchema = z.strictObject({
  format: z.enum(CANVAS_FORMATS, { error: `must be one of ${CANVAS_FORMATS.join(", ")}` }),
});

export interface CanvasExport {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: string;
  /** "pasta-canvas.pdf" */
  fileName: string;
}

const TYPES = {
  md: "text/markdown; charset=utf-8",
  json: "application/json; charset=utf-8",
  pdf: "application/pdf",
} as const;

/** The canvas as it is now, as a file. Throws `invalid_input` for a format that is none. */
export async function exportCanvas(
  actor: ProjectActor,
  input: unknown,
  { now, claims = [] }: { now: number; claims?: readonly ClaimFacts[] },
): Promise<CanvasExport> {
  const { format } = parseInput(CanvasExportSchema, input);
  const { blocks, names } = await getCanvasPage(actor);
  const facts: ExportFacts = {
    project: { name: actor.projectName, currency: actor.currency },
    names,
    now,
    claims,
  };
  const content = async () => {
    switch (format) {
      case "md":
        return canvasMarkdown(blocks, { ...facts, talk: await openTalk(actor) });
      case "json":
        return canvasJson(blocks, facts);
      case "pdf": {
        // Loaded when the first PDF is asked for: a worker and most requests never need the fonts.
        const { canvasPdf } = await import("./pdf/canvas-pdf.ts");
        return canvasPdf(blocks, facts);
      }
    }
  };
  return {
    bytes: new Uint8Array(Buffer.from(await content())),
    contentType: TYPES[format],
    fileName: `${actor.projectSlug}-canvas.${format}`,
  };
}
