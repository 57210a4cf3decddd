import { cumulate, type Irr, irr, monthlyRate, npv, payback, yearlyRate } from "./cash.ts";
import { missingInputs, type RoiInputs, type UnitCosts } from "./inputs.ts";

export interface MonthlyFlow {
  /** 0 is the start: build and data. Month m's flow falls at its end. */
  month: number;
  benefit: number;
  cost: number;
  net: number;
  /** Running sum of `net`, not discounted. */
  cumulative: number;
}

/** All money is in the project's currency, all rates are shares. */
export interface RoiResult {
  /** Null where the cost was given as money. */
  unitsShort: number | null;
  unitsOver: number | null;
  costOfTodayAYear: number;
  /** The saving alone, fully adopted and after the ramp. */
  savingAYear: number;
  /** Saving and other benefits, after the ramp. */
  benefitAYear: number;
  costAYear: number;
  flows: MonthlyFlow[];
  npv: number;
  irr: Irr;
  paybackMonths: number | null;
  /** Saving, as a share of today's cost, at which the NPV is 0; below 0 when it pays without any. Null if it never is. */
  breakEvenSaving: number | null;
}

/** A case whose every needed input is there. */
type Complete = { [K in keyof RoiInputs]: NonNullable<RoiInputs[K]> };

/** The case as numbers, or null while `missingInputs` names something. */
export function computeRoi(inputs: RoiInputs, costs: UnitCosts | null): RoiResult | null {
  if (missingInputs(inputs, costs).length > 0) return null;
  // Fields of the bases not chosen may be null still; `todayErrors` does not read them.
  const known = inputs as Complete;
  const today = todayErrors(known, costs);
  const savingAYear = today.cost * (known.savingPercent / 100) * (known.adoptionPercent / 100);
  const benefitAYear = savingAYear + known.otherBenefits;
  const flows = monthlyFlows(known, benefitAYear);
  const nets = flows.map((flow) => flow.net);
  const monthly = irr(nets);
  return {
    unitsShort: today.unitsShort,
    unitsOver: today.unitsOver,
    costOfTodayAYear: today.cost,
    savingAYear,
    benefitAYear,
    costAYear: known.runningCost + known.upkeepCost,
    flows,
    npv: npvOfNets(known, nets),
    irr: monthly.rate === null ? monthly : { rate: yearlyRate(monthly.rate), reason: null },
    paybackMonths: payback(nets),
    breakEvenSaving: breakEven(known, today.cost),
  };
}

/**
 * The NPV of the case with a measured saving in place of the assumed one. The saving is thinned by adoption and ramp as
 * the assumed one is; other benefits are left out, since nothing measured stands behind them and a simpler method may
 * bring them too. Null while the case lacks an input that this needs.
 *
 * @param yearlySaving money a year if every order followed the forecast.
 * @param yearlyUpkeep money a year that replaces the case's upkeep.
 */
export function npvOfSaving(
  inputs: RoiInputs,
  { yearlySaving, yearlyUpkeep }: { yearlySaving: number; yearlyUpkeep: number },
): number | null {
  const { buildCost, dataCost, runningCost, adoptionPercent } = inputs;
  if (buildCost === null || dataCost === null || runningCost === null || adoptionPercent === null)
    return null;
  const known = { ...inputs, buildCost, dataCost, runningCost, upkeepCost: yearlyUpkeep };
  const flows = monthlyFlows(known, yearlySaving * (adoptionPercent / 100));
  return npvOfNets(
    known,
    flows.map((flow) => flow.net),
  );
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
 * year, of which the given share is short. In units and money a year.
 */
function todayErrors(inputs: Complete, costs: UnitCosts | null) {
  if (inputs.basis === "money" || costs === null) {
    return { unitsShort: null, unitsOver: null, cost: inputs.errorCost };
  }
  const inError = (inputs.wapePercent / 100) * inputs.unitsAYear;
  const share = inputs.shortSharePercent / 100;
  const unitsShort = inputs.basis === "units" ? inputs.unitsShort : inError * share;
  const unitsOver = inputs.basis === "units" ? inputs.unitsOver : inError * (1 - share);
  return { unitsShort, unitsOver, cost: unitsShort * costs.under + unitsOver * costs.over };
}

type Terms = Pick<Complete, "buildCost" | "dataCost" | "runningCost" | "upkeepCost" | "years" | "rampMonths">;

/**
 * Month 0: −(build + data). Month m = 1 … 12·years: benefit a year · min(1, m / ramp) / 12 − (running + upkeep) / 12,
 * with the whole benefit from month 1 when the ramp is 0.
 */
function monthlyFlows(terms: Terms, benefitAYear: number): MonthlyFlow[] {
  const once = terms.buildCost + terms.dataCost;
  const costAMonth = (terms.runningCost + terms.upkeepCost) / 12;
  const rows = [{ month: 0, benefit: 0, cost: once, net: -once }];
  for (let month = 1; month <= terms.years * 12; month++) {
    const ramp = terms.rampMonths === 0 ? 1 : Math.min(1, month / terms.rampMonths);
    const benefit = (benefitAYear / 12) * ramp;
    rows.push({ month, benefit, cost: costAMonth, net: benefit - costAMonth });
  }
  const sums = cumulate(rows.map((row) => row.net));
  return rows.map((row, i) => ({ ...row, cumulative: sums[i] ?? 0 }));
}

function npvOfNets(terms: Pick<RoiInputs, "discountPercent">, nets: readonly number[]): number {
  return npv(monthlyRate(terms.discountPercent / 100), nets);
}

/** The NPV is linear in the saving: NPV(s) = NPV(0) + s · NPV of today's whole cost saved. Its zero, as a share. */
function breakEven(inputs: Complete, costOfToday: number): number | null {
  const npvAt = (benefit: number) =>
    npvOfNets(
      inputs,
      monthlyFlows(inputs, benefit).map((flow) => flow.net),
    );
  const without = npvAt(inputs.otherBenefits);
  const whole = npvAt(inputs.otherBenefits + costOfToday * (inputs.adoptionPercent / 100)) - without;
  return whole > 0 ? -without / whole : null;
}
