import { z } from "zod";
import { AVAILABILITIES, DECIMAL_MARKS, DELIMITERS, ROLES } from "./recipe-words.ts";
import { TIME_FORMATS } from "./times.ts";

const ColumnSchema = z.strictObject({
  /** As in the file's header; must stand there at the same place. */
  name: z.string().min(1).max(200),
  role: z.enum(ROLES),
  /** Read for covariates only. */
  availability: z.enum(AVAILABILITIES).default("past_only"),
  kind: z.enum(["numeric", "categorical"]).default("numeric"),
});

const common = {
  formatVersion: z.literal(1).default(1),
  delimiter: z.enum(DELIMITERS),
  /** What an empty target means: a mistake, or a period whose value is not known. */
  blankTarget: z.enum(["refuse", "missing"]).default("refuse"),
  /** As in pandas (`D`, `W`, `15min`); null takes what the times themselves show. */
  frequency: z
    .string()
    .regex(/^(\d{0,4}(min|h|D|W|M|Q|Y)|\d{0,4}int)$/, "use for example D, W, M, h or 15min")
    .nullable()
    .default(null),
  /** One entry a column of the file, in its order. */
  columns: z.array(ColumnSchema).min(2).max(500),
};

/** How a raw file becomes a version: replayable, and part of the version's identity. */
export const RecipeSchema = z.strictObject({
  ...common,
  decimalMark: z.enum(DECIMAL_MARKS),
  timeFormat: z.enum(TIME_FORMATS),
});
export type Recipe = z.infer<typeof RecipeSchema>;

/** A recipe with its open questions: null is "not answered yet", which is asked and never guessed. */
export const RecipeDraftSchema = z.strictObject({
  ...common,
  decimalMark: z.enum(DECIMAL_MARKS).nullable(),
  timeFormat: z.enum(TIME_FORMATS).nullable(),
});
export type RecipeDraft = z.infer<typeof RecipeDraftSchema>;
