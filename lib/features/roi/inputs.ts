/** How the cost of today's method is known. */
export const BASES = ["wape", "units", "money"] as const;

/** A share of the build: a role, its days, and what a day of it costs. */
export type BuildRole = { role: string; days: number; dayRate: number };

/** The case as typed: null is "not given yet". Percentages are in percent, as people type them. See `schema.ts`. */
export type RoiInputs = {
  unitsAYear: number | null;
  basis: (typeof BASES)[number];
  wapePercent: number | null;
  shortSharePercent: number | null;
  unitsShort: number | null;
  unitsOver: number | null;
  errorCost: number | null;
  savingPercent: number | null;
  adoptionPercent: number | null;
  labourSaved: number;
  otherBenefits: number | null;
  growthPercent: number;
  buildRoles: BuildRole[];
  buildCost: number | null;
  dataCost: number | null;
  labellingCost: number;
  runningCost: number | null;
  licenceCost: number;
  peopleCost: number;
  upkeepCost: number | null;
  retrainingCost: number;
  monitoringCost: number;
  years: number;
  discountPercent: number;
  rampMonths: number;
  /** "2027-01", the month in which the build is paid; null leaves the months without dates. */
  startMonth: string | null;
};

/** A case nobody has filled in. What is zero or set here is common practice, shown, and to be changed. */
export const EMPTY_ROI: RoiInputs = {
  unitsAYear: null,
  basis: "wape",
  wapePercent: null,
  shortSharePercent: 50,
  unitsShort: null,
  unitsOver: null,
  errorCost: null,
  savingPercent: null,
  adoptionPercent: 100,
  labourSaved: 0,
  otherBenefits: 0,
  growthPercent: 0,
  buildRoles: [],
  buildCost: null,
  dataCost: 0,
  labellingCost: 0,
  runningCost: null,
  licenceCost: 0,
  peopleCost: 0,
  upkeepCost: null,
  retrainingCost: 0,
  monitoringCost: 0,
  years: 3,
  discountPercent: 8,
  rampMonths: 6,
  startMonth: null,
};

export type UnitCosts = { under: number; over: number };

const NAMES: Partial<Record<keyof RoiInputs, string>> = {
  unitsAYear: "units a year",
  wapePercent: "WAPE of today's method",
  shortSharePercent: "share of units short",
  unitsShort: "units short",
  unitsOver: "units over",
  errorCost: "cost of today's errors",
  savingPercent: "expected saving",
  adoptionPercent: "adoption",
  otherBenefits: "other benefits",
  buildCost: "build cost",
  dataCost: "cost of data",
  runningCost: "running cost",
  upkeepCost: "upkeep",
};

const ALWAYS = [
  "savingPercent",
  "adoptionPercent",
  "otherBenefits",
  "buildCost",
  "dataCost",
  "runningCost",
  "upkeepCost",
] as const;
const BY_BASIS = {
  wape: ["unitsAYear", "wapePercent", "shortSharePercent"],
  units: ["unitsShort", "unitsOver"],
  money: ["errorCost"],
} as const satisfies Record<RoiInputs["basis"], readonly (keyof RoiInputs)[]>;

/** The names of what the computation still needs, in the order of the form; empty when it can be done. */
export function missingInputs(inputs: RoiInputs, costs: UnitCosts | null): string[] {
  const keys = [...BY_BASIS[inputs.basis], ...ALWAYS];
  const isGiven = (key: keyof RoiInputs) =>
    inputs[key] !== null || (key === "buildCost" && inputs.buildRoles.length > 0);
  const missing = keys.filter((key) => !isGiven(key)).map((key) => NAMES[key] ?? key);
  return costs === null && inputs.basis !== "money" ? ["unit costs (in the canvas)", ...missing] : missing;
}

type Costs = Pick<
  RoiInputs,
  | "buildRoles"
  | "buildCost"
  | "dataCost"
  | "labellingCost"
  | "runningCost"
  | "licenceCost"
  | "peopleCost"
  | "upkeepCost"
  | "retrainingCost"
  | "monitoringCost"
>;

/** Build in money, once: Σ days · day rate, and what is given besides. Null while neither is there. */
export function buildTotal({ buildRoles, buildCost }: Pick<RoiInputs, "buildRoles" | "buildCost">) {
  if (buildCost === null && buildRoles.length === 0) return null;
  return buildRoles.reduce((sum, { days, dayRate }) => sum + days * dayRate, buildCost ?? 0);
}

/**
 * The costs in money, once and a year. Upkeep is what only a trained method needs (watching, retraining, monitoring);
 * running is what any method needs. What is not given yet counts 0 here: ask `missingInputs` first.
 */
export function costTotals(costs: Costs): { once: number; running: number; upkeep: number } {
  return {
    once: (buildTotal(costs) ?? 0) + (costs.dataCost ?? 0) + costs.labellingCost,
    running: (costs.runningCost ?? 0) + costs.licenceCost + costs.peopleCost,
    upkeep: (costs.upkeepCost ?? 0) + costs.retrainingCost + costs.monitoringCost,
  };
}
