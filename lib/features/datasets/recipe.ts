import type { Recipe, RecipeDraft } from "./recipe-schema.ts";
import type { ColumnRole } from "./recipe-words.ts";
import { canonicalSteps } from "./wrangle/canonical.ts";

export type { ColumnRole, DecimalMark, Delimiter, Encoding, ThousandsMark } from "./recipe-words.ts";
export type { Recipe, RecipeDraft };
export type RecipeColumn = Recipe["columns"][number];

/** Part of the identity of versions with steps: raise it whenever the same steps would give other values. */
const STEPS_VERSION = 1;

/** What is still missing in the roles, in words for the person; empty when they are complete. */
export function roleProblems(recipe: RecipeDraft): string[] {
  const count = (role: ColumnRole) => recipe.columns.filter((column) => column.role === role).length;
  const problems: string[] = [];
  if (isWide(recipe)) return wideProblems(recipe);
  if (count("time") === 0) problems.push("Choose the column that holds the time.");
  if (count("time") > 1) problems.push("Choose one column for the time, not several.");
  if (count("target") === 0)
    problems.push("Choose the column that holds the target: the number to forecast.");
  if (count("target") > 1) problems.push("Choose one column for the target, not several.");
  if (recipe.rollUp !== null && recipe.timeFormat === "integer")
    problems.push("Positions cannot be rolled up to periods. Choose how the times are written.");
  if (count("today") > 1) problems.push("Choose at most one column for today's forecast.");
  return problems;
}

/** A column a period: the times stand in the header. */
export function isWide(recipe: RecipeDraft): boolean {
  return recipe.columns.some((column) => column.role === "period");
}

function wideProblems(recipe: RecipeDraft): string[] {
  const problems: string[] = [];
  const periods = columnsWith(recipe, "period");
  if (periods.length < 2) problems.push("Choose at least two columns that are periods.");
  if (new Set(periods.map((column) => column.unit)).size > 1)
    problems.push("The columns that are periods carry different units. Choose one unit for all.");
  for (const role of ["time", "target", "today"] as const) {
    const [column] = columnsWith(recipe, role);
    if (column)
      problems.push(
        `Column ${column.name} cannot be the ${role === "today" ? "forecast of today" : role}: in a table with a column a period the times stand in the header.`,
      );
  }
  for (const column of columnsWith(recipe, "covariate")) {
    if (column.availability !== "static")
      problems.push(`Column ${column.name} has one value a row here, so it is constant for its series.`);
  }
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
  const steps = canonicalSteps(recipe.steps);
  const later = {
    ...(steps.length === 0 ? {} : { steps: [STEPS_VERSION, ...steps] }),
    ...(recipe.rollUp === null ? {} : { rollUp: recipe.rollUp }),
    ...(recipe.sheet === null ? {} : { sheet: recipe.sheet }),
    ...(recipe.timeZone === null ? {} : { timeZone: [recipe.timeZone.name, recipe.timeZone.as] }),
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
