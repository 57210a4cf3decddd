import { z } from "zod";
import { type RankedOpportunity, reasonsInWords } from "#lib/features/opportunities/index.ts";
import { OpportunityInputSchema } from "#lib/features/opportunities/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso } from "../iso.ts";

const { shape } = OpportunityInputSchema;
const grade = z.int().nullable();
const money = z.number().nullable();

const BenefitSchema = z
  .object({
    hoursAYear: z.number().nullable(),
    labourSaved: money,
    errorsAvoided: money,
    total: money.meta({ description: "The parts that are known, together. No cost of building is in it." }),
    timeSavedPercent: z.number(),
    errorsAvoidedPercent: z.number(),
    words: z.array(z.string()).meta({ description: "How it came about, with what it assumes." }),
  })
  .meta({ id: "OpportunityBenefit", description: "Rough, a year, in the project's currency." });

const MeasuredSchema = z
  .object({
    run: z.int(),
    method: z.string().nullable(),
    wape: z.number().nullable(),
    naiveWape: z.number().nullable().meta({ description: "Of seasonal naive on the same folds." }),
    assumedShare: z.number().meta({ description: "Of the cost of errors, as a fraction." }),
    measuredShare: z.number(),
    isMoney: z
      .boolean()
      .meta({ description: "False where the run knew no unit costs: then of units in error." }),
    estimatedTotal: money,
    measuredTotal: money,
    estimatedScore: z.number().nullable(),
    measuredScore: z.number().nullable(),
  })
  .meta({ id: "OpportunityMeasured" });

export const OpportunitySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: shape.kind
      .unwrap()
      .meta({ description: "What it would take; only a forecast can be trained so far." }),
    predictionRole: shape.predictionRole.unwrap().meta({
      description:
        "Whether a prediction could replace the task, help with it, or neither; null while unsaid.",
    }),
    todayMethod: z.string(),
    minutesEach: z.number().nullable(),
    timesAMonth: z.number().nullable(),
    hoursAYear: z.number().nullable().meta({
      description: "As typed. Where minutes and times are given, `benefit.hoursAYear` counts those.",
    }),
    errorCostAYear: z.number().nullable().meta({ description: "In the project's currency." }),
    timeSavedPercent: z.number().nullable().meta({ description: "Null is the project's assumption." }),
    errorsAvoidedPercent: z.number().nullable().meta({ description: "Null is the project's assumption." }),
    value: grade.meta({ description: "1 to 5, null where nobody has graded it." }),
    feasibility: grade,
    dataReadiness: grade.meta({ description: "A task counts as no more feasible than this." }),
    risk: grade.meta({ description: "Each grade above 1 takes a tenth off value × feasibility." }),
    whenNot: z
      .array(z.string())
      .meta({ description: "What holds of the list “when not to”: each takes 15 % off any score." }),
    whenNotChecked: z.boolean().meta({ description: "Whether somebody has gone through that list." }),
    riceReach: z.number().nullable().meta({ description: "People or cases a quarter." }),
    riceImpact: z.number().nullable().meta({ description: "3, 2, 1, 0.5 or 0.25." }),
    riceConfidencePercent: z.number().nullable(),
    riceEffortMonths: z.number().nullable().meta({ description: "Person-months." }),
    iceImpact: grade.meta({ description: "1 to 10." }),
    iceConfidence: grade,
    iceEase: grade,
    note: z.string(),
    isChosen: z.boolean().meta({ description: "The one that the project is about; at most one is." }),
    rank: z.int().nullable().meta({ description: "1 is the best; equal scores share a rank." }),
    score: z.number().nullable().meta({
      description:
        "By `rankBy`: value × feasibility less risk (at most 25), RICE = reach × impact × confidence ÷ effort, or ICE, the mean of its three grades; less what “when not to” takes off.",
    }),
    reason: z.string().meta({ description: "How the score came about, in words." }),
    benefit: BenefitSchema,
    measured: MeasuredSchema.nullable().meta({
      description: "Of the chosen task, once a run has measured something: estimated beside measured.",
    }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Opportunity" });

export function toOpportunity(task: RankedOpportunity): z.input<typeof OpportunitySchema> {
  const { whenNot, beside, ...rest } = task;
  return {
    ...rest,
    whenNot: [...whenNot],
    measured: beside,
    reason: reasonsInWords(task),
    createdAt: iso(task.createdAt),
    updatedAt: iso(task.updatedAt),
  };
}

export const OpportunityParams = z.strictObject({ task: z.uuid() });

export const EXAMPLE_WISH = {
  name: "Plan staff per hour",
  kind: "forecast" as const,
  predictionRole: "help" as const,
  todayMethod: "The same roster as last month",
  minutesEach: 120,
  timesAMonth: 20,
  errorCostAYear: 12_000,
  value: 3,
  feasibility: 4,
  dataReadiness: 3,
  risk: 2,
  whenNot: ["must_explain" as const],
};

export const EXAMPLE_OPPORTUNITY = {
  ...EXAMPLE_WISH,
  id: EXAMPLE.opportunity,
  hoursAYear: null,
  timeSavedPercent: null,
  errorsAvoidedPercent: null,
  whenNotChecked: true,
  riceReach: null,
  riceImpact: null,
  riceConfidencePercent: null,
  riceEffortMonths: null,
  iceImpact: null,
  iceConfidence: null,
  iceEase: null,
  note: "",
  isChosen: false,
  rank: 1,
  score: 6.9,
  reason:
    "Value 3 × feasibility 3 = 9; feasibility 4 counts as 3, because its data are only that ready; risk 2 takes 10 % off; “when not to” takes 15 % off: each single answer must be explained.",
  benefit: {
    hoursAYear: 480,
    labourSaved: null,
    errorsAvoided: 2400,
    total: 2400,
    timeSavedPercent: 30,
    errorsAvoidedPercent: 20,
    words: [
      "480 h a year × 30 % of the time saved = 144 h; say what an hour costs to have it in money",
      "€12,000 of errors a year × 20 % avoided = €2,400",
    ],
  },
  measured: null,
  createdAt: "2026-11-24T08:30:00.000Z",
  updatedAt: "2026-11-24T08:30:00.000Z",
};
