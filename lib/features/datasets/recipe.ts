import { z } from "zod";
import { TIME_FORMATS } from "./times.ts";

export const DELIMITERS = [",", ";", "\t", "|"] as const;
const DECIMAL_MARKS = ["point", "comma"] as const;
export const AVAILABILITIES = ["past_only", "known_ahead", "static"] as const;
const ROLES = ["series", "time", "target", "covariate", "today", "ignore"] as const;

export type Delimiter = (typeof DELIMITERS)[number];
export type DecimalMark = (typeof DECIMAL_MARKS)[number];
export type ColumnRole = (typeof ROLES)[number];

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
export type RecipeColumn = Recipe["columns"][number];

/** What is still missing in the roles, in words for the person; empty when they are complete. */
export function roleProblems(recipe: RecipeDraft): string[] {
  const count = (role: ColumnRole) => recipe.columns.filter((column) => column.role === role).length;
  const problems: string[] = [];
  if (count("time") === 0) problems.push("Choose the column that holds the time.");
  if (count("time") > 1) problems.push("Choose one column for the time, not several.");
  if (count("target") === 0)
    problems.push("Choose the column that holds the target: the number to forecast.");
  if (count("target") > 1) problems.push("Choose one column for the target, not several.");
  if (count("today") > 1) problems.push("Choose at most one column for today's forecast.");
  return problems;
}

export function columnsWith(recipe: RecipeDraft, role: ColumnRole): (RecipeColumn & { index: number })[] {
  return recipe.columns
    .map((column, index) => ({ ...column, index }))
    .filter((column) => column.role === role);
}

/** One text for one recipe, whatever the order in which its keys came. */
export function canonicalRecipe(recipe: Recipe): string {
  const columns = recipe.columns.map((column) =>
    column.role === "covariate"
      ? [column.name, column.role, column.availability, column.kind]
      : [column.name, column.role],
  );
  return JSON.stringify([
    recipe.formatVersion,
    recipe.delimiter,
    recipe.decimalMark,
    recipe.timeFormat,
    recipe.blankTarget,
    recipe.frequency,
    columns,
  ]);
}
