import type { ModelKey } from "#lib/forecast/types.ts";

export const MODEL_NAMES: Record<ModelKey, string> = {
  naive: "Naive",
  seasonal_naive: "Seasonal naive",
  drift: "Drift",
  mean: "Mean",
  window_mean: "Mean of the last season",
  ses: "Simple smoothing",
  holt: "Holt's trend",
  damped: "Damped trend",
  hw_additive: "Holt-Winters, additive",
  hw_multiplicative: "Holt-Winters, multiplicative",
  theta: "Theta",
  dynamic_theta: "Dynamic Theta",
  ets: "ETS",
  auto_ets: "AutoETS",
  mstl: "MSTL",
  mstl_theta: "MSTL with Theta",
  comb: "Combination",
  croston: "Croston",
  croston_sba: "Croston (SBA)",
  tsb: "TSB",
  adida: "ADIDA",
  imapa: "IMAPA",
  ridge: "Regression over all series",
  trees: "Boosted trees over all series",
  network: "Network",
  auto: "Forecanvas's choice",
  today: "Today's method",
};

/** Names that stay as they are within a sentence. */
const PROPER: ReadonlySet<ModelKey> = new Set([
  ...["holt", "hw_additive", "hw_multiplicative", "theta", "ets", "auto_ets", "mstl", "mstl_theta"],
  ...["croston", "croston_sba", "tsb", "adida", "imapa", "auto"],
] as ModelKey[]);

/** "naive, seasonal naive, Theta": names within a sentence. */
export function modelWords(models: readonly ModelKey[]): string {
  return models
    .map((key) => {
      const name = MODEL_NAMES[key];
      return PROPER.has(key) ? name : name.charAt(0).toLowerCase() + name.slice(1);
    })
    .join(", ");
}

/** What `auto` tried, by the key that its plan has: "Network, 56 steps back", "Holt's trend". */
export function candidateName(key: string): string {
  const network = /^network-(\d+)$/.exec(key);
  if (network) return `Network, ${network[1]} steps back`;
  const trees = /^trees(?:-(\d+))?$/.exec(key);
  if (trees) return trees[1] ? `Boosted trees, ${trees[1]} steps back` : "Boosted trees";
  return MODEL_NAMES[key as ModelKey] ?? key;
}
