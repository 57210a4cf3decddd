import { throwIfCancelled } from "../errors.ts";
import { truncatePanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { createRng, type Rng } from "../rng.ts";
import { type EngineContext, type Frequency, MEDIAN_INDEX, type Panel } from "../types.ts";
import { exchangeCalendar, exchangeOlder, exchangeRecent, permuteCovariate } from "./exchange.ts";
import type { Predictor } from "./predictor.ts";

export type InfluenceGroup =
  /** The last season, or the last few periods where there is none. */
  | { kind: "recent"; steps: number }
  /** Everything older: the seasons before. */
  | { kind: "older" }
  | { kind: "calendar" }
  | { kind: "covariate"; name: string }
  /** All constants of a series together. */
  | { kind: "statics"; names: readonly string[] };

export interface Influence {
  group: InfluenceGroup;
  /**
   * By step of the horizon: Σ|f* − f| / Σ|f| over series and repeats, the share of the forecast that moves. NaN where nothing is
   * forecast, or nothing but zero.
   */
  bySteps: Float64Array;
}

/** Without a season the last so many periods count as recent. */
const RECENT_STEPS = 8;

/**
 * What moves the forecast at each step ahead: one group of inputs is exchanged for that of another time of the series (or of
 * another series, for covariates and constants), all else stays, and the same fitted model forecasts again. The rest of the
 * rules are those of permutation importance (see `permutationImportance`), but no outcome is needed, so it is told of the very forecast
 * that is looked at. Groups overlap in what they say, so that shares do not add up to one. Seeded.
 * @throws ForecastError `cancelled`.
 */
export async function influenceByStep(options: {
  panel: Panel;
  cutoffIndex: number;
  /** The last period that the predictor sees, where that is before the cutoff. */
  seenIndex?: number;
  seasonLength: number;
  predictor: Predictor;
  repeats: number;
  seed: number;
  context: EngineContext;
}): Promise<Influence[]> {
  const { cutoffIndex, seasonLength, predictor, repeats, seed, context } = options;
  const { seenIndex = cutoffIndex } = options;
  const panel = truncatePanel(options.panel, cutoffIndex);
  const groups = groupsOf(panel, seasonLength);
  const forecast = async (seen: Panel) => {
    throwIfCancelled(context.signal);
    return predictor.predict({ panel: seen, cutoffIndex });
  };
  const base = await forecast(panel);
  const out: Influence[] = [];
  for (const [g, group] of groups.entries()) {
    const moved = new Float64Array(predictor.horizonSteps);
    const whole = new Float64Array(predictor.horizonSteps);
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const rng = createRng(seed, g, repeat);
      const other = await forecast(
        exchange(panel, { group, cutoffIndex, seenIndex, seasonLength, predictor, rng }),
      );
      addMoves({ base, other, moved, whole });
      const done = g * repeats + repeat + 1;
      const total = groups.length * repeats;
      context.onProgress({ fraction: done / total, message: `${done} of ${total} forecasts` });
    }
    out.push({
      group,
      bySteps: moved.map((sum, h) => ((whole[h] as number) > 0 ? sum / (whole[h] as number) : Number.NaN)),
    });
  }
  return out;
}

function groupsOf(panel: Panel, seasonLength: number): InfluenceGroup[] {
  const groups: InfluenceGroup[] = [{ kind: "recent", steps: recentSteps(seasonLength) }, { kind: "older" }];
  if (panel.frequency.unit !== "int" && panel.frequency.unit !== "Y") groups.push({ kind: "calendar" });
  const statics = panel.covariates.filter(({ availability }) => availability === "static");
  for (const { name, availability } of panel.covariates)
    if (availability !== "static") groups.push({ kind: "covariate", name });
  if (statics.length > 0) groups.push({ kind: "statics", names: statics.map(({ name }) => name) });
  return groups;
}

const recentSteps = (seasonLength: number) => (seasonLength > 1 ? seasonLength : RECENT_STEPS);

/** A year of periods: every weekday, month and hour comes up within it. */
function yearSteps({ unit, multiple }: Frequency): number {
  const perYear = { min: 525_600, h: 8_760, D: 365, W: 52, M: 12, Q: 4, Y: 1, int: 1 }[unit];
  return Math.max(1, Math.floor(perYear / multiple) - 1);
}

function exchange(
  panel: Panel,
  options: {
    group: InfluenceGroup;
    cutoffIndex: number;
    seenIndex: number;
    seasonLength: number;
    predictor: Predictor;
    rng: Rng;
  },
): Panel {
  const { group, cutoffIndex, seenIndex, seasonLength, predictor, rng } = options;
  const lastPosition = cutoffIndex + predictor.horizonSteps;
  switch (group.kind) {
    case "recent":
      return exchangeRecent(panel, { cutoffIndex: seenIndex, steps: group.steps, rng });
    case "older":
      return exchangeOlder(panel, { cutoffIndex: seenIndex, steps: recentSteps(seasonLength), rng });
    case "calendar":
      return exchangeCalendar(panel, { most: yearSteps(panel.frequency), rng });
    case "covariate":
      return permuteCovariate(panel, { name: group.name, lastPosition, rng });
    case "statics":
      return group.names.reduce((mixed, name) => permuteCovariate(mixed, { name, lastPosition, rng }), panel);
  }
}

function addMoves(options: {
  base: Float32Array;
  other: Float32Array;
  moved: Float64Array;
  whole: Float64Array;
}): void {
  const { base, other, moved, whole } = options;
  const horizon = moved.length;
  for (let i = 0; i * LEVEL_COUNT < base.length; i += 1) {
    const at = i * LEVEL_COUNT + MEDIAN_INDEX;
    const move = Math.abs((other[at] as number) - (base[at] as number));
    if (Number.isNaN(move)) continue;
    const h = i % horizon;
    moved[h] = (moved[h] as number) + move;
    whole[h] = (whole[h] as number) + Math.abs(base[at] as number);
  }
}
