import { z } from "zod";
import { type RankedOpportunity, reasonsInWords } from "#lib/features/opportunities/index.ts";
import { OpportunityInputSchema } from "#lib/features/opportunities/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso } from "../iso.ts";

const grade = z.int().nullable();

export const OpportunitySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: OpportunityInputSchema.shape.kind
      .unwrap()
      .meta({ description: "What it would take; only a forecast can be trained so far." }),
    todayMethod: z.string(),
    hoursAYear: z.number().nullable(),
    errorCostAYear: z.number().nullable().meta({ description: "In the project's currency." }),
    value: grade.meta({ description: "1 to 5, null where nobody has graded it." }),
    feasibility: grade,
    dataReadiness: grade.meta({ description: "A task counts as no more feasible than this." }),
    risk: grade.meta({ description: "Each grade above 1 takes a tenth off the score." }),
    note: z.string(),
    isChosen: z.boolean().meta({ description: "The one that the project is about; at most one is." }),
    rank: z.int().nullable().meta({ description: "1 is the best; equal scores share a rank." }),
    score: z.number().nullable().meta({ description: "Value × feasibility less risk, at most 25." }),
    reason: z.string().meta({ description: "How the score came about, in words." }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Opportunity" });

export function toOpportunity(task: RankedOpportunity): z.input<typeof OpportunitySchema> {
  return {
    ...task,
    reason: reasonsInWords(task),
    createdAt: iso(task.createdAt),
    updatedAt: iso(task.updatedAt),
  };
}

export const OpportunityParams = z.strictObject({ task: z.uuid() });

export const EXAMPLE_WISH = {
  name: "Plan staff per hour",
  kind: "forecast" as const,
  todayMethod: "The same roster as last month",
  hoursAYear: 400,
  value: 3,
  feasibility: 4,
  dataReadiness: 3,
  risk: 2,
};

export const EXAMPLE_OPPORTUNITY = {
  ...EXAMPLE_WISH,
  id: EXAMPLE.opportunity,
  errorCostAYear: null,
  note: "",
  isChosen: false,
  rank: 1,
  score: 8.1,
  reason:
    "Value 3 × feasibility 3 = 9; feasibility 4 counts as 3, because its data are only that ready; risk 2 takes 10 % off.",
  createdAt: "2026-11-24T08:30:00.000Z",
  updatedAt: "2026-11-24T08:30:00.000Z",
};
