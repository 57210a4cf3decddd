import type { NetworkPlan } from "../../neural/plan.ts";
import { sizeOf, type WindowSource } from "../../neural/windows.ts";
import type { Rng } from "../../rng.ts";
import { scaleAt, type TreeSeries } from "./series.ts";

/** One step ahead of one origin of one series: what one row of the table is about. */
export interface Pick {
  /** Index into the source's inputs. */
  s: number;
  origin: number;
  step: number;
}

/** Steps of each origin that a row is drawn for, on average, at most: neighbours say much the same. */
const STEPS_AN_ORIGIN = 4;
/** Draws that may come to nothing, a gap or a light one, for each row that is wanted. */
const DRAWS_A_ROW = 8;
const HEAVIEST = 2.5;

/**
 * Draws rows: a series evenly, then an origin, then a step, of which the outcome is known. A row is kept by its weight, half of it even and
 * half its level over its series' MASE scale (capped), as the networks' windows have it; so every row that is kept counts the same.
 */
export function drawRows(options: {
  source: WindowSource;
  series: readonly TreeSeries[];
  plan: NetworkPlan;
  rng: Rng;
  most: number;
}): Pick[] {
  const { source, series, plan, rng, most } = options;
  const { inputs } = source;
  const { horizon, season, yearLag } = plan;
  const usable = inputs.flatMap(({ length }, i) => (length >= 3 ? [i] : []));
  if (usable.length === 0) return [];
  // Older origins describe another time, unless there is too little else.
  const recent = Math.max(
    ...[40 * horizon, 8 * season, 500, 3 * yearLag],
    Math.ceil(most / STEPS_AN_ORIGIN / usable.length),
  );
  const ratios = inputs
    .map((input) => (plan.scaling === "shift" ? input.step : input.level) / input.mase)
    .sort((a, b) => a - b);
  const typical = ratios[Math.floor(ratios.length / 2)] ?? 1;
  const origins = usable.reduce((sum, i) => sum + Math.min(recent, inputs[i]?.length ?? 0), 0);
  const wanted = Math.min(most, origins * Math.min(horizon, STEPS_AN_ORIGIN));
  const out: Pick[] = [];
  for (let draw = 0; draw < DRAWS_A_ROW * wanted && out.length < wanted; draw += 1) {
    const s = usable[Math.floor(rng() * usable.length)] as number;
    const { length, values, mase } = inputs[s] as (typeof inputs)[number];
    const oldest = Math.max(Math.min(plan.lookback, Math.floor(length / 2)) - 1, length - 1 - recent, 0);
    const origin = oldest + Math.floor(rng() * (length - 1 - oldest));
    const step = 1 + Math.floor(rng() * horizon);
    const luck = HEAVIEST * rng();
    const t = origin + step;
    if (t >= length || Number.isNaN(values[t] as number)) continue;
    const own = scaleAt(series[s] as TreeSeries, plan, origin);
    if (luck < 0.5 + 0.5 * Math.min(4, sizeOf(plan, own) / mase / typical)) out.push({ s, origin, step });
  }
  return out;
}
