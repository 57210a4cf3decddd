import { type ModelKey, pairedBootstrap } from "#lib/forecast/index.ts";

/** From the cheapest to keep to the dearest: a later rung must earn its place over every earlier one. */
const LADDER = ["today", "baseline", "statistical", "network"] as const;
export type Rung = (typeof LADDER)[number];

export type VerdictAnswer =
  | "baseline_suffices"
  | "statistics_suffice"
  | "network_pays"
  | "too_little_evidence";

export interface VerdictMethod {
  model: ModelKey;
  /**
   * Money that the method's orders cost on the untouched test folds, by independent unit: a series, or a block of time
   * when there is one series. All methods on the same units; NaN where a unit was not scored.
   */
  costs: ArrayLike<number>;
  /** Money a year to keep the method alive, beyond what the simplest one needs. */
  yearlyUpkeep: number;
  /**
   * Net present value of replacing the simpler method `from` by this one, from the saving of one year before upkeep:
   * what both need is paid once, and not again at each step. Null when the project has no ROI case yet; one year's
   * saving must then exceed the upkeep instead.
   */
  npvOf: ((yearlySaving: number, from: VerdictMethod) => number) | null;
}

export interface VerdictInput {
  unit: "series" | "time_block";
  testFolds: number;
  /** Today's method, where its past forecasts are known; else null. */
  today: VerdictMethod | null;
  /** Seasonal naive. */
  baseline: VerdictMethod;
  /** Chosen on the selection folds alone, as is the network; null when none was run. */
  statistical: VerdictMethod | null;
  network: VerdictMethod | null;
  /** Money on the test folds times this is money a year: yearly units over the test folds' units. */
  yearlyFactor: number;
  seed: number;
}

/** Fewer independent units than this bound nothing: their bootstrap has too few distinct samples. */
export const FEWEST_UNITS = 8;
/** One cutoff is one moment, and all series share its weather. */
export const FEWEST_TEST_FOLDS = 2;
/** An unproven saving of this share of the simpler method's cost is a reason to look again, not to say no. */
const WORTH_ANOTHER_LOOK = 0.1;
/** Two-sided, so that 5 % lie below the lower bound. */
const CONFIDENCE = 0.9;

export type StepOutcome =
  | "pays"
  /** Saves nothing on the test folds. */
  | "no_saving"
  /** Saves, but the lower bound is not above zero. */
  | "not_proven"
  /** Saves beyond doubt, but less than it costs. */
  | "not_worth_it"
  | "too_few_units";

/** One method weighed against one simpler method. Savings are money a year, before upkeep. */
export interface VerdictStep {
  from: ModelKey;
  to: ModelKey;
  units: number;
  yearlyCostFrom: number;
  yearlyCostTo: number;
  yearlySaving: number;
  lower: number;
  upper: number;
  /** Saving over the simpler method's cost; NaN when that cost is zero. */
  share: number;
  yearlyUpkeep: number;
  npv: number | null;
  outcome: StepOutcome;
}

export interface Verdict {
  answer: VerdictAnswer;
  /** The method to deploy: the simplest that nothing beats. */
  recommended: ModelKey;
  /** The step that decided, for the one sentence; null when there was nothing to compare with. */
  decisive: VerdictStep | null;
  /** Every comparison made, simplest first. */
  steps: readonly VerdictStep[];
  unit: VerdictInput["unit"];
  units: number;
  testFolds: number;
  /** Why there is too little evidence, when that is the answer. */
  lack: "units" | "test_folds" | "wide_interval" | null;
}

/**
 * Does the use case need machine learning? Starts from today's method (seasonal naive when there is none) and climbs
 * seasonal naive, best statistical method, best network. A method takes over only if, against the method that stands AND
 * against whichever simpler method was cheapest on the test folds, its saving's 90 % lower bound (paired bootstrap over
 * units) is above zero and its net present value is too. Costs of test folds can thus only keep a step from being
 * taken, never choose its candidate.
 *
 * Too little evidence: fewer than 8 units, fewer than 2 test folds, or nothing took over while some saving of a tenth or
 * more that would be worth its price is neither proven nor ruled out.
 *
 * Pure; the same input gives the same verdict.
 */
