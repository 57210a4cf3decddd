import type { Recipe, RecipeDraft } from "./recipe-schema.ts";
import type { ColumnRole } from "./recipe-words.ts";

export type { ColumnRole, DecimalMark, Delimiter } from "./recipe-words.ts";
export type { Recipe, RecipeDraft };
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
