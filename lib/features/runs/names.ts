import type { ModelKey } from "#lib/forecast/types.ts";

export const MODEL_NAMES: Record<ModelKey, string> = {
  naive: "Naive",
  seasonal_naive: "Seasonal naive",
  theta: "Theta",
  dynamic_theta: "Dynamic Theta",
  ets: "ETS",
  mstl: "MSTL",
  comb: "Combination",
  croston_sba: "Croston (SBA)",
  tsb: "TSB",
  network: "Network",
  today: "Today's method",
};

/** Names that stay as they are within a sentence. */
const PROPER: ReadonlySet<ModelKey> = new Set(["theta", "ets", "mstl", "croston_sba", "tsb"]);

/** "naive, seasonal naive, Theta": names within a sentence. */
export function modelWords(models: readonly ModelKey[]): string {
  return models
    .map((key) => {
      const name = MODEL_NAMES[key];
      return PROPER.has(key) ? name : name.charAt(0).toLowerCase() + name.slice(1);
    })
    .join(", ");
}
