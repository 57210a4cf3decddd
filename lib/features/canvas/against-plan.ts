import { FREQUENCY_CHOICES } from "#lib/format/index.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { blockOf } from "./blocks/index.ts";
import type { PlanDefaults } from "./plan.ts";

/** What a run was made of, in the plan's words. */
export interface RanAs {
  horizonSteps: number;
  seasonLength: number;
  selectionFolds: number;
  /** As pandas writes it. */
  frequency: string;
  /** Names of the methods that were tried; `auto` tries the simple rules by itself. */
  models: readonly string[];
  covariates: readonly { name: string; availability: string }[];
}

export interface PlanDifference {
  block: BlockKey;
  what: string;
  /** What the plan says, and what the run did. */
  plan: string;
  run: string;
}

/** In what a run is another than the one that is planned; what the plan leaves open is no difference. */
export function differencesFromPlan(plan: PlanDefaults, run: RanAs): PlanDifference[] {
  const found: PlanDifference[] = [];
  const compare = (block: BlockKey, what: string, planned: string | number | null, ran: string | number) => {
    if (planned !== null && planned !== ran) found.push({ block, what, plan: `${planned}`, run: `${ran}` });
  };
  const isSameGrain = plan.frequency === null || plan.frequency === run.frequency;
  if (!isSameGrain) {
    compare("prediction_task", "Frequency", wordsOf(plan.frequency ?? ""), wordsOf(run.frequency));
  } else {
    // Steps of another length say nothing about each other.
    compare("prediction_task", "Horizon, steps", plan.horizonSteps, run.horizonSteps);
    compare("prediction_task", "Season, steps", plan.seasonLength, run.seasonLength);
  }
  compare("offline_evaluation", "Folds for selection", plan.selectionFolds, run.selectionFolds);
  const isRuleTried =
    plan.ruleOfThumb === null || run.models.includes(plan.ruleOfThumb) || run.models.includes("auto");
  if (!isRuleTried) {
    const rule = plan.ruleOfThumb === "naive" ? "Same as the last step" : "Same as one season ago";
    compare("prediction_task", "Rule of thumb", rule, "not tried");
  }
  return [...found, ...inputDifferences(plan, run)];
}

function inputDifferences(plan: PlanDefaults, run: RanAs): PlanDifference[] {
  // Somebody who has planned no input has not yet thought of them.
  if (plan.features.length === 0) return [];
  const block = "feature_engineering";
  const ofPlan = plan.features.flatMap(({ name, availability }): PlanDifference[] => {
    const known = availability === null ? "planned" : availabilityWords(availability);
    const covariate = run.covariates.find((one) => isSame(one.name, name));
    if (!covariate && isMade(name)) return [];
    if (!covariate) return [{ block, what: name, plan: known, run: "not in the data" }];
    if (availability === null || availability === covariate.availability) return [];
    return [{ block, what: name, plan: known, run: availabilityWords(covariate.availability) }];
  });
  const ofRun = run.covariates
    .filter(({ name }) => !plan.features.some((feature) => isSame(feature.name, name)))
    .map(({ name, availability }) => ({
      block: block as BlockKey,
      what: name,
      plan: "not planned",
      run: availabilityWords(availability),
    }));
  return [...ofPlan, ...ofRun];
}

/** Three letters alone would make "price" of "pri". */
const LEAST_LETTERS = 4;

/** A column is often the plan's word cut short: `promo`. */
function isSame(column: string, planned: string): boolean {
  const [a, b] = [bare(column), bare(planned)];
  const shorter = Math.min(a.length, b.length);
  return a === b || (shorter >= LEAST_LETTERS && a.slice(0, shorter) === b.slice(0, shorter));
}

/** What the engine makes itself, of the calendar and of the target's own past, is never a column. */
const MADE =
  /\b(weekday|day of|week|month|quarter|year|season|trend|calendar|holiday|past|previous|lag|history)/i;
const isMade = (planned: string) => MADE.test(planned);

/** "Promotion" of the plan is the column `promotion`, "School holidays" is `school_holidays`. */
const bare = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

const wordsOf = (frequency: string) =>
  FREQUENCY_CHOICES.find((choice) => choice.value === frequency)?.label ?? frequency;

function availabilityWords(value: string): string {
  const list = blockOf("feature_engineering").fields.find((field) => field.kind === "list");
  const column = list?.columns.find(({ key }) => key === "availability");
  const options = column?.kind === "choice" ? column.options : [];
  return options.find((option) => option.value === value)?.label.toLowerCase() ?? value;
}
