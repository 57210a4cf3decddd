import { nameSome } from "../pacing.ts";
import { historyOf, rowAt, seriesRange } from "../panel.ts";
import type { BacktestSpec, Panel } from "../types.ts";
import { familyOf } from "./families.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "./recipe.ts";

/** How one covariate enters the network. Learnt from training rows; stored with the model. */
export interface ChannelPlan {
  name: string;
  knownAhead: boolean;
  /** A category's index, or null for a numeric covariate. */
  category: number | null;
  mean: number;
  deviation: number;
  /** Only zeros and ones were seen: a flag such as "promotion". */
  flag: boolean;
}

export interface StaticPlan {
  name: string;
  category: number | null;
  mean: number;
  deviation: number;
}

/** Everything besides the weights that a forecast needs. Plain JSON. */
export interface NetworkPlan {
  version: 1;
  lookback: number;
  horizon: number;
  season: number;
  /**
   * `ratio`: a window is divided by its level (demand, whose spread grows with its level; zeros are fine).
   * `shift`: the mean of its last season is taken off first (values that may be negative or wander).
   * `log`: logarithms less the mean logarithm of its last season (values above zero).
   */
  scaling: "ratio" | "shift" | "log";
  /** Of `log`: the typical change from season to season, that logarithms are divided by. Absent: 1. */
  spread?: number;
  /** The median series' mean absolute value: the level of a series that has been zero so far. Absent: 1. */
  typicalLevel?: number;
  /** Steps of one year to look back for the same weeks, 0 when the history is too short for it. */
  yearLag: number;
  channels: readonly ChannelPlan[];
  statics: readonly StaticPlan[];
  calendar: readonly CalendarPart[];
  /** The calendar is that of so many steps ahead: of the first alone, absent, or of all. */
  calendarSteps?: number;
  /** Absent in networks that were stored before there were others: a perceptron of two blocks. */
  family?: NetworkRecipe["family"];
  blocks?: number;
  /** Absent: true. */
  seesLevel?: boolean;
  width: number;
  inputs: number;
}

export type CalendarPart = "hour" | "weekday" | "month" | "yearwave" | "phase";
export const CALENDAR_WIDTH = (part: CalendarPart, season: number): number =>
  ({ hour: 24, weekday: 7, month: 12, yearwave: 4, phase: season })[part];

/** Level features: window level against the series', the series' own level, share of zeros, share missing. */
const LEVEL_FEATURES = 4;
const LARGEST_CATEGORIES = 32;
const LARGEST_CHANNELS = 24;
const LARGEST_INPUTS = 8192;
/** Of all steps ahead together; beyond it the first step's stands for all. */
const LARGEST_CALENDAR = 4096;

/**
 * Decides what the network sees, from what stands before the cutoff only. `panel` must be truncated at the cutoff.
 *
 * Lookback unless asked for: three horizons (168 steps at most), two seasons or eight steps, whichever is most; rounded up to whole seasons, at most half
 * of the median history where that still holds a season.
 */
