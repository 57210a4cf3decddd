import { z } from "zod";
import { CASE_KINDS, computeRoi, missingInputs, SHAPES } from "#lib/features/roi/index.ts";
import { effectiveOf, type RoiCase, RoiInputsSchema } from "#lib/features/roi/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { isoOrNull } from "../iso.ts";

const money = z.number();

const RangeShape = z
  .object({ shape: z.enum(SHAPES), low: z.number(), high: z.number() })
  .meta({ id: "RoiRange" });

const MeasuredShape = z
  .object({
    run: z.int(),
    method: z.string(),
    testPeriods: z.string(),
    quantile: z.number(),
    prices: z.object({ under: money, over: money }),
    yearly: z.object({ unitsShort: z.number(), unitsOver: z.number() }).nullable(),
    share: z.number().meta({ description: "Saved of seasonal naive's cost on the same folds." }),
    foldShares: z.array(z.number()),
    sentence: z.string(),
  })
  .meta({
    id: "RoiMeasured",
    description: "What a run saved against seasonal naive; it stands in place of the assumed saving.",
  });

export const RoiCaseSchema = z
  .object({
    case: z
      .string()
      .meta({ description: "“base” for the chosen case, which the verdict reads; the id of another one." }),
    id: z
      .string()
      .nullable()
      .meta({ description: "Null for the base case while nobody has saved anything." }),
    name: z.string(),
    kind: z.enum(CASE_KINDS),
    inputs: RoiInputsSchema.meta({
      id: "RoiInputs",
      description:
        "The case as typed: null is “not given yet”. Percentages are in percent, money is in the project's currency.",
    }),
    followsCanvas: z.boolean().meta({
      description: "Whether the canvas's hidden costs stand in place of the costs that the case was given.",
    }),
    ranges: z.record(z.string(), RangeShape).meta({
      description: "How far an input may lie from its value, where somebody said so.",
    }),
    measured: MeasuredShape.nullable(),
    unitCosts: z.object({ under: money, over: money }).nullable().meta({
      description: "What a unit short and a unit over cost; from the canvas, block offline_evaluation.",
    }),
    missing: z
      .array(z.string())
      .meta({ description: "What the computation still needs, in words. Empty when there is a result." }),
    result: z
      .object({
        costOfTodayAYear: money,
        savingAYear: money,
        benefitAYear: money,
        costOnce: money,
        costAYear: money,
        npv: money,
        irr: z.number().nullable().meta({ description: "A year, as a share. Null where there is none." }),
        paybackMonths: z.number().nullable(),
        breakEvenSaving: z
          .number()
          .nullable()
          .meta({ description: "Share of today's cost that must be saved for an NPV of 0." }),
      })
      .nullable(),
    savedAt: z.iso.datetime().nullable().meta({ description: "Null while nobody has saved anything." }),
  })
  .meta({ id: "RoiCase" });

export function toRoiCase(found: RoiCase): z.input<typeof RoiCaseSchema> {
  const { id, name, kind, isBase, inputs, followsCanvas, ranges, measured, unitCosts, savedAt } = found;
  const counted = effectiveOf(found);
  const result = computeRoi(counted.inputs, counted.unitCosts);
  return {
    case: isBase ? "base" : (id ?? "base"),
    id,
    name,
    kind,
    inputs,
    followsCanvas,
    ranges,
    measured,
    unitCosts,
    missing: missingInputs(counted.inputs, counted.unitCosts),
    result: result && { ...result, irr: result.irr.rate },
    savedAt: isoOrNull(savedAt),
  };
}

export const CaseParams = z.strictObject({ case: z.uuid() });

export const AnyCaseParams = z.strictObject({
  case: z
    .union([z.literal("base"), z.uuid()])
    .meta({ description: "“base” for the chosen case, or the id of one." }),
});

/** Null for the chosen case, as the services have it. */
export const caseIdOf = (params: z.output<typeof AnyCaseParams>) =>
  params.case === "base" ? null : params.case;

export const EXAMPLE_ID = EXAMPLE.roiCase;

export const EXAMPLE_INPUTS = {
  unitsAYear: 120_000,
  basis: "wape" as const,
  wapePercent: 17,
  shortSharePercent: 50,
  unitsShort: null,
  unitsOver: null,
  errorCost: null,
  savingPercent: 20,
  adoptionPercent: 90,
  labourSaved: 0,
  otherBenefits: 0,
  growthPercent: 0,
  buildRoles: [],
  buildCost: 12_000,
  dataCost: 0,
  labellingCost: 0,
  runningCost: 1_200,
  licenceCost: 0,
  peopleCost: 0,
  upkeepCost: 2_400,
  retrainingCost: 0,
  monitoringCost: 0,
  years: 3,
  discountPercent: 8,
  rampMonths: 6,
  startMonth: null,
};

export const EXAMPLE_CASE = {
  case: "base",
  id: EXAMPLE_ID,
  name: "Expected",
  kind: "expected" as const,
  inputs: EXAMPLE_INPUTS,
  followsCanvas: false,
  ranges: {},
  measured: null,
  unitCosts: null,
  missing: ["unit costs (in the canvas)"],
  result: null,
  savedAt: "2026-11-24T08:40:00.000Z",
};
