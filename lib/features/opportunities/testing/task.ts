import { benefitOf, COMMON_ASSUMPTIONS } from "../benefit.ts";
import { scoreOf } from "../rank.ts";
import type { Opportunity, RankedOpportunity } from "../view.ts";

/** A task as the database gives it, graded well, with no money and nothing said against it. */
export function taskWith(change: Partial<Opportunity> = {}): Opportunity {
  return {
    id: "019abc00-0000-7000-8000-000000000031",
    name: "Order pasta",
    kind: "forecast",
    predictionRole: null,
    todayMethod: "",
    hoursAYear: null,
    minutesEach: null,
    timesAMonth: null,
    errorCostAYear: null,
    value: 4,
    feasibility: 4,
    dataReadiness: 5,
    risk: 1,
    timeSavedPercent: null,
    errorsAvoidedPercent: null,
    whenNot: [],
    whenNotChecked: true,
    riceReach: null,
    riceImpact: null,
    riceConfidencePercent: null,
    riceEffortMonths: null,
    iceImpact: null,
    iceConfidence: null,
    iceEase: null,
    note: "",
    isChosen: false,
    createdAt: 0,
    updatedAt: 0,
    ...change,
  };
}

export function rankedWith(
  change: Partial<Opportunity> = {},
  hourlyCost: number | null = null,
): RankedOpportunity {
  const task = taskWith(change);
  return {
    ...task,
    ...scoreOf(task),
    rank: 1,
    benefit: benefitOf(task, { ...COMMON_ASSUMPTIONS, hourlyCost }, "EUR"),
    beside: null,
  };
}