export function decideVerdict(input: VerdictInput): Verdict {
  const methods: VerdictMethod[] = [];
  const rungOf = new Map<VerdictMethod, Rung>();
  for (const rung of LADDER) {
    const method = input[rung];
    if (!method) continue;
    methods.push(method);
    rungOf.set(method, rung);
  }
  const scored = scoredUnits(methods);
  const first = methods[0] as VerdictMethod;
  const common = { unit: input.unit, units: scored.length, testFolds: input.testFolds };
  const lack =
    scored.length < FEWEST_UNITS ? "units" : input.testFolds < FEWEST_TEST_FOLDS ? "test_folds" : null;

  const weigh = (from: VerdictMethod, to: VerdictMethod) => weighStep({ from, to, scored, input });
  if (lack) {
    const last = methods.at(-1) as VerdictMethod;
    const steps = last === first ? [] : [weigh(first, last)];
    return {
      answer: "too_little_evidence",
      recommended: first.model,
      decisive: steps[0] ?? null,
      steps,
      lack,
      ...common,
    };
  }

  let standing = first;
  let taken: VerdictStep | null = null;
  let refused: VerdictStep | null = null;
  let openQuestion: VerdictStep | null = null;
  const steps: VerdictStep[] = [];
  for (let i = 1; i < methods.length; i += 1) {
    const candidate = methods[i] as VerdictMethod;
    const simpler = methods.slice(0, i);
    const rivals = new Set([standing, cheapest(simpler, scored)]);
    const made = [...rivals].map((rival) => weigh(rival, candidate));
    steps.push(...made);
    // Against the hardest rival: the one that leaves the smallest saving.
    const hardest = made.reduce((a, b) => (b.yearlySaving < a.yearlySaving ? b : a));
    const failing = made.find((step) => step.outcome !== "pays");
    if (!failing) {
      standing = candidate;
      taken = hardest;
      refused = null;
    } else {
      refused = hardest.outcome === "pays" ? failing : hardest;
      if (
        refused.outcome === "not_proven" &&
        refused.share >= WORTH_ANOTHER_LOOK &&
        isWorthIt(refused, candidate)
      ) {
        openQuestion = refused;
      }
    }
  }

  const rung = rungOf.get(standing) as Rung;
  if (rung === "network")
    return {
      answer: "network_pays",
      recommended: standing.model,
      decisive: taken,
      steps,
      lack: null,
      ...common,
    };
  if (rung === "statistical") {
    return {
      answer: "statistics_suffice",
      recommended: standing.model,
      decisive: refused ?? taken,
      steps,
      lack: null,
      ...common,
    };
  }
  if (openQuestion) {
    return {
      answer: "too_little_evidence",
      recommended: standing.model,
      decisive: openQuestion,
      steps,
      lack: "wide_interval",
      ...common,
    };
  }
  return {
    answer: "baseline_suffices",
    recommended: standing.model,
    decisive: refused ?? taken,
    steps,
    lack: null,
    ...common,
  };
}

/** Units on which every method was scored. */
function scoredUnits(methods: readonly VerdictMethod[]): number[] {
  const length = Math.max(...methods.map((method) => method.costs.length));
  return Array.from({ length }, (_, i) => i).filter((i) =>
    methods.every((method) => Number.isFinite(method.costs[i] ?? Number.NaN)),
  );
}

function costOf(method: VerdictMethod, scored: readonly number[]): number {
  return scored.reduce((sum, i) => sum + (method.costs[i] as number), 0);
}

function cheapest(methods: readonly VerdictMethod[], scored: readonly number[]): VerdictMethod {
  return methods.reduce((best, method) => (costOf(method, scored) < costOf(best, scored) ? method : best));
}

function isWorthIt(
  step: Pick<VerdictStep, "npv" | "yearlySaving" | "yearlyUpkeep">,
  method: VerdictMethod,
): boolean {
  return method.npvOf ? (step.npv as number) > 0 : step.yearlySaving > step.yearlyUpkeep;
}

function weighStep(options: {
  from: VerdictMethod;
  to: VerdictMethod;
  scored: readonly number[];
  input: VerdictInput;
}): VerdictStep {
  const { from, to, scored, input } = options;
  const { yearlyFactor, seed } = input;
  const differences = scored.map((i) => (from.costs[i] as number) - (to.costs[i] as number));
  const { units, mean, lower, upper } = pairedBootstrap({ differences, seed, confidence: CONFIDENCE });
  const yearly = (value: number) => value * units * yearlyFactor;
  const costFrom = costOf(from, scored) * yearlyFactor;
  const yearlySaving = units > 0 ? yearly(mean) : 0;
  const npv = to.npvOf ? to.npvOf(yearlySaving, from) : null;
  const step = {
    from: from.model,
    to: to.model,
    units,
    yearlyCostFrom: costFrom,
    yearlyCostTo: costOf(to, scored) * yearlyFactor,
    yearlySaving,
    lower: yearly(lower),
    upper: yearly(upper),
    share: costFrom > 0 ? yearlySaving / costFrom : Number.NaN,
    yearlyUpkeep: to.yearlyUpkeep,
    npv,
  };
  let outcome: StepOutcome;
  if (units < FEWEST_UNITS) outcome = "too_few_units";
  else if (!(yearlySaving > 0)) outcome = "no_saving";
  else if (!(step.lower > 0)) outcome = "not_proven";
  else outcome = isWorthIt(step, to) ? "pays" : "not_worth_it";
  return { ...step, outcome };
}
