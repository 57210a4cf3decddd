import type { RoiInputs } from "./inputs.ts";

/** The costs of a case that the canvas's hidden costs can stand for. */
const COST_KEYS = [
  "buildCost",
  "dataCost",
  "labellingCost",
  "runningCost",
  "licenceCost",
  "peopleCost",
  "upkeepCost",
  "retrainingCost",
  "monitoringCost",
] as const satisfies readonly (keyof RoiInputs)[];
export type CostKey = (typeof COST_KEYS)[number];
export type CanvasCosts = Partial<Record<CostKey, number>>;

/** Where a block's hidden costs belong: what is paid once, and what is paid a year. */
const PLACES: Record<string, { once: CostKey; year: CostKey }> = {
  data_sources: { once: "dataCost", year: "licenceCost" },
  feature_engineering: { once: "dataCost", year: "runningCost" },
  collecting_data: { once: "labellingCost", year: "peopleCost" },
  decisions: { once: "buildCost", year: "peopleCost" },
  building_models: { once: "buildCost", year: "retrainingCost" },
  live_monitoring: { once: "buildCost", year: "monitoringCost" },
};
const ELSEWHERE: { once: CostKey; year: CostKey } = { once: "buildCost", year: "runningCost" };

/**
 * A case's own costs above 0 that count besides the canvas's, in the order of the form: once it follows the canvas, a
 * cost that both name under different heads would count twice.
 */
export function costsBesides(inputs: RoiInputs, costs: CanvasCosts): { key: CostKey; amount: number }[] {
  return COST_KEYS.flatMap((key) => {
    const amount = inputs[key] ?? 0;
    return costs[key] === undefined && amount > 0 ? [{ key, amount }] : [];
  });
}

export const isPaidOnce = (key: CostKey): boolean =>
  key === "buildCost" || key === "dataCost" || key === "labellingCost";

interface Block {
  key: string;
  fields: Record<string, unknown>;
}

/**
 * The hidden costs by the cost that they belong to, in the project's currency. Rows without an amount or a period, and
 * those in another currency, are left out. A cost that the canvas says nothing about is absent.
 */
export function canvasCostsOf(blocks: readonly Block[], currency: string): CanvasCosts {
  const costs: CanvasCosts = {};
  for (const { key, fields } of blocks) {
    const places = PLACES[key] ?? ELSEWHERE;
    const items = Array.isArray(fields.hiddenCosts) ? (fields.hiddenCosts as Record<string, unknown>[]) : [];
    for (const { amount, per, currency: own } of items) {
      if (typeof amount !== "number" || (per !== "once" && per !== "year")) continue;
      if (typeof own === "string" && own !== "" && own !== currency) continue;
      costs[places[per]] = (costs[places[per]] ?? 0) + amount;
    }
  }
  return costs;
}

/** The case with the canvas's costs in place of its own; a canvas cost of the build stands for the roles too. */
export function withCanvasCosts(inputs: RoiInputs, costs: CanvasCosts): RoiInputs {
  const changed = { ...inputs, ...costs };
  return costs.buildCost === undefined ? changed : { ...changed, buildRoles: [] };
}
