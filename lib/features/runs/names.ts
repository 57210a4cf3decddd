import type { ModelKey } from "#lib/forecast/types.ts";

export const MODEL_NAMES: Record<ModelKey, string> = {
  naive: "Naive",
  seasonal_naive: "Seasonal naive",
  theta: "Theta",
  network: "Network",
  today: "Today's method",
};
