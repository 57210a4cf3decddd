import { seasonsOf } from "../../models/seasons.ts";
import type { NetworkPlan } from "../../neural/plan.ts";
import { scaleValue, type WindowScale } from "../../neural/windows.ts";
import { timeAtPosition } from "../../panel.ts";
import type { Panel } from "../../types.ts";
import type { TreeSeries } from "./series.ts";

const RECENT_LAGS = 7;
const PHASE_LAGS = 6;
/** Seasons that a mean of the same phase looks back over. */
const PHASE_MEANS = [4, 12, 26] as const;
const MATCHED_PHASES = 30;
/** Means over so many seasons, or over so many steps where there is no season. */
const MEAN_SEASONS = [1, 2, 4, 8, 16] as const;
const MEAN_STEPS = [3, 6, 12, 26, 52] as const;

/** Writes rows of the table that the trees learn from. */
export interface FeatureWriter {
  columns: readonly string[];
  write(options: {
    series: TreeSeries;
    origin: number;
    step: number;
    own: WindowScale;
    out: Float32Array;
    at: number;
  }): void;
}

/**
 * What the trees see of one step ahead of one origin: values of the same phase and the latest ones, means over windows of several lengths,
 * the same days of last year, the calendar of the day that is forecast, and its covariates known ahead together with what they did
 * before. All in the window's scale; missing is NaN.
 */
