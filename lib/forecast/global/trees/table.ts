import { throwIfCancelled } from "../../errors.ts";
import type { NetworkPlan } from "../../neural/plan.ts";
import { scaleValue } from "../../neural/windows.ts";
import { pause } from "../../pacing.ts";
import { isWhole } from "../../quantiles.ts";
import type { Rng } from "../../rng.ts";
import type { EngineContext, Panel } from "../../types.ts";
import { binOf, type Edges, findEdges } from "./bins.ts";
import { openFeatures } from "./features.ts";
import type { BinnedRows } from "./grow.ts";
import type { Pick } from "./rows.ts";
import { scaleAt, type TreeSeries } from "./series.ts";

const clip = (scaled: number) => Math.max(-50, Math.min(50, scaled));

/** Rows as bins, and their outcomes in their windows' scale. */
export async function writeTable(options: {
  panel: Panel;
  plan: NetworkPlan;
  series: readonly TreeSeries[];
  picks: readonly Pick[];
  rng: Rng;
  context: EngineContext;
}): Promise<{ data: BinnedRows; edges: readonly Edges[]; target: Float32Array; smeared: Float32Array }> {
  const { panel, plan, series, picks, rng, context } = options;
  const features = openFeatures(panel, plan);
  const columns = features.columns.length;
  const rows = picks.length;
  const target = new Float32Array(rows);
  const smeared = new Float32Array(rows);
  const counts = series.map(({ input }) => isWhole(input.values));
  const table = new Float32Array(rows * columns);
  for (const [i, { s, origin, step }] of picks.entries()) {
    const one = series[s] as TreeSeries;
    const own = scaleAt(one, plan, origin);
    features.write({ series: one, origin, step, own, out: table, at: i * columns });
    const value = one.input.values[origin + step] as number;
    target[i] = clip(scaleValue(plan, own, value));
    smeared[i] = counts[s] ? clip(scaleValue(plan, own, value + rng() - 0.5)) : (target[i] as number);
    if (i % 4096 === 0) {
      await pause();
      throwIfCancelled(context.signal);
    }
  }
  const bins = new Uint8Array(rows * columns);
  const column = new Float32Array(rows);
  const edges = features.columns.map((_, c) => {
    for (let i = 0; i < rows; i += 1) column[i] = table[i * columns + c] as number;
    const own = findEdges(column);
    for (let i = 0; i < rows; i += 1) bins[c * rows + i] = binOf(own, column[i] as number);
    return own;
  });
  return { data: { rows, columns, bins }, edges, target, smeared };
}