export function planNetwork(options: {
  panel: Panel;
  spec: Pick<BacktestSpec, "horizonSteps" | "seasonLength" | "network">;
  cutoffIndex: number;
  recipe?: NetworkRecipe;
}): {
  plan: NetworkPlan;
  notes: string[];
} {
  const { panel, spec, cutoffIndex, recipe = DEFAULT_RECIPE } = options;
  const notes: string[] = [];
  const horizon = spec.horizonSteps;
  const season = Math.max(1, spec.seasonLength);
  const lengths = panel.ids
    .map((_, s) => historyOf(panel, s, cutoffIndex).values.length)
    .sort((a, b) => a - b);
  const longest = lengths.at(-1) ?? 0;
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;

  const wanted = Math.max(2 * season, Math.min(3 * horizon, 168), 8);
  const room = Math.max(2, Math.floor(median / 2));
  const chosen = Math.ceil(Math.min(wanted, Math.max(room, Math.min(season, longest))) / season) * season;
  const lookback = spec.network.lookbackSteps ?? Math.max(2, Math.min(chosen, Math.max(longest, 2)));

  const yearSteps = { min: 0, h: 0, D: 364, W: 52, M: 0, Q: 0, Y: 0, int: 0 }[panel.frequency.unit];
  const yearLag =
    panel.frequency.multiple === 1 && yearSteps >= horizon && season < yearSteps && median >= 2 * yearSteps
      ? yearSteps
      : 0;

  const channels = planChannels(panel, cutoffIndex, notes);
  const statics = planStatics(panel);
  const calendar = planCalendar(panel, season);
  const calendarWidth = calendar.reduce((sum, part) => sum + CALENDAR_WIDTH(part, season), 0);
  const isStepwise = familyOf(recipe.family)?.isStepwise && calendarWidth * horizon <= LARGEST_CALENDAR;
  const calendarSteps = isStepwise ? horizon : 1;
  const wide = channels.filter((channel) => channel.knownAhead).length;
  const inputs =
    lookback * (2 + channels.length) +
    horizon * wide +
    (yearLag > 0 ? 2 * horizon : 0) +
    calendarSteps * calendarWidth +
    statics.length +
    LEVEL_FEATURES;
  if (inputs > LARGEST_INPUTS && channels.length > 0) {
    notes.push(`Covariates left out: ${inputs} inputs would be too many for the network.`);
    const bare = { ...panel, covariates: panel.covariates.filter((c) => c.availability === "static") };
    const slim = planNetwork({ ...options, panel: bare });
    return { plan: slim.plan, notes: [...notes, ...slim.notes] };
  }
  const scaling = recipe.scaling === "auto" ? chooseScaling(panel, cutoffIndex) : recipe.scaling;
  return {
    plan: {
      version: 1,
      lookback,
      horizon,
      season,
      scaling,
      ...(scaling === "log" ? { spread: seasonalSpread({ panel, cutoffIndex, season }) } : {}),
      typicalLevel: typicalLevel(panel, cutoffIndex),
      yearLag,
      channels,
      statics,
      calendar,
      ...(isStepwise ? { calendarSteps } : {}),
      family: recipe.family,
      blocks: recipe.blocks,
      seesLevel: recipe.seesLevel,
      width: recipe.width,
      inputs,
    },
    notes,
  };
}

/** The median over series of the mean |log y(t) − log y(t−season)|; never below a thousandth. */
function seasonalSpread(options: { panel: Panel; cutoffIndex: number; season: number }): number {
  const { panel, cutoffIndex, season } = options;
  const changes: number[] = [];
  panel.ids.forEach((_, s) => {
    const { values } = historyOf(panel, s, cutoffIndex);
    let sum = 0;
    let pairs = 0;
    for (let t = season; t < values.length; t += 1) {
      const change = Math.abs(Math.log((values[t] as number) / (values[t - season] as number)));
      if (!Number.isFinite(change)) continue;
      sum += change;
      pairs += 1;
    }
    if (pairs > 0) changes.push(sum / pairs);
  });
  changes.sort((a, b) => a - b);
  return Math.max(1e-3, changes[Math.floor(changes.length / 2)] ?? 1);
}

/** The median over series of the mean absolute known value; 1 where all are zero. */
function typicalLevel(panel: Panel, cutoffIndex: number): number {
  const levels: number[] = [];
  panel.ids.forEach((_, s) => {
    let sum = 0;
    let known = 0;
    for (const value of historyOf(panel, s, cutoffIndex).values) {
      if (Number.isNaN(value)) continue;
      sum += Math.abs(value);
      known += 1;
    }
    if (sum > 0) levels.push(sum / known);
  });
  levels.sort((a, b) => a - b);
  return levels[Math.floor(levels.length / 2)] ?? 1;
}

/** Ratio for demand-like data: never negative, and most series spread over a third of their level or touch zero. */
function chooseScaling(panel: Panel, cutoffIndex: number): "ratio" | "shift" {
  let spread = 0;
  let counted = 0;
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { values } = historyOf(panel, s, cutoffIndex);
    let sum = 0;
    let squares = 0;
    let n = 0;
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      if (value < 0) return "shift";
      sum += value;
      squares += value * value;
      n += 1;
    }
    if (n < 2 || sum === 0) continue;
    const mean = sum / n;
    counted += 1;
    if (Math.sqrt(Math.max(0, squares / n - mean * mean)) > mean / 3) spread += 1;
  }
  return spread * 2 > counted ? "ratio" : "shift";
}

