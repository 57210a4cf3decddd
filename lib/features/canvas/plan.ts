import type { BlockProjection } from "./document/project.ts";

export type RuleOfThumb = "naive" | "seasonal_naive";

/** What the plan says that a run may start from; null where it says nothing yet. */
export interface PlanDefaults {
  kind: string | null;
  target: string | null;
  unit: string | null;
  horizonSteps: number | null;
  /** As pandas writes it: D, W, M … */
  frequency: string | null;
  seasonLength: number | null;
  selectionFolds: number | null;
  /** Today's method where it is one of the baselines; null for another rule, or none. */
  ruleOfThumb: RuleOfThumb | null;
  metric: string | null;
  /** The quantile to order at: as typed in Decisions, else what the unit costs imply. */
  quantile: number | null;
  /** Inputs that are planned; null where nobody has said when their values are known. */
  features: readonly { name: string; availability: string | null }[];
  /** How often the model shall learn anew, and what makes it learn out of turn: in words. */
  retraining: { cadence: string | null; trigger: string | null };
}

/** Money per unit, in the project's currency. */
export interface UnitCosts {
  under: number;
  over: number;
}

type Fields = Pick<BlockProjection, "key" | "fields">;

const field = (blocks: readonly Fields[], key: BlockProjection["key"], name: string) =>
  blocks.find((block) => block.key === key)?.fields[name];

const asNumber = (value: unknown) => (typeof value === "number" ? value : null);
const asText = (value: unknown) => (typeof value === "string" ? value : null);

/** Both unit costs, or null while either is absent or a draft. */
export function unitCostsOf(blocks: readonly Fields[]): UnitCosts | null {
  const under = asNumber(field(blocks, "offline_evaluation", "costUnder"));
  const over = asNumber(field(blocks, "offline_evaluation", "costOver"));
  return under === null || over === null ? null : { under, over };
}

/**
 * The newsvendor's critical quantile Cu / (Cu + Co), without a unit, between 0 and 1: ordering the demand's quantile at
 * it costs least (Arrow, Harris and Marschak 1951). Both costs must be above 0, as the canvas's schema has them.
 */
export function criticalQuantile(costs: UnitCosts): number {
  return costs.under / (costs.under + costs.over);
}

export interface HiddenCosts {
  once: number;
  yearly: number;
}

/** The hidden costs of all blocks together, in the project's currency; rows without an amount or a period are left out. */
export function hiddenCostsOf(blocks: readonly Fields[]): HiddenCosts {
  const total: HiddenCosts = { once: 0, yearly: 0 };
  for (const block of blocks) {
    const items = block.fields.hiddenCosts;
    for (const item of Array.isArray(items) ? items : []) {
      const amount = asNumber(item.amount) ?? 0;
      if (item.per === "once") total.once += amount;
      else if (item.per === "year") total.yearly += amount;
    }
  }
  return total;
}

export function planDefaultsOf(blocks: readonly Fields[]): PlanDefaults {
  const task = (name: string) => field(blocks, "prediction_task", name);
  const rule = task("ruleOfThumb");
  const costs = unitCostsOf(blocks);
  return {
    kind: asText(task("kind")),
    target: asText(task("target")),
    unit: asText(task("unit")),
    horizonSteps: asNumber(task("horizonSteps")),
    frequency: asText(task("frequency")),
    seasonLength: asNumber(task("seasonLength")),
    selectionFolds: asNumber(field(blocks, "offline_evaluation", "folds")),
    ruleOfThumb: rule === "naive" || rule === "seasonal_naive" ? rule : null,
    metric: asText(field(blocks, "offline_evaluation", "metric")),
    quantile:
      asNumber(field(blocks, "decisions", "quantile")) ?? (costs === null ? null : criticalQuantile(costs)),
    features: featuresOf(blocks),
    retraining: {
      cadence: asText(field(blocks, "building_models", "cadence")),
      trigger: asText(field(blocks, "building_models", "trigger")),
    },
  };
}

function featuresOf(blocks: readonly Fields[]): PlanDefaults["features"] {
  const rows = field(blocks, "feature_engineering", "features");
  return (Array.isArray(rows) ? rows : []).flatMap((row) => {
    const name = asText(row.name);
    return name === null ? [] : [{ name, availability: asText(row.availability) }];
  });
}

/** True when the planned kind can be planned here but not trained yet. */
export function isUntrainable(defaults: Pick<PlanDefaults, "kind">): boolean {
  return defaults.kind !== null && defaults.kind !== "forecast";
}
