import { z } from "zod";
import {
  AVAILABILITIES,
  DECIMAL_MARKS,
  DELIMITERS,
  ENCODINGS,
  ROLES,
  THOUSANDS_MARKS,
} from "./recipe-words.ts";
import { AGGREGATIONS, EMPTY_PERIODS, PARTIAL_PERIODS, RETURNS, ROLL_UP_FREQUENCIES } from "./roll-up.ts";
import { isTimeZone, KEPT_AS } from "./time-zones.ts";
import { TIME_FORMATS } from "./times.ts";
import { StepsSchema } from "./wrangle/step-schema.ts";

const ColumnSchema = z.strictObject({
  /** As in the file's header; must stand there at the same place. */
  name: z.string().min(1).max(200),
  role: z.enum(ROLES),
  /** Read for covariates only. */
  availability: z.enum(AVAILABILITIES).default("past_only"),
  kind: z.enum(["numeric", "categorical"]).default("numeric"),
  /** Stands beside every number of the column, such as € or %, and is taken off; the number is kept as written. */
  unit: z
    .string()
    .trim()
    .min(1)
    .max(10)
    .regex(/^[^\d\p{Cc}]+$/u, "a unit has no digits")
    .nullable()
    .default(null),
});

const RollUpSchema = z.strictObject({
  frequency: z.enum(ROLL_UP_FREQUENCIES),
  aggregation: z.enum(AGGREGATIONS).default("sum"),
  /** Rows with a negative target: taken off the period's total, or left out. */
  returns: z.enum(RETURNS).default("subtract"),
  /** A period without a row, between a series' first row and the end of the data. */
  emptyPeriods: z.enum(EMPTY_PERIODS).default("missing"),
  /** The first and the last period when the data begin or end within them. */
  partialPeriods: z.enum(PARTIAL_PERIODS).default("leave_out"),
});

const common = {
  formatVersion: z.literal(1).default(1),
  delimiter: z.enum(DELIMITERS),
  /** Of a workbook with several sheets, the one to read. */
  sheet: z.string().min(1).max(100).nullable().default(null),
  /** Between groups of three digits; `other` is whichever of point and comma is not the decimal mark. */
  thousandsMark: z.enum(THOUSANDS_MARKS).default("none"),
  /** Texts in columns of numbers that mean “not known”, besides the empty cell. */
  missingWords: z.array(z.string().trim().min(1).max(20)).max(20).default([]),
  /** What an empty target means: a mistake, or a period whose value is not known. */
  blankTarget: z.enum(["refuse", "missing"]).default("refuse"),
  /** Whose clocks the times show; null takes them as they stand, those with an offset in UTC. */
  timeZone: z
    .strictObject({
      name: z.string().max(64).refine(isTimeZone, "must be a time zone such as Europe/Rome"),
      as: z.enum(KEPT_AS).default("local"),
    })
    .nullable()
    .default(null),
  /** To one row a series and period; null takes the rows as they are. */
  rollUp: RollUpSchema.nullable().default(null),
  /** As in pandas (`D`, `W`, `15min`); null takes what the times themselves show. */
  frequency: z
    .string()
    .regex(/^(\d{0,4}(min|h|D|W|M|Q|Y)|\d{0,4}int)$/, "use for example D, W, M, h or 15min")
    .nullable()
    .default(null),
  /** One entry a column of the file, in its order. */
  columns: z.array(ColumnSchema).min(2).max(500),
  /** What is done with the rows that were read, one after the other. */
  steps: StepsSchema.default([]),
};

/** How a raw file becomes a version: replayable, and part of the version's identity. */
export const RecipeSchema = z.strictObject({
  ...common,
  encoding: z.enum(ENCODINGS).default("utf-8"),
  decimalMark: z.enum(DECIMAL_MARKS),
  timeFormat: z.enum(TIME_FORMATS),
});
export type Recipe = z.infer<typeof RecipeSchema>;

/** A recipe with its open questions: null is "not answered yet", which is asked and never guessed. */
export const RecipeDraftSchema = z.strictObject({
  ...common,
  encoding: z.enum(ENCODINGS).nullable().default("utf-8"),
  decimalMark: z.enum(DECIMAL_MARKS).nullable(),
  timeFormat: z.enum(TIME_FORMATS).nullable(),
});
export type RecipeDraft = z.infer<typeof RecipeDraftSchema>;
