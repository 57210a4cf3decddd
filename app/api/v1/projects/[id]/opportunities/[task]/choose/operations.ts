import { z } from "zod";
import { chooseOpportunity } from "#lib/features/opportunities/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { OpportunityParams } from "../../shape.ts";

const FieldSchema = z.object({
  place: z.enum(["canvas", "roi"]),
  block: z.string().nullable().meta({ description: "Of the canvas." }),
  label: z.string(),
  value: z.union([z.string(), z.number()]),
});

const choose = defineOperation({
  id: "chooseOpportunity",
  method: "POST",
  path: "/projects/{id}/opportunities/{task}/choose",
  tag: "Plan",
  summary: "Choose an opportunity, and fill the plan from it",
  description:
    "The project is about this one from now on. What is known of it goes into the empty fields of canvas and chosen ROI case; what somebody typed there stays, and is named under `kept`. Doing it again fills nothing.",
  right: "edit_plan",
  params: OpportunityParams,
  response: z
    .object({ filled: z.array(FieldSchema), kept: z.array(FieldSchema) })
    .meta({ id: "ChosenOpportunity" }),
  example: {
    params: { task: EXAMPLE.opportunity },
    answer: {
      filled: [
        { place: "canvas", block: "decisions", label: "Decision", value: "Plan staff per hour" },
        { place: "roi", block: null, label: "Cost of today's errors, a year", value: 12_000 },
      ],
      kept: [],
    },
  },
  handle: ({ actor, params: { task } }) => chooseOpportunity(actor, task),
});

export const operations = [choose];
