import { seasonsOf } from "../../models/seasons.ts";
import type { NetworkPlan } from "../../neural/plan.ts";
import type { Frequency } from "../../types.ts";
import type { Columns } from "./view.ts";

const RECENT_LAGS = 7;
const PHASE_LAGS = 6;
/** Seasons that a mean of the same phase looks back over. */
const PHASE_MEANS = [4, 12, 26] as const;
/** Means over so many seasons, or over so many steps where there is no season. */
const MEAN_SEASONS = [1, 2, 4, 8, 16] as const;
const MEAN_STEPS = [3, 6, 12, 26, 52] as const;

/** Steps that means look back over, shortest first. */
export const spansOf = ({ season }: NetworkPlan): readonly number[] =>
  season > 1 ? MEAN_SEASONS.map((k) => k * season) : MEAN_STEPS;

/** The latest values, and those of the same phase of the season and of longer seasons. */
export function lagColumns(plan: NetworkPlan, frequency: Frequency): Columns {
  const { season } = plan;
  const longer = seasonsOf({ frequency, season, length: Number.POSITIVE_INFINITY }).filter(
    (steps) => steps > season,
  );
  const count = (n: number, name: string) => Array.from({ length: n }, (_, i) => `${name}_${i}`);
  return {
    names: [
      ...count(RECENT_LAGS, "lag"),
      ...(season > 1 ? [...count(PHASE_LAGS, "phase"), ...PHASE_MEANS.map((k) => `phase_mean_${k}`)] : []),
      ...longer.flatMap((steps) => [`of_${steps}_0`, `of_${steps}_1`, `of_${steps}_mean`]),
    ],
    write({ origin, target, step, phase, scaled, meanEvery }, put) {
      for (let i = 0; i < RECENT_LAGS; i += 1) put(scaled(origin - i));
      if (season > 1) {
        for (let k = 0; k < PHASE_LAGS; k += 1) put(scaled(phase - k * season));
        for (const most of PHASE_MEANS) put(meanEvery(phase, season, most));
      }
      for (const steps of longer) {
        const last = target - steps * Math.ceil(step / steps);
        put(scaled(last));
        put(scaled(last - steps));
        put(meanEvery(last, steps, 4));
      }
    },
  };
}

/** Where the series stands and goes: means over several spans, its spread, zeros, gaps and size. */
export function stateColumns(plan: NetworkPlan): Columns {
  const spans = spansOf(plan);
  const [short, , wide] = spans as [number, number, number];
  const usual = plan.scaling === "ratio" ? 1 : 0;
  return {
    names: [
      ...spans.map((span) => `mean_${span}`),
      ...["trend", "spread", "zeros", "since", "missing", "size"],
    ],
    write({ series, origin, own, scaled, meanOf }, put) {
      const { input, counts, zeros } = series;
      for (const span of spans) put(meanOf(origin - span + 1, origin));
      put(meanOf(origin - short + 1, origin) - meanOf(origin - wide + 1, origin));
      let spread = 0;
      let pairs = 0;
      for (let t = Math.max(0, origin - wide + 1); t <= origin; t += 1) {
        const value = scaled(t);
        if (Number.isNaN(value)) continue;
        spread += Math.abs(value - usual);
        pairs += 1;
      }
      put(pairs > 0 ? spread / pairs : Number.NaN);
      const from = Math.max(0, origin + 1 - plan.lookback);
      const known = (counts[origin + 1] as number) - (counts[from] as number);
      put(known > 0 ? ((zeros[origin + 1] as number) - (zeros[from] as number)) / known : Number.NaN);
      let since = 0;
      while (since < 3 * wide && origin - since >= 0 && !((input.values[origin - since] as number) > 0))
        since += 1;
      put(since);
      put(1 - known / plan.lookback);
      put(plan.scaling === "log" ? own.center : Math.log(own.scale + 1e-9));
    },
  };
}

/** The same days a year ago, by themselves and against what stood before them then. */
export function yearColumns(plan: NetworkPlan): Columns {
  const { yearLag, season, lookback } = plan;
  if (yearLag === 0) return { names: [], write: () => undefined };
  const half = Math.max(1, season >> 1);
  return {
    names: ["year", "year_around", "year_growth"],
    write({ target, origin, scaled, meanOf }, put) {
      const t = target - yearLag;
      const around = meanOf(t - half, t + half);
      const then = meanOf(origin - yearLag - lookback + 1, origin - yearLag);
      put(scaled(t));
      put(around);
      put(plan.scaling === "ratio" ? around / Math.max(0.05, then) : around - then);
    },
  };
}
