import { z } from "zod";
import { computeRoi, missingInputs } from "#lib/features/roi/index.ts";
import { type RoiCase, RoiInputsSchema } from "#lib/features/roi/server.ts";
import { isoOrNull } from "../iso.ts";

const money = z.number();

export const RoiCaseSchema = z
  .object({
    case: z.literal("base"),
    inputs: RoiInputsSchema.meta({
      id: "RoiInputs",
      description:
        "The case as typed: null is “not given yet”. Percentages are in percent, money is in the project's currency.",
    }),
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

export function toRoiCase({ inputs, unitCosts, savedAt }: RoiCase): z.input<typeof RoiCaseSchema> {
  const result = computeRoi(inputs, unitCosts);
  return {
    case: "base",
    inputs,
    unitCosts,
    missing: missingInputs(inputs, unitCosts),
    result: result && { ...result, irr: result.irr.rate },
    savedAt: isoOrNull(savedAt),
  };
}

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
  otherBenefits: 0,
  buildCost: 12_000,
  dataCost: 0,
  runningCost: 1_200,
  upkeepCost: 2_400,
  years: 3,
  discountPercent: 8,
  rampMonths: 6,
};

export const EXAMPLE_CASE = {
  case: "base" as const,
  inputs: EXAMPLE_INPUTS,
  unitCosts: null,
  missing: ["unit costs (in the canvas)"],
  result: null,
  savedAt: "2026-11-24T08:40:00.000Z",
};
