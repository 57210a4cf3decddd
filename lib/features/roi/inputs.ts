/** How the cost of today's method is known. */
export const BASES = ["wape", "units", "money"] as const;

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
  otherBenefits: number | null;
  buildCost: number | null;
  dataCost: number | null;
  runningCost: number | null;
  upkeepCost: number | null;
  years: number;
  discountPercent: number;
  rampMonths: number;
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
  otherBenefits: 0,
  buildCost: null,
  dataCost: 0,
  runningCost: null,
  upkeepCost: null,
  years: 3,
  discountPercent: 8,
  rampMonths: 6,
};

export interface UnitCosts {
  under: number;
  over: number;
}

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
  dataCost: "data and labelling",
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
  const missing = keys.filter((key) => inputs[key] === null).map((key) => NAMES[key] ?? key);
  return costs === null && inputs.basis !== "money" ? ["unit costs (in the canvas)", ...missing] : missing;
}
