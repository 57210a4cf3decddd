import type { PredictionKind } from "#lib/platform/prisma/enums.ts";
import type { Ranked } from "./rank.ts";

export const KIND_NAMES: Record<PredictionKind, string> = {
  forecast: "Forecast",
  regression: "Regression",
  classification: "Classification",
  ranking: "Ranking",
  anomaly: "Anomaly",
  none: "No prediction",
};

/** What stands under each kind in the form. */
export const KIND_HINTS: Record<PredictionKind, string> = {
  forecast: "how much, and when",
  regression: "how much, without a time",
  classification: "which of several",
  ranking: "in which order",
  anomaly: "what is unusual",
  none: "a rule or a person is better",
};

/** One task of the process; money in the project's currency, times are milliseconds since 1970 UTC. */
export interface Opportunity {
  id: string;
  name: string;
  kind: PredictionKind;
  todayMethod: string;
  hoursAYear: number | null;
  errorCostAYear: number | null;
  value: number | null;
  feasibility: number | null;
  dataReadiness: number | null;
  risk: number | null;
  note: string;
  isChosen: boolean;
  createdAt: number;
  updatedAt: number;
}

export type RankedOpportunity = Ranked<Opportunity>;

/** "Value 4 × feasibility 3 = 12; risk 2 takes 10 % off." */
export function reasonsInWords(task: Pick<RankedOpportunity, "reasons">): string {
  return `${task.reasons.join("; ")}.`;
}

/** The page's first sentence: what leads, and whether the project is about it. */
export function opportunitiesInWords(tasks: readonly RankedOpportunity[]): string {
  const [best] = tasks;
  const chosen = tasks.find((task) => task.isChosen);
  if (!best) return "";
  if (best.rank === null) {
    return chosen
      ? `This project is about “${chosen.name}”. Nothing is ranked yet: grade value and feasibility.`
      : "Nothing is ranked yet: grade value and feasibility.";
  }
  if (!chosen) return `“${best.name}” leads with ${best.score} of 25. Nothing is chosen yet.`;
  if (chosen.rank === best.rank) {
    return `This project is about “${chosen.name}”, which leads with ${chosen.score} of 25.`;
  }
  const place = chosen.rank === null ? "has no rank" : `stands at place ${chosen.rank}`;
  return `This project is about “${chosen.name}”, which ${place}; “${best.name}” leads with ${best.score} of 25.`;
}
