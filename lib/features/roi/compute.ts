import { type Irr, irr, monthlyRate, npv, payback, yearlyRate } from "./cash.ts";
import { type CashTerms, type MonthlyFlow, monthlyFlows } from "./flows.ts";
import { costTotals, missingInputs, type RoiInputs, type UnitCosts } from "./inputs.ts";

/** All money is in the project's currency, all rates are shares. */
export interface RoiResult {
  /** Null where the cost was given as money. */
  unitsShort: number | null;
  unitsOver: number | null;
  costOfTodayAYear: number;
  /** The saving alone, fully adopted and after the ramp. */
  savingAYear: number;
  /** The saving's two sides: money of fewer units short and of fewer over. Null where the cost was given as money. */
  savingShortAYear: number | null;
  savingOverAYear: number | null;
  /** Saving, labour and other benefits, in the first year, after the ramp. */
  benefitAYear: number;
  /** Build, data and labelling. */
  costOnce: number;
  costAYear: number;
  flows: MonthlyFlow[];
  npv: number;
  irr: Irr;
  paybackMonths: number | null;
  /** Saving, as a share of today's cost, at which the NPV is 0; below 0 when it pays without any. Null if it never is. */
  breakEvenSaving: number | null;
}

/** The case as numbers, or null while `missingInputs` names something. */
export function computeRoi(inputs: RoiInputs, costs: UnitCosts | null): RoiResult | null {
  if (missingInputs(inputs, costs).length > 0) return null;
  const today = todayErrors(inputs, costs);
  const share = ((inputs.savingPercent ?? 0) / 100) * ((inputs.adoptionPercent ?? 0) / 100);
  const savingAYear = today.cost * share;
  const benefitAYear = savingAYear + inputs.labourSaved + (inputs.otherBenefits ?? 0);
  const terms = cashTerms(inputs, benefitAYear);
  const flows = monthlyFlows(terms);
  const nets = flows.map((flow) => flow.net);
  const monthly = irr(nets);
  const side = (units: number | null, price: number | undefined) =>
    units === null || price === undefined ? null : units * price * share;
  return {
    unitsShort: today.unitsShort,
    unitsOver: today.unitsOver,
    costOfTodayAYear: today.cost,
    savingAYear,
    savingShortAYear: side(today.unitsShort, costs?.under),
    savingOverAYear: side(today.unitsOver, costs?.over),
    benefitAYear,
    costOnce: terms.once,
    costAYear: terms.costAYear,
    flows,
    npv: npvOfNets(inputs, nets),
    irr: monthly.rate === null ? monthly : { rate: yearlyRate(monthly.rate), reason: null },
    paybackMonths: payback(nets),
    breakEvenSaving: breakEven(inputs, today.cost),
  };
}

/**
 * The NPV of the case with a measured saving in place of the assumed one. The saving is thinned by adoption and ramp as
 * the assumed one is; labour saved and other benefits are left out, since nothing measured stands behind them and a
 * simpler method may bring them too. Null while the case lacks an input that this needs.
 *
 * @param yearlySaving money a year if every order followed the forecast.
 * @param yearlyUpkeep money a year that replaces the case's upkeep, retraining and monitoring.
 */
export function npvOfSaving(
  inputs: RoiInputs,
  { yearlySaving, yearlyUpkeep }: { yearlySaving: number; yearlyUpkeep: number },
): number | null {
  const { buildCost, buildRoles, dataCost, runningCost, adoptionPercent } = inputs;
  const isBuildGiven = buildCost !== null || buildRoles.length > 0;
  if (!isBuildGiven || dataCost === null || runningCost === null || adoptionPercent === null) return null;
  const { running } = costTotals(inputs);
  const terms = cashTerms(inputs, yearlySaving * (adoptionPercent / 100));
  return npvOfTerms({ ...terms, costAYear: running + yearlyUpkeep });
}

/**
 * The NPV of going from one method of the project to a dearer one: both share what is built and run, so only the saving
 * beyond the simpler method counts, and only the upkeep beyond the simpler method's. Null as `npvOfSaving`.
 */
export function npvOfStep(
  inputs: RoiInputs,
  step: { yearlySaving: number; yearlyUpkeep: number },
): number | null {
  const whole = npvOfSaving(inputs, step);
  const shared = npvOfSaving(inputs, { yearlySaving: 0, yearlyUpkeep: 0 });
  return whole === null || shared === null ? null : whole - shared;
}

/**
 * Cost of today's errors a year = units short · Cu + units over · Co. From a WAPE: units in error = WAPE · units a
 * year, of which the given share is short. In units and money a year; what is not given yet counts 0.
 */
export function todayErrors(inputs: RoiInputs, costs: UnitCosts | null) {
  if (inputs.basis === "money" || costs === null) {
    return { unitsShort: null, unitsOver: null, cost: inputs.errorCost ?? 0 };
  }
  const inError = ((inputs.wapePercent ?? 0) / 100) * (inputs.unitsAYear ?? 0);
  const share = (inputs.shortSharePercent ?? 0) / 100;
  const unitsShort = inputs.basis === "units" ? (inputs.unitsShort ?? 0) : inError * share;
  const unitsOver = inputs.basis === "units" ? (inputs.unitsOver ?? 0) : inError * (1 - share);
  return { unitsShort, unitsOver, cost: unitsShort * costs.under + unitsOver * costs.over };
}

function cashTerms(inputs: RoiInputs, benefitAYear: number): CashTerms {
  const { once, running, upkeep } = costTotals(inputs);
  const { years, rampMonths, growthPercent, discountPercent } = inputs;
  return {
    once,
    benefitAYear,
    costAYear: running + upkeep,
    years,
    rampMonths,
    growthPercent,
    discountPercent,
  };
}

function npvOfNets(terms: Pick<CashTerms, "discountPercent">, nets: readonly number[]): number {
  return npv(monthlyRate(terms.discountPercent / 100), nets);
}

function npvOfTerms(terms: CashTerms): number {
  return npvOfNets(
    terms,
    monthlyFlows(terms).map((flow) => flow.net),
  );
}

/** The NPV is linear in the saving: NPV(s) = NPV(0) + s · NPV of today's whole cost saved. Its zero, as a share. */
function breakEven(inputs: RoiInputs, costOfToday: number): number | null {
  const npvAt = (benefit: number) => npvOfTerms(cashTerms(inputs, benefit));
  const besides = inputs.labourSaved + (inputs.otherBenefits ?? 0);
  const without = npvAt(besides);
  const whole = npvAt(besides + costOfToday * ((inputs.adoptionPercent ?? 0) / 100)) - without;
  return whole > 0 ? -without / whole : null;
}
