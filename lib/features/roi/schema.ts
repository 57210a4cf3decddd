import { z } from "zod";
import { BASES } from "./inputs.ts";

const MOST = 1e12;
const what = (noun: string) => `Give ${noun} as a number.`;

const amount = (noun: string) =>
  z
    .number({ error: what(noun) })
    .min(0, "This cannot be below 0.")
    .max(MOST, "That is above 1,000 billion: is it in whole units of the currency?")
    .nullable();
const units = (noun: string) =>
  z
    .number({ error: what(noun) })
    .min(0, "This cannot be below 0.")
    .max(MOST, "That is above 1,000 billion.")
    .nullable();
const percent = (noun: string, { max = 100 }: { max?: number } = {}) =>
  z
    .number({ error: what(noun) })
    .min(0, "This cannot be below 0 %.")
    .max(max, `This cannot be above ${max.toLocaleString("en")} %.`)
    .nullable();

/** The case as typed: null is "not given yet". Percentages are in percent, as people type them. */
export const RoiInputsSchema = z.strictObject({
  /** Units sold or used a year, all series together. */
  unitsAYear: units("the units a year"),
  basis: z.enum(BASES, { error: "Choose how today's cost is known." }),
  /** Of today's method: Σ|error| / Σ demand. */
  wapePercent: percent("the WAPE", { max: 1000 }),
  /** Of the units in error, how many are units short; the others are over. */
  shortSharePercent: percent("the share"),
  unitsShort: units("the units short"),
  unitsOver: units("the units over"),
  /** A year, known directly. */
  errorCost: amount("the cost"),
  /** Of the cost of today's errors, what a better forecast is assumed to save. */
  savingPercent: percent("the saving"),
  /** Of the orders or plans, how many will follow the forecast. */
  adoptionPercent: percent("the adoption"),
  /** A year, fully adopted: labour saved, say. */
  otherBenefits: amount("the other benefits"),
  buildCost: amount("the cost to build"),
  dataCost: amount("the cost of data and labelling"),
  runningCost: amount("the running cost"),
  upkeepCost: amount("the upkeep"),
  years: z
    .int("Give whole years.")
    .min(1, "At least one year.")
    .max(10, "At most 10 years: nobody knows what comes later."),
  discountPercent: z
    .number({ error: what("the discount rate") })
    .min(0, "This cannot be below 0 %.")
    .max(100, "This cannot be above 100 %."),
  /** Months from the start until the benefit is whole; it grows evenly. */
  rampMonths: z.int("Give whole months.").min(0, "This cannot be below 0.").max(60, "At most 60 months."),
});

/** What a form saves at a time: the fields that changed, so that two people editing different ones keep both. */
export const RoiPatchSchema = RoiInputsSchema.partial().refine(
  (patch) => Object.keys(patch).length > 0,
  "There is nothing to save.",
);
