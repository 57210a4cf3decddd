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

/** Of later versions of the product: 0 stands for "none", so that older cases keep their sums. */
const addition = (noun: string) => amount(noun).unwrap();

const BuildRoleSchema = z.strictObject({
  role: z.string().trim().min(1, "Name the role.").max(80, "At most 80 characters."),
  days: z
    .number({ error: what("the days") })
    .min(0, "This cannot be below 0.")
    .max(100_000, "That is above 100,000 days."),
  dayRate: addition("the day rate"),
});

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
  /** A year, fully adopted. */
  labourSaved: addition("the labour saved"),
  /** A year, fully adopted. */
  otherBenefits: amount("the other benefits"),
  /** Of the volume a year, and of the benefits with it: from the second year on. */
  growthPercent: z
    .number({ error: what("the growth") })
    .min(-50, "This cannot be below −50 %.")
    .max(100, "This cannot be above 100 %."),
  buildRoles: z.array(BuildRoleSchema).max(20, "At most 20 roles."),
  /** Once, besides the roles. */
  buildCost: amount("the cost to build"),
  dataCost: amount("the cost of data"),
  labellingCost: addition("the cost of labelling"),
  /** A year: infrastructure. */
  runningCost: amount("the running cost"),
  licenceCost: addition("the licences"),
  /** A year: people in the loop, who review and override. */
  peopleCost: addition("the people in the loop"),
  /** A year: only a trained method needs it, as retraining and monitoring. */
  upkeepCost: amount("the upkeep"),
  retrainingCost: addition("the retraining"),
  monitoringCost: addition("the monitoring"),
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
  startMonth: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, "Give the month as 2027-01, from 2000 to 2099.")
    .nullable(),
});

/** What was added after the first version: a client that does not know them may leave them out. */
const ADDED = {
  labourSaved: true,
  growthPercent: true,
  buildRoles: true,
  labellingCost: true,
  licenceCost: true,
  peopleCost: true,
  retrainingCost: true,
  monitoringCost: true,
  startMonth: true,
} as const;

/** A whole case from outside. */
export const RoiReplacementSchema = RoiInputsSchema.partial(ADDED);

/** What a form saves at a time: the fields that changed, so that two people editing different ones keep both. */
export const RoiPatchSchema = RoiInputsSchema.partial().refine(
  (patch) => Object.keys(patch).length > 0,
  "There is nothing to save.",
);
