import { buildTotal, type RoiInputs, type UnitCosts } from "./inputs.ts";

export const SHAPES = ["triangular", "normal", "uniform", "fixed"] as const;
export type Shape = (typeof SHAPES)[number];

/** How far an input may lie from its value. For `normal` low and high are the ends of a 90 % interval. */
export type Range = { shape: Shape; low: number; high: number };

/** Every input of a case that may turn out otherwise. `buildCost` is the whole build, roles too. */
export const UNCERTAIN_KEYS = [
  "costUnder",
  "costOver",
  "unitsAYear",
  "wapePercent",
  "shortSharePercent",
  "unitsShort",
  "unitsOver",
  "errorCost",
  "savingPercent",
  "adoptionPercent",
  "rampMonths",
  "growthPercent",
  "labourSaved",
  "otherBenefits",
  "buildCost",
  "dataCost",
  "labellingCost",
  "runningCost",
  "licenceCost",
  "peopleCost",
  "upkeepCost",
  "retrainingCost",
  "monitoringCost",
  "discountPercent",
] as const;
export type UncertainKey = (typeof UNCERTAIN_KEYS)[number];
export type Ranges = Partial<Record<UncertainKey, Range>>;

interface Habit {
  /** Low and high as factors of the value, or as points beside it. */
  low: number;
  high: number;
  how: "times" | "plus";
  /** What the input may be at most and at least. */
  min: number;
  max: number;
  moreIsBetter: boolean;
  /** As it goes on after "it hinges on". */
  words: string;
  name: string;
  unit: "money" | "percent" | "units" | "months";
}

const MOST = 1e12;
const gain = (name: string, words: string, unit: Habit["unit"], low: number, high: number): Habit => ({
  low,
  high,
  how: "times",
  min: 0,
  max: unit === "percent" ? 100 : MOST,
  moreIsBetter: true,
  words,
  name,
  unit,
});
const cost = (name: string, words: string, low: number, high: number): Habit => ({
  ...gain(name, words, "money", low, high),
  moreIsBetter: false,
});

/**
 * The range suggested until somebody gives another. These are rules of thumb and no measurement: costs run over more
 * often than under (Flyvbjerg and Budzier, "Why your IT project may be riskier than you think", Harvard Business Review
 * 2011), savings fall short of the plan more often than they exceed it. All are shown beside the input.
 */
export const HABITS: Record<UncertainKey, Habit> = {
  costUnder: gain("Cost of one unit short", "the cost of a stock-out", "money", 0.7, 1.4),
  costOver: gain("Cost of one unit over", "the cost of a unit left over", "money", 0.7, 1.4),
  unitsAYear: gain("Units a year", "the volume", "units", 0.9, 1.1),
  wapePercent: { ...gain("WAPE of today's method", "today's error", "percent", 0.85, 1.15), max: 1000 },
  shortSharePercent: gain("Of the error, units short", "how much of the error is short", "percent", 0.8, 1.2),
  unitsShort: gain("Units short a year", "the units short", "units", 0.85, 1.15),
  unitsOver: gain("Units over a year", "the units over", "units", 0.85, 1.15),
  errorCost: gain("Cost of today's errors", "the cost of today's errors", "money", 0.8, 1.2),
  savingPercent: gain("Saving on today's cost", "the saving", "percent", 0.5, 1.3),
  adoptionPercent: gain("Adoption", "adoption by those who order", "percent", 0.7, 1.1),
  rampMonths: {
    ...cost("Months until it is whole", "how fast it is adopted", 0.5, 2),
    max: 60,
    unit: "months",
  },
  growthPercent: {
    ...gain("Growth a year", "the growth of the volume", "percent", -3, 3),
    how: "plus",
    min: -50,
  },
  labourSaved: gain("Labour saved", "the labour saved", "money", 0.5, 1.2),
  otherBenefits: gain("Other benefits", "the other benefits", "money", 0.5, 1.2),
  buildCost: cost("Build", "the cost to build", 0.9, 1.5),
  dataCost: cost("Data", "the cost of data", 0.9, 1.5),
  labellingCost: cost("Labelling", "the cost of labelling", 0.9, 1.5),
  runningCost: cost("Infrastructure", "the infrastructure", 0.9, 1.3),
  licenceCost: cost("Licences", "the licences", 0.9, 1.3),
  peopleCost: cost("People in the loop", "the people in the loop", 0.8, 1.4),
  upkeepCost: cost("Upkeep", "the upkeep", 0.8, 1.5),
  retrainingCost: cost("Retraining", "the cost of retraining", 0.8, 1.5),
  monitoringCost: cost("Monitoring", "the cost of monitoring", 0.8, 1.5),
  discountPercent: {
    ...cost("Discount rate", "the discount rate", -3, 3),
    how: "plus",
    max: 100,
    unit: "percent",
  },
};

