import type { Recipe, RecipeDraft } from "./recipe-schema.ts";
import type { ColumnRole } from "./recipe-words.ts";

export type { ColumnRole, DecimalMark, Delimiter, Encoding, ThousandsMark } from "./recipe-words.ts";
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

/** True when nothing is open any more: the draft is a recipe. */
export function isComplete(recipe: RecipeDraft): recipe is Recipe {
  const isDecided = recipe.encoding !== null && recipe.decimalMark !== null && recipe.timeFormat !== null;
  return isDecided && roleProblems(recipe).length === 0;
}

/**
 * One text for one recipe, whatever the order in which its keys came. What came to recipes later stands in it only
 * where it is used, so that versions made before keep their identity.
 */
export function canonicalRecipe(recipe: Recipe): string {
  const columns = recipe.columns.map((column) => {
    const own =
      column.role === "covariate"
        ? [column.name, column.role, column.availability, column.kind]
        : [column.name, column.role];
    return column.unit === null ? own : [...own, { unit: column.unit }];
  });
  const later = {
    ...(recipe.sheet === null ? {} : { sheet: recipe.sheet }),
    ...(recipe.encoding === "utf-8" ? {} : { encoding: recipe.encoding }),
    ...(recipe.thousandsMark === "none" ? {} : { thousandsMark: recipe.thousandsMark }),
    ...(recipe.missingWords.length === 0 ? {} : { missingWords: [...recipe.missingWords].sort() }),
  };
  return JSON.stringify([
    recipe.formatVersion,
    recipe.delimiter,
    recipe.decimalMark,
    recipe.timeFormat,
    recipe.blankTarget,
    recipe.frequency,
    columns,
    ...(Object.keys(later).length === 0 ? [] : [later]),
  ]);
}
