import type { ModelKey } from "#lib/forecast/types.ts";

export const MODEL_NAMES: Record<ModelKey, string> = {
  naive: "Naive",
  seasonal_naive: "Seasonal naive",
  theta: "Theta",
  network: "Network",
  today: "Today's method",
};

/** "naive, seasonal naive, Theta": names within a sentence; Theta is a name of its own. */
export function modelWords(models: readonly ModelKey[]): string {
  return models.map((key) => (key === "theta" ? "Theta" : MODEL_NAMES[key].toLowerCase())).join(", ");
}
