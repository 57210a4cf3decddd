import type { LocalModel, SeriesFit } from "./contract.ts";
import { dynamicOptimisedTheta } from "./dynamic-theta.ts";
import { ets } from "./ets.ts";
import { mstl, mstlTheta } from "./mstl.ts";
import { naive } from "./naive.ts";

const MEMBERS = [dynamicOptimisedTheta, ets, mstl, mstlTheta] as const;

interface CombState {
  /** Members that could be fitted, by key. */
  members: { key: string; state: object }[];
}

/** Middle value; of an even number the mean of the two in the middle. Sorts `values`. */
function median(values: Float64Array): number {
  values.sort();
  const half = values.length >> 1;
  return values.length % 2 === 1
    ? (values[half] as number)
    : ((values[half - 1] as number) + (values[half] as number)) / 2;
}

function medians(all: readonly Float64Array[]): Float64Array {
  const first = all[0] as Float64Array;
  const out = new Float64Array(first.length);
  const row = new Float64Array(all.length);
  for (let i = 0; i < out.length; i += 1) {
    for (let k = 0; k < row.length; k += 1) row[k] = (all[k] as Float64Array)[i] as number;
    out[i] = median(row);
  }
  return out;
}

/**
 * The median of four methods that err in different ways: dynamic optimised Theta with a fixed season, ETS, and MSTL with
 * either Theta. Simple combinations have won or come near in every M competition; the median shrugs off one member that
 * explodes.
 */
export const comb: LocalModel<CombState> = {
  key: "comb",
  name: "Combination",
  family: "statistical",
  paper:
    "Makridakis & Hibon (2000), The M3-Competition (method Comb S-H-D); Petropoulos & Svetunkov (2020), A simple combination of univariate models, International Journal of Forecasting 36, 110–115",
  gaps: "As each member has it.",
  settles: true,
  fewest: () => 5,
  fitSeries(history, options) {
    const fits: { key: string; fit: SeriesFit<object> }[] = [];
    for (const { key, fitSeries } of MEMBERS) {
      const fit: SeriesFit<object> | null = fitSeries(history, options);
      if (fit) fits.push({ key, fit });
    }
    const first = fits[0];
    if (!first) return null;
    return {
      state: {
        members: fits.map(({ key, fit }) => ({ key, state: fit.state })),
      },
      replay: (options) => medians(fits.map(({ fit }) => fit.replay(options))),
    };
  },
  forecast: ({ members }, horizon) =>
    medians(members.map(({ key, state }) => memberOf(key).forecast(state, horizon))),
  leak: ({ members }) =>
    members.reduce((sum, { key, state }) => sum + (memberOf(key).leak?.(state) ?? 0), 0) / members.length,
};

function memberOf(key: string): LocalModel {
  return MEMBERS.find((member) => member.key === key) ?? naive;
}