function moments(values: Iterable<number>): {
  mean: number;
  deviation: number;
  flag: boolean;
  known: number;
} {
  let n = 0;
  let mean = 0;
  let m2 = 0;
  let flag = true;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n += 1;
    const delta = value - mean;
    mean += delta / n;
    m2 += delta * (value - mean);
    if (value !== 0 && value !== 1) flag = false;
  }
  const deviation = n > 1 ? Math.sqrt(m2 / n) : 0;
  return { mean, deviation, flag: flag && n > 0, known: n };
}

function* trainingRows(panel: Panel, values: Float64Array, cutoffIndex: number): Generator<number> {
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    const end = Math.min(to, from + cutoffIndex + 1 - start);
    for (let row = from; row < end; row += 1) yield values[row] as number;
  }
}

function planChannels(panel: Panel, cutoffIndex: number, notes: string[]): ChannelPlan[] {
  const channels: ChannelPlan[] = [];
  const dropped: string[] = [];
  for (const covariate of panel.covariates) {
    if (covariate.availability === "static") continue;
    const knownAhead = covariate.availability === "known_ahead";
    const codes = covariate.kind === "categorical" ? covariate.categories.map((_, i) => i) : [null];
    const own: ChannelPlan[] = [];
    for (const category of codes) {
      const encoded = function* () {
        for (const value of trainingRows(panel, covariate.values, cutoffIndex)) {
          yield category === null || Number.isNaN(value) ? value : Number(value === category);
        }
      };
      const { mean, deviation, flag, known } = moments(encoded());
      // A column that never varies before the cutoff taught nothing, so it must not speak after it either.
      if (known === 0 || !(deviation > 1e-12 * Math.max(1, Math.abs(mean)))) continue;
      own.push({ name: covariate.name, knownAhead, category, mean, deviation, flag });
      if (channels.length + own.length > LARGEST_CHANNELS) break;
    }
    // Counted among those that vary before the cutoff: a category that first appears after it must not push others out.
    if (channels.length + own.length > LARGEST_CHANNELS) dropped.push(covariate.name);
    else channels.push(...own);
  }
  if (dropped.length > 0)
    notes.push(`Covariates left out of the network, too many categories: ${nameSome(dropped)}.`);
  return channels;
}

function planStatics(panel: Panel): StaticPlan[] {
  const statics: StaticPlan[] = [];
  for (const covariate of panel.covariates) {
    if (covariate.availability !== "static") continue;
    if (covariate.kind === "categorical") {
      covariate.categories.slice(0, LARGEST_CATEGORIES).forEach((_, category) => {
        statics.push({ name: covariate.name, category, mean: 0, deviation: 1 });
      });
    } else {
      const { mean, deviation } = moments(covariate.values);
      if (deviation > 0) statics.push({ name: covariate.name, category: null, mean, deviation });
    }
  }
  return statics;
}

function planCalendar(panel: Panel, season: number): CalendarPart[] {
  switch (panel.frequency.unit) {
    case "min":
    case "h":
      return ["hour", "weekday", "yearwave"];
    case "D":
      return ["weekday", "month", "yearwave"];
    case "W":
      return ["month", "yearwave"];
    case "M":
    case "Q":
      return ["month"];
    case "int":
      return season > 1 && season <= 60 ? ["phase"] : [];
    default:
      return [];
  }
}

/** A covariate's raw value at a grid position, NaN when unknown; a category's indicator for categorical ones. */
export function channelValue(options: {
  panel: Panel;
  values: Float64Array;
  category: number | null;
  series: number;
  position: number;
}): number {
  const row = rowAt(options.panel, options.series, options.position);
  const value = row < 0 ? Number.NaN : (options.values[row] as number);
  return options.category === null || Number.isNaN(value) ? value : Number(value === options.category);
}