const BY_BASIS: Record<RoiInputs["basis"], readonly UncertainKey[]> = {
  wape: ["costUnder", "costOver", "unitsAYear", "wapePercent", "shortSharePercent"],
  units: ["costUnder", "costOver", "unitsShort", "unitsOver"],
  money: ["errorCost"],
};
const OF_A_BASIS = new Set(Object.values(BY_BASIS).flat());

/** The keys that bear on a case, by how the cost of today is known; what is 0 in the case is left out. */
export function keysOf(inputs: RoiInputs, costs: UnitCosts | null): UncertainKey[] {
  return UNCERTAIN_KEYS.filter((key) => {
    if (OF_A_BASIS.has(key)) return BY_BASIS[inputs.basis].includes(key);
    if (key === "growthPercent" || key === "discountPercent" || key === "rampMonths") return true;
    return likelyOf(key, inputs, costs) !== 0;
  });
}

/** The case's own value of an input; 0 where nothing is given. */
export function likelyOf(key: UncertainKey, inputs: RoiInputs, costs: UnitCosts | null): number {
  if (key === "costUnder") return costs?.under ?? 0;
  if (key === "costOver") return costs?.over ?? 0;
  if (key === "buildCost") return buildTotal(inputs) ?? 0;
  return inputs[key] ?? 0;
}

/** The range in force: the case's own, else the suggested one around the value, within what the input may be. */
export function rangeOf(key: UncertainKey, likely: number, ranges: Ranges): Range {
  const own = ranges[key];
  if (own) return own;
  const { low, high, how, min, max } = HABITS[key];
  const within = (value: number) => Math.min(max, Math.max(min, value));
  const at = (by: number) => within(how === "times" ? likely * by : likely + by);
  return { shape: "triangular", low: Math.min(likely, at(low)), high: Math.max(likely, at(high)) };
}

/** The case at one end of all its ranges at once: everything goes badly, or everything goes well. */
export function caseAtEnds(options: {
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  ranges: Ranges;
  end: "worse" | "better";
}): RoiInputs {
  const { inputs, unitCosts, ranges, end } = options;
  const changed: RoiInputs = { ...inputs };
  for (const key of keysOf(inputs, unitCosts)) {
    // Unit costs are the canvas's, the same for all cases; the discount rate is a choice and no luck.
    if (key === "costUnder" || key === "costOver" || key === "discountPercent") continue;
    const likely = likelyOf(key, inputs, unitCosts);
    if (likely === 0 && inputs[key] === null) continue;
    const { low, high } = rangeOf(key, likely, ranges);
    const value = rounded((end === "better") === HABITS[key].moreIsBetter ? high : low);
    if (key === "buildCost") {
      // The roles stay as they are where they fit; what is more or less stands besides.
      const roles = inputs.buildRoles.reduce((sum, role) => sum + role.days * role.dayRate, 0);
      if (value < roles) changed.buildRoles = [];
      changed.buildCost = value < roles ? value : rounded(value - roles);
    } else if (key === "rampMonths") changed.rampMonths = Math.round(value);
    else changed[key] = value;
  }
  return changed;
}

/** Four digits are enough for an assumption. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
