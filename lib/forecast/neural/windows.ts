import { maseScale } from "../metrics.ts";
import { nameSome } from "../pacing.ts";
import { historyOf, timeAtPosition } from "../panel.ts";
import type { Panel } from "../types.ts";
import { type Levels, openLevels } from "./levels.ts";
import { CALENDAR_WIDTH, type CalendarPart, channelValue, type NetworkPlan } from "./plan.ts";

/** Logarithms end here; values above zero stand far above it, and a series that is given to `log` has no others. */
const SMALLEST_LOG = 1e-9;
/** e⁷ is a thousand times the last season: more is not believed. */
const MOST_LOG_GROWTH = 7;

/** One series as the network reads it: index 0 is its first known target, index `length − 1` the cutoff. */
interface SeriesInput {
  series: number;
  values: Float64Array;
  length: number;
  /** Grid position of index 0, as the calendar has it. */
  start: number;
  /** Of the whole history: for how much windows weigh, never for what they show. */
  level: number;
  step: number;
  /** Of everything up to an index, for what a window shows that ends there. */
  levelsAt: (origin: number) => Levels;
  /** The scale of MASE, or the step where it is undefined. */
  mase: number;
  /** Standardised covariates over length + horizon, missing as 0 (their mean). */
  channels: readonly Float32Array[];
  statics: Float32Array;
}

export interface WindowSource {
  inputs: readonly SeriesInput[];
  calendarOf: (position: number) => Float32Array;
  notes: readonly string[];
}

/** Reads a truncated panel once into the layout that windows are cut from. Series without a known target are left out. */
export function openWindows(options: { panel: Panel; plan: NetworkPlan; cutoffIndex: number }): WindowSource {
  const { panel, plan, cutoffIndex } = options;
  const byName = new Map(panel.covariates.map((covariate) => [covariate.name, covariate]));
  const guessed = new Map<string, { rule: string; series: Set<string> }>();
  const inputs: SeriesInput[] = [];

  for (let s = 0; s < panel.ids.length; s += 1) {
    const history = historyOf(panel, s, cutoffIndex);
    const { values } = history;
    const length = values.length;
    if (length === 0) continue;
    const levelsAt = openLevels(values, plan.typicalLevel ?? 1);
    const { level, step } = levelsAt(length - 1);
    const mase = maseScale(values, plan.season);

    const channels = plan.channels.map((channel) => {
      const covariate = byName.get(channel.name);
      const out = new Float32Array(length + plan.horizon);
      const raw = (t: number) =>
        covariate
          ? channelValue({
              panel,
              values: covariate.values,
              category: channel.category,
              series: s,
              position: history.start + t,
            })
          : Number.NaN;
      let last = Number.NaN;
      let flags = 0;
      let flagged = 0;
      for (let t = 0; t < length; t += 1) {
        const value = raw(t);
        if (Number.isNaN(value)) continue;
        out[t] = (value - channel.mean) / channel.deviation;
        last = value;
        flags += value;
        flagged += 1;
      }
      if (channel.knownAhead) {
        for (let t = length; t < length + plan.horizon; t += 1) {
          let value = raw(t);
          if (Number.isNaN(value)) {
            const share = channel.flag || channel.category !== null;
            value = share ? flags / flagged : last;
            const entry = guessed.get(channel.name) ?? {
              rule: share ? "the series' own past share is used" : "the series' last known value is used",
              series: new Set<string>(),
            };
            entry.series.add(panel.ids[s] as string);
            guessed.set(channel.name, entry);
          }
          if (!Number.isNaN(value)) out[t] = (value - channel.mean) / channel.deviation;
        }
      }
      return out;
    });

    const statics = Float32Array.from(plan.statics, (part) => {
      const value = byName.get(part.name)?.values[s] ?? Number.NaN;
      if (Number.isNaN(value)) return 0;
      return part.category === null ? (value - part.mean) / part.deviation : Number(value === part.category);
    });

    inputs.push({
      series: s,
      values,
      length,
      start: history.start - (panel.shifts?.[s] ?? 0),
      level,
      step,
      levelsAt,
      mase: mase > 0 ? mase : step,
      channels,
      statics,
    });
  }
  const notes = [...guessed].map(
    ([name, { rule, series }]) =>
      `"${name}" is not known for every period ahead of ${nameSome([...series])}; where it is missing, ${rule}.`,
  );
  return { inputs, calendarOf: calendarReader(panel, plan), notes };
}

function calendarReader(panel: Panel, plan: NetworkPlan): (position: number) => Float32Array {
  const width = plan.calendar.reduce((sum, part) => sum + CALENDAR_WIDTH(part, plan.season), 0);
  const cache = new Map<number, Float32Array>();
  return (position) => {
    const known = cache.get(position);
    if (known) return known;
    const time = timeAtPosition(panel, position);
    const out = new Float32Array(width);
    let at = 0;
    for (const part of plan.calendar) {
      writeCalendar({ out, at, part, time, position, season: plan.season });
      at += CALENDAR_WIDTH(part, plan.season);
    }
    cache.set(position, out);
    return out;
  };
}

