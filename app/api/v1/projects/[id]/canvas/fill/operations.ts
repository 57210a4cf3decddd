import { z } from "zod";
import { BlockKeySchema, FillSchema, fillCanvas } from "#lib/features/canvas/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";

const fill = defineOperation({
  id: "fillCanvas",
  method: "POST",
  path: "/projects/{id}/canvas/fill",
  tag: "Plan",
  summary: "Fill the canvas from a template, a project or a file",
  description:
    "Only empty blocks are written, and those named in `replace`. Notes that stand there stay. `file` is what the export as JSON gave, as a text or as JSON; a file that is no canvas is refused whole, with the field. `agreements` takes agreements over in the key's own name.",
  right: "edit_plan",
  body: FillSchema.meta({ id: "CanvasFilling" }),
  maxBytes: 2_500_000,
  response: z
    .object({
      filled: z.array(BlockKeySchema),
      kept: z.array(BlockKeySchema).meta({ description: "Blocks that say something already." }),
      otherCurrency: z.string().nullable().meta({
        description: "Set when the amounts were written for another currency: they are taken as they are.",
      }),
    })
    .meta({ id: "FilledCanvas" }),
  errors: ["too_large"],
  example: {
    body: { from: { kind: "template", key: "retail_demand" }, replace: ["decisions"] },
    answer: { filled: ["decisions", "data_sources"], kept: ["offline_evaluation"], otherCurrency: null },
  },
  handle: ({ actor, body }) => fillCanvas(actor, body),
});

export const operations = [fill];