export function openFeatures(panel: Panel, plan: NetworkPlan): FeatureWriter {
  const { season, yearLag, horizon } = plan;
  const windows = season > 1 ? MEAN_SEASONS.map((k) => k * season) : MEAN_STEPS;
  const columns: string[] = ["step"];
  for (let i = 0; i < RECENT_LAGS; i += 1) columns.push(`lag_${i}`);
  if (season > 1) {
    for (let k = 0; k < PHASE_LAGS; k += 1) columns.push(`phase_${k}`);
    for (const k of PHASE_MEANS) columns.push(`phase_mean_${k}`);
  }
  const longer = seasonsOf({ frequency: panel.frequency, season, length: Number.POSITIVE_INFINITY }).filter(
    (steps) => steps > season,
  );
  for (const steps of longer) columns.push(`of_${steps}_0`, `of_${steps}_1`, `of_${steps}_mean`);
  for (const w of windows) columns.push(`mean_${w}`);
  columns.push("trend", "spread", "zeros", "since", "missing", "size");
  if (yearLag > 0) columns.push("year", "year_around", "year_growth");
  const { unit } = panel.frequency;
  const calendar = calendarNames(unit, season);
  columns.push(...calendar);
  plan.channels.forEach(({ name, category, knownAhead, flag }) => {
    const key = category === null ? name : `${name}=${category}`;
    if (!knownAhead) columns.push(`${key}:last`, `${key}:mean`);
    else {
      columns.push(`${key}:now`, `${key}:before`, `${key}:after`, `${key}:mean`, `${key}:phase`);
      if (flag || category !== null)
        columns.push(`${key}:run`, `${key}:left`, `${key}:matched`, `${key}:lift`);
    }
  });
  const groups = new Set(plan.statics.map(({ name }) => name));
  columns.push(...groups);
  const times = new Map<number, Float32Array>();

  return {
    columns,
    write({ series, origin, step, own, out, at: start }) {
      const { input, sums, counts, zeros } = series;
      const { values } = input;
      let at = start;
      const put = (value: number) => {
        out[at] = value;
        at += 1;
      };
      const scaled = (t: number) => {
        const value = t >= 0 && t <= origin ? (values[t] as number) : Number.NaN;
        return Number.isNaN(value) ? Number.NaN : scaleValue(plan, own, value);
      };
      const meanOf = (from: number, to: number) => {
        const [a, b] = [Math.max(0, from), Math.min(origin, to) + 1];
        if (b <= a) return Number.NaN;
        const known = (counts[b] as number) - (counts[a] as number);
        return known > 0
          ? (((sums[b] as number) - (sums[a] as number)) / known - own.center) / own.scale
          : Number.NaN;
      };
      const target = origin + step;
      const phase = target - season * Math.ceil(step / season);
      put(step);
      for (let i = 0; i < RECENT_LAGS; i += 1) put(scaled(origin - i));
      if (season > 1) {
        for (let k = 0; k < PHASE_LAGS; k += 1) put(scaled(phase - k * season));
        let sum = 0;
        let n = 0;
        let k = 0;
        for (const until of PHASE_MEANS) {
          for (; k < until; k += 1) {
            const value = scaled(phase - k * season);
            if (Number.isNaN(value)) continue;
            sum += value;
            n += 1;
          }
          put(n > 0 ? sum / n : Number.NaN);
        }
      }
      for (const steps of longer) {
        const last = target - steps * Math.ceil(step / steps);
        put(scaled(last));
        put(scaled(last - steps));
        let sum = 0;
        let n = 0;
        for (let k = 0; k < 4; k += 1) {
          const value = scaled(last - k * steps);
          if (Number.isNaN(value)) continue;
          sum += value;
          n += 1;
        }
        put(n > 0 ? sum / n : Number.NaN);
      }
      for (const w of windows) put(meanOf(origin - w + 1, origin));
      put(
        meanOf(origin - (windows[0] as number) + 1, origin) -
          meanOf(origin - (windows[2] as number) + 1, origin),
      );
      const wide = windows[2] as number;
      let spread = 0;
      let pairs = 0;
      for (let t = Math.max(0, origin - wide + 1); t <= origin; t += 1) {
        const value = scaled(t);
        if (Number.isNaN(value)) continue;
        spread += Math.abs(value - (plan.scaling === "ratio" ? 1 : 0));
        pairs += 1;
      }
      put(pairs > 0 ? spread / pairs : Number.NaN);
      const from = Math.max(0, origin + 1 - plan.lookback);
      const known = (counts[origin + 1] as number) - (counts[from] as number);
      put(known > 0 ? ((zeros[origin + 1] as number) - (zeros[from] as number)) / known : Number.NaN);
      let since = 0;
      while (since < 3 * wide && origin - since >= 0 && !((values[origin - since] as number) > 0)) since += 1;
      put(since);
      put(1 - known / plan.lookback);
      put(plan.scaling === "log" ? own.center : Math.log(own.scale + 1e-9));
      if (yearLag > 0) {
        const t = target - yearLag;
        const around = meanOf(t - Math.max(1, season >> 1), t + Math.max(1, season >> 1));
        const then = meanOf(origin - yearLag - plan.lookback + 1, origin - yearLag);
        put(scaled(t));
        put(around);
        put(plan.scaling === "ratio" ? around / Math.max(0.05, then) : around - then);
      }
      const position = input.start + target;
      let day = times.get(position);
      if (!day) {
        day = calendarOf(calendar, timeAtPosition(panel, position), position, season);
        times.set(position, day);
      }
      for (const value of day) put(value);
      plan.channels.forEach(({ knownAhead, flag, category }, c) => {
        const channel = input.channels[c] as Float32Array;
        const mean = (a: number, b: number) => {
          let sum = 0;
          let n = 0;
          for (let t = Math.max(0, a); t <= b; t += 1) {
            sum += channel[t] as number;
            n += 1;
          }
          return n > 0 ? sum / n : Number.NaN;
        };
        if (!knownAhead) {
          put(channel[origin] as number);
          put(mean(origin - (windows[1] as number) + 1, origin));
          return;
        }
        const last = input.length + horizon - 1;
        const now = channel[target] ?? Number.NaN;
        put(now);
        put(channel[target - 1] ?? Number.NaN);
        put(target < last && step < horizon ? (channel[target + 1] as number) : Number.NaN);
        put(mean(origin - (windows[2] as number) + 1, origin));
        let sum = 0;
        let n = 0;
        for (let k = 0; k < 4; k += 1) {
          const t = phase - k * season;
          if (t < 0) break;
          sum += channel[t] as number;
          n += 1;
        }
        put(n > 0 ? sum / n : Number.NaN);
        if (!flag && category === null) return;
        let run = 0;
        while (run < 2 * horizon && target - run - 1 >= 0 && channel[target - run - 1] === now) run += 1;
        put(run);
        let left = 0;
        while (step + left < horizon && channel[target + left + 1] === now) left += 1;
        put(left);
        const matched = { sum: 0, n: 0 };
        for (let k = 0; k < MATCHED_PHASES && matched.n < 6; k += 1) {
          const t = phase - k * season;
          if (t < 0) break;
          if (channel[t] !== now) continue;
          const value = scaled(t);
          if (Number.isNaN(value)) continue;
          matched.sum += value;
          matched.n += 1;
        }
        put(matched.n > 0 ? matched.sum / matched.n : Number.NaN);
        // Half a year or so of the days with and without.
        let [on, ons, off, offs] = [0, 0, 0, 0];
        for (let t = origin; t > origin - MATCHED_PHASES * season && t >= 0; t -= 1) {
          const value = scaled(t);
          if (Number.isNaN(value)) continue;
          if ((channel[t] as number) > 0) {
            on += value;
            ons += 1;
          } else {
            off += value;
            offs += 1;
          }
        }
        put(ons > 2 && offs > 2 ? on / ons - off / offs : Number.NaN);
      });
      let s = 0;
      for (const name of groups) {
        let value = Number.NaN;
        while (s < plan.statics.length && plan.statics[s]?.name === name) {
          const own = input.statics[s] as number;
          const category = plan.statics[s]?.category ?? null;
          if (category === null) value = own;
          else if (own === 1) value = category;
          s += 1;
        }
        put(value);
      }
    },
  };
}

function calendarNames(unit: Panel["frequency"]["unit"], season: number): string[] {
  switch (unit) {
    case "min":
    case "h":
      return ["hour", "weekday", "day_of_year", "week_hour"];
    case "D":
      return ["weekday", "day", "day_of_year"];
    case "W":
      return ["day", "day_of_year"];
    case "M":
    case "Q":
      return ["month"];
    case "int":
      return season > 1 ? ["position"] : [];
    default:
      return [];
  }
}

function calendarOf(names: readonly string[], time: number, position: number, season: number): Float32Array {
  const date = new Date(time);
  return Float32Array.from(names, (name) => {
    if (name === "position") return position % season;
    if (name === "hour") return date.getUTCHours();
    if (name === "weekday") return date.getUTCDay();
    if (name === "week_hour") return date.getUTCDay() * 24 + date.getUTCHours();
    if (name === "day") return date.getUTCDate();
    if (name === "month") return date.getUTCMonth();
    return Math.floor((time - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
  });
}
