import { z } from "zod";
import { HABITS, type Ranges, SHAPES, UNCERTAIN_KEYS, type UncertainKey } from "./ranges.ts";
import { RoiPatchSchema } from "./schema.ts";

export const CASE_KINDS = ["pessimistic", "expected", "optimistic", "own"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const KIND_NAMES: Record<CaseKind, string> = {
  pessimistic: "Pessimistic",
  expected: "Expected",
  optimistic: "Optimistic",
  own: "Own case",
};

/** More cannot be compared at a glance. */
export const MAX_CASES = 8;

const NameSchema = z
  .string({ error: "Name the case." })
  .trim()
  .min(1, "Name the case.")
  .max(60, "At most 60 characters.");

/** An end of a range: as far as any input may go; what the very input may be is checked below. */
const end = z.number({ error: "Give a number." });

const RangeSchema = z
  .strictObject({ shape: z.enum(SHAPES, { error: "Choose a shape." }), low: end, high: end })
  .refine(({ low, high }) => low <= high, { error: "Low is above high.", path: ["low"] });

const KeySchema = z.enum(UNCERTAIN_KEYS);

/** Ranges by input; null takes one back to the suggested range. */
const RangesPatchSchema = z
  .partialRecord(KeySchema, RangeSchema.nullable())
  .superRefine((ranges, context) => {
    for (const [key, range] of Object.entries(ranges)) {
      if (!range) continue;
      const { min, max } = HABITS[key as UncertainKey];
      for (const side of ["low", "high"] as const) {
        if (range[side] < min || range[side] > max) {
          const allowed = `${min.toLocaleString("en")} and ${max.toLocaleString("en")}`;
          context.addIssue({
            code: "custom",
            message: `This must be between ${allowed}.`,
            path: [key, side],
          });
        }
      }
    }
  });

export const StoredRangesSchema = z.partialRecord(KeySchema, RangeSchema);

/** Null is the chosen case. */
export const CaseIdSchema = z.uuid({ error: "There is no such case." }).nullable();

export const NewCaseSchema = z.strictObject({
  kind: z.enum(CASE_KINDS, { error: "Choose a kind of case." }),
  /** The kind's name unless given. */
  name: NameSchema.optional(),
});

export const CaseChangeSchema = z
  .strictObject({
    name: NameSchema,
    isBase: z.literal(true, { error: "Choose another case instead: one is always the plan's." }),
    followsCanvas: z.boolean(),
    inputs: RoiPatchSchema,
    ranges: RangesPatchSchema,
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "There is nothing to save.");
export type CaseChange = z.input<typeof CaseChangeSchema>;

/** The ranges after a change: given ones replace, null takes away. */
export function mergeRanges(before: Ranges, patch: z.output<typeof RangesPatchSchema> | undefined): Ranges {
  const merged = Object.entries({ ...before, ...patch }).filter(([, range]) => range !== null);
  return Object.fromEntries(merged) as Ranges;
}

const share = z.number();

export const MeasuredSchema = z.object({
  verdictId: z.string(),
  run: z.int(),
  method: z.string(),
  testPeriods: z.string(),
  quantile: share,
  prices: z.object({ under: z.number(), over: z.number() }),
  yearly: z.object({ unitsShort: z.number(), unitsOver: z.number() }).nullable(),
  share,
  foldShares: z.array(share),
  sentence: z.string(),
});