function writeCalendar(options: {
  out: Float32Array;
  at: number;
  part: CalendarPart;
  time: number;
  position: number;
  season: number;
}): void {
  const { out, at, part, time, position, season } = options;
  if (part === "phase") {
    out[at + (position % season)] = 1;
    return;
  }
  const date = new Date(time);
  if (part === "hour") out[at + date.getUTCHours()] = 1;
  else if (part === "weekday") out[at + date.getUTCDay()] = 1;
  else if (part === "month") out[at + date.getUTCMonth()] = 1;
  else {
    const year = (2 * Math.PI * (time - Date.UTC(date.getUTCFullYear(), 0, 1))) / 31_557_600_000;
    out.set([Math.sin(year), Math.cos(year), Math.sin(2 * year), Math.cos(2 * year)], at);
  }
}

/** How a window was brought to a common size. */
export interface WindowScale {
  center: number;
  scale: number;
}

/** What the network is to say for a value. */
export function scaleValue(plan: NetworkPlan, { center, scale }: WindowScale, value: number): number {
  return ((plan.scaling === "log" ? Math.log(Math.max(value, SMALLEST_LOG)) : value) - center) / scale;
}

/** The value that the network means. */
export function unscaleValue(plan: NetworkPlan, { center, scale }: WindowScale, said: number): number {
  return plan.scaling === "log"
    ? Math.exp(center + Math.min(MOST_LOG_GROWTH, scale * said))
    : center + scale * said;
}

/** The size of a window in the target's unit, by which its errors weigh. */
export function sizeOf(plan: NetworkPlan, { center, scale }: WindowScale): number {
  return plan.scaling === "log" ? Math.exp(center) : scale;
}

/**
 * Writes the inputs of the window that ends at index `origin` of a series at `out[at…]`, and answers how to undo the
 * scaling (`unscaleValue`). Reads nothing after `origin` but covariates known ahead: what stands there of the series' own
 * level is of the values up to `origin`.
 */
export function writeWindow(options: {
  plan: NetworkPlan;
  source: WindowSource;
  input: SeriesInput;
  origin: number;
  out: Float32Array;
  at: number;
}): WindowScale {
  const { plan, source, input, origin, out } = options;
  const { lookback, horizon, season, yearLag } = plan;
  const { values } = input;
  const { level, step } = input.levelsAt(origin);
  let at = options.at;

  let sum = 0;
  let known = 0;
  let zeros = 0;
  let recent = 0;
  let recentKnown = 0;
  const first = origin - lookback + 1;
  for (let t = origin; t >= Math.max(0, first); t -= 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    sum += Math.abs(value);
    known += 1;
    if (value === 0) zeros += 1;
    // One whole season of known values, so that the center carries no phase.
    if (recentKnown < season) {
      recent += value;
      recentKnown += 1;
    }
  }
  let center = 0;
  let scale: number;
  if (plan.scaling === "log") {
    scale = plan.spread ?? 1;
    let logs = 0;
    let seen = 0;
    for (let t = origin; t >= Math.max(0, first) && seen < season; t -= 1) {
      const value = values[t] as number;
      if (Number.isNaN(value)) continue;
      logs += Math.log(Math.max(value, SMALLEST_LOG));
      seen += 1;
    }
    center = seen > 0 ? logs / seen : Math.log(Math.max(level, SMALLEST_LOG));
  } else if (plan.scaling === "ratio") {
    scale = (known > 0 ? sum / known : level) + 0.1 * level;
  } else {
    center = recentKnown > 0 ? recent / recentKnown : 0;
    let spread = 0;
    for (let t = Math.max(0, first); t <= origin; t += 1) {
      const value = values[t] as number;
      if (!Number.isNaN(value)) spread += Math.abs(value - center);
    }
    scale = (known > 0 ? spread / known : step) + 0.25 * step;
  }

  const own = { center, scale };
  const clip = (value: number) => Math.max(-30, Math.min(30, value));
  for (let i = 0; i < lookback; i += 1) {
    const t = first + i;
    const value = t >= 0 ? (values[t] as number) : Number.NaN;
    const there = !Number.isNaN(value);
    out[at + i] = there ? clip(scaleValue(plan, own, value)) : 0;
    out[at + lookback + i] = there ? 0 : 1;
  }
  at += 2 * lookback;
  for (let c = 0; c < plan.channels.length; c += 1) {
    const channel = input.channels[c] as Float32Array;
    for (let i = 0; i < lookback; i += 1) out[at + i] = first + i >= 0 ? (channel[first + i] as number) : 0;
    at += lookback;
    if (!plan.channels[c]?.knownAhead) continue;
    for (let h = 1; h <= horizon; h += 1) out[at + h - 1] = channel[origin + h] ?? 0;
    at += horizon;
  }
  if (yearLag > 0) {
    for (let h = 1; h <= horizon; h += 1) {
      const t = origin + h - yearLag;
      const value = t >= 0 ? (values[t] as number) : Number.NaN;
      const there = !Number.isNaN(value);
      out[at + h - 1] = there ? clip(scaleValue(plan, own, value)) : 0;
      out[at + horizon + h - 1] = there ? 0 : 1;
    }
    at += 2 * horizon;
  }
  for (let h = 1; h <= (plan.calendarSteps ?? 1); h += 1) {
    const calendar = source.calendarOf(input.start + origin + h);
    out.set(calendar, at);
    at += calendar.length;
  }
  out.set(input.statics, at);
  at += input.statics.length;
  if (plan.seesLevel ?? true) {
    out[at] = clip(Math.log(sizeOf(plan, own) / (plan.scaling === "shift" ? step : level)));
    out[at + 1] = clip(Math.log10(level + 1e-12)) / 3;
  }
  out[at + 2] = known > 0 ? zeros / known : 0;
  out[at + 3] = 1 - known / lookback;
  return own;
}
