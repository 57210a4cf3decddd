import {
  isWithoutPrediction,
  KIND_NAMES,
  type RankedOpportunity,
} from "#lib/features/opportunities/index.ts";

/** What a prediction could do for a task: "Forecast could help", "No prediction". */
export function roleInWords(task: Pick<RankedOpportunity, "kind" | "predictionRole">): string {
  if (isWithoutPrediction(task)) return "No prediction";
  const kind = KIND_NAMES[task.kind];
  if (task.predictionRole === "replace") return `${kind} could replace it`;
  return task.predictionRole === "help" ? `${kind} could help` : kind;
}
