import { z } from "zod";
import { BlockKeySchema, FillSchema } from "#lib/features/canvas/server.ts";
import { fillPlan } from "#lib/features/evidence/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";

const fill = defineOperation({
  id: "fillCanvas",
  method: "POST",
  path: "/projects/{id}/canvas/fill",
  tag: "Plan",
  summary: "Fill the canvas from a template, a project or a file",
  description:
    "Only empty blocks are written, and those named in `replace`. Notes that stand there stay. `file` is what the export as JSON gave, as a text or as JSON; a file that is no canvas is refused whole, with the field. Claims of a file come in for the blocks that are filled, bound to the same measures; what proves them is found anew in this project. `agreements` takes agreements over in the key's own name.",
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
      claims: z.array(z.string()).meta({
        description: "Ids of the claims that came in; what stood here already came in no second time.",
      }),
    })
    .meta({ id: "FilledCanvas" }),
  errors: ["too_large"],
  example: {
    body: { from: { kind: "template", key: "retail_demand" }, replace: ["decisions"] },
    answer: {
      filled: ["decisions", "data_sources"],
      kept: ["offline_evaluation"],
      otherCurrency: null,
      claims: [],
    },
  },
  handle: ({ actor, body }) => fillPlan(actor, body),
});

export const operations = [fill];
