import { type Panel, seasonLengthOf, seriesRange } from "#lib/forecast/index.ts";
import { timeAtPosition } from "#lib/forecast/panel.ts";
import { findClosures } from "./detect/closures.ts";
import { findLevelShift } from "./detect/level-shift.ts";
import { findOutliers } from "./detect/outliers.ts";
import { type Found, findZeroRuns } from "./detect/zero-runs.ts";
import { DETECTOR_KEYS, DETECTORS, type Detector } from "./detectors.ts";
import { type LabelSpan, rowsUnder } from "./mask.ts";

export interface Proposal extends LabelSpan {
  detector: Detector;
  strength: number;
  why: string;
}

/** Somebody has answered already, whatever they said. */
type Known = LabelSpan;

/**
 * What the detectors find in a version and nobody has answered yet, the strangest first within each kind. A proposal is
 * answered by a label of its kind, active or rejected, that covers any of it; periods under other labels are not looked
 * at. Closures count for all series, and their zeros are no stock-outs.
 */
export function propose(options: {
  panel: Panel;
  active: readonly LabelSpan[];
  rejected: readonly Known[];
  detectors?: readonly Detector[];
}): Proposal[] {
  const { panel, active, rejected, detectors = DETECTOR_KEYS } = options;
  const marked = rowsUnder(panel, active, ["stockout", "promotion", "outlier", "closure"]);
  const closures = findClosures(panel);
  const closed = new Set(
    closures.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
  );
  const season = seasonLengthOf(panel.frequency);
  const answered = [...active, ...rejected];
  const proposals: Proposal[] = [];
  const add = (detector: Detector, seriesId: string | null, start: number, found: readonly Found[]) => {
    for (const { first, last, strength, why } of found) {
      const span = {
        ...{ kind: DETECTORS[detector].kind, seriesId },
        fromTime: timeAtPosition(panel, start + first),
        untilTime: timeAtPosition(panel, start + last + 1),
      };
      if (!answered.some((label) => answers(label, span)))
        proposals.push({ ...span, detector, strength, why });
    }
  };
  if (detectors.includes("closures")) add("closures", null, 0, closures);
  panel.ids.forEach((id, series) => {
    const { from, to, start } = seriesRange(panel, series);
    const values = panel.values.slice(from, to);
    for (let i = 0; i < values.length; i += 1)
      if (marked[from + i] || closed.has(start + i)) values[i] = Number.NaN;
    const runs = findZeroRuns(values);
    if (detectors.includes("zero_runs")) add("zero_runs", id, start, runs);
    // A stock-out's zeros are no single values that stand out, nor a new level.
    for (const { first, last } of runs) values.fill(Number.NaN, first, last + 1);
    if (detectors.includes("outliers")) add("outliers", id, start, findOutliers(values));
    const shift = detectors.includes("level_shift") ? findLevelShift(values, season) : null;
    if (shift) add("level_shift", id, start, [shift]);
  });
  return proposals.sort(
    (a, b) =>
      DETECTOR_KEYS.indexOf(a.detector) - DETECTOR_KEYS.indexOf(b.detector) || b.strength - a.strength,
  );
}

function answers(label: LabelSpan, span: LabelSpan): boolean {
  return (
    label.kind === span.kind &&
    (label.seriesId === null || label.seriesId === span.seriesId) &&
    label.fromTime < span.untilTime &&
    label.untilTime > span.fromTime
  );
}
