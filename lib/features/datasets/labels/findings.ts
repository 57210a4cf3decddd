import { type Panel, seasonLengthOf, seriesRange } from "#lib/forecast/index.ts";
import { findClosures } from "./detect/closures.ts";
import { findLevelShift } from "./detect/level-shift.ts";
import { findOutliers } from "./detect/outliers.ts";
import { type Found, findZeroRuns } from "./detect/zero-runs.ts";

/** What the detectors of single series find, by rows of the series. */
export interface SeriesFindings {
  zero_runs: Found[];
  outliers: Found[];
  level_shift: Found[];
}

/** What all detectors find in a version by itself, whatever people have labelled. */
export interface Findings {
  /** By positions of the grid. */
  closures: Found[];
  bySeries: SeriesFindings[];
}

/** Series after series, so that whoever calls it can see to others in between. O(rows · log periods). */
export function* findAll(panel: Panel): Generator<undefined, Findings> {
  const closures = findClosures(panel);
  const isClosed = positionsIn(closures);
  const bySeries: SeriesFindings[] = [];
  for (let series = 0; series < panel.ids.length; series += 1) {
    bySeries.push(findIn({ panel, series, isClosed, marked: null }));
    yield;
  }
  return { closures, bySeries };
}

export function positionsIn(found: readonly Found[]): ReadonlySet<number> {
  return new Set(
    found.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
  );
}

/** One series, without periods that are closed for all or `marked` (by rows of the panel) already. */
export function findIn(options: {
  panel: Panel;
  series: number;
  isClosed: ReadonlySet<number>;
  marked: Uint8Array | null;
}): SeriesFindings {
  const { panel, series, isClosed, marked } = options;
  const { from, to, start } = seriesRange(panel, series);
  const values = panel.values.slice(from, to);
  for (let i = 0; i < values.length; i += 1)
    if (marked?.[from + i] || isClosed.has(start + i)) values[i] = Number.NaN;
  const runs = findZeroRuns(values);
  // A stock-out's zeros are no single values that stand out, nor a new level.
  for (const { first, last } of runs) values.fill(Number.NaN, first, last + 1);
  const shift = findLevelShift(values, seasonLengthOf(panel.frequency));
  return { zero_runs: runs, outliers: findOutliers(values), level_shift: shift ? [shift] : [] };
}
