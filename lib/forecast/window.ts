import { seriesRange } from "./panel.ts";
import type { BacktestSpec, Fold, Panel } from "./types.ts";

type Terms = Pick<BacktestSpec, "window" | "gapSteps">;

/** Grid position of the last period that a forecast of this fold may see. */
export function seenIndexOf(fold: Pick<Fold, "cutoffIndex">, spec: Terms): number {
  return fold.cutoffIndex - (spec.gapSteps ?? 0);
}

/**
 * What a model is given that may see periods up to `seenIndex`: the whole panel, or, with a sliding window, one whose series begin
 * `windowSteps` periods before. What comes after `seenIndex` is still in it: models cut it off themselves.
 */
export function viewOf(panel: Panel, spec: Terms, seenIndex: number): Panel {
  const { window } = spec;
  if (window?.kind !== "sliding") return panel;
  return panelFrom(panel, seenIndex - window.windowSteps + 1);
}

/** The last view of a panel: many tasks ask for the same one. */
const views = new WeakMap<Panel, { firstIndex: number; view: Panel }>();

/** The panel without everything before grid position `firstIndex`. Positions and times keep their numbers. */
export function panelFrom(panel: Panel, firstIndex: number): Panel {
  const known = views.get(panel);
  if (known?.firstIndex === firstIndex) return known.view;
  const count = panel.ids.length;
  const offsets = new Int32Array(count + 1);
  const starts = new Int32Array(count);
  const firsts = new Int32Array(count);
  for (let s = 0; s < count; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    const first = Math.max(from, Math.min(to, from + firstIndex - start));
    firsts[s] = first;
    offsets[s + 1] = (offsets[s] as number) + to - first;
    starts[s] = to > first ? start + first - from : 0;
  }
  const keep = (source: Float64Array) => {
    const out = new Float64Array(offsets[count] as number);
    for (let s = 0; s < count; s += 1) {
      const first = firsts[s] as number;
      const at = offsets[s] as number;
      out.set(source.subarray(first, first + (offsets[s + 1] as number) - at), at);
    }
    return out;
  };
  const view: Panel = {
    ...panel,
    offsets,
    starts,
    values: keep(panel.values),
    covariates: panel.covariates.map((covariate) =>
      covariate.availability === "static" ? covariate : { ...covariate, values: keep(covariate.values) },
    ),
    todayForecast: panel.todayForecast ? keep(panel.todayForecast) : null,
  };
  views.set(panel, { firstIndex, view });
  return view;
}
