import { type Panel, seriesRange } from "#lib/forecast/index.ts";
import { timeAtPosition } from "#lib/forecast/panel.ts";
import type { Found } from "./detect/zero-runs.ts";
import { DETECTOR_KEYS, DETECTORS, type Detector } from "./detectors.ts";
import { type Findings, findAll, findIn, positionsIn } from "./findings.ts";
import { type LabelSpan, rowsUnder } from "./mask.ts";

export interface Proposal extends LabelSpan {
  detector: Detector;
  strength: number;
  why: string;
}

/**
 * What the detectors find in a version and nobody has answered yet, the strangest first within each detector. A proposal
 * is answered by a label of its kind, active or rejected, that covers any of it; periods under other labels are not
 * looked at. Closures count for all series, and their zeros are no stock-outs. `findings` are those of this panel, if
 * somebody has them; only series with labels are looked at anew then.
 */
export function propose(options: {
  panel: Panel;
  findings?: Findings;
  active: readonly LabelSpan[];
  rejected: readonly LabelSpan[];
  detectors?: readonly Detector[];
}): Proposal[] {
  const { panel, active, rejected, detectors = DETECTOR_KEYS } = options;
  const { closures, bySeries } = options.findings ?? drained(findAll(panel));
  const isClosed = positionsIn(closures);
  const marked = rowsUnder(panel, active, ["stockout", "promotion", "outlier", "closure"]);
  const isAnswered = answersOf([...active, ...rejected]);
  const proposals: Proposal[] = [];
  const add = (detector: Detector, seriesId: string | null, start: number, found: readonly Found[]) => {
    if (!detectors.includes(detector)) return;
    for (const { first, last, strength, why } of found) {
      const span = {
        ...{ kind: DETECTORS[detector].kind, seriesId },
        fromTime: timeAtPosition(panel, start + first),
        untilTime: timeAtPosition(panel, start + last + 1),
      };
      if (!isAnswered(span)) proposals.push({ ...span, detector, strength, why });
    }
  };
  add("closures", null, 0, closures);
  panel.ids.forEach((id, series) => {
    const { from, to, start } = seriesRange(panel, series);
    const isMarked = marked.subarray(from, to).includes(1);
    const own = (isMarked ? undefined : bySeries[series]) ?? findIn({ panel, series, isClosed, marked });
    for (const detector of ["zero_runs", "outliers", "level_shift"] as const)
      add(detector, id, start, own[detector]);
  });
  return proposals.sort(
    (a, b) =>
      DETECTOR_KEYS.indexOf(a.detector) - DETECTOR_KEYS.indexOf(b.detector) || b.strength - a.strength,
  );
}

function drained<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Whether any of these labels answers a span; found by kind and series, since there may be thousands. */
function answersOf(labels: readonly LabelSpan[]): (span: LabelSpan) => boolean {
  const byPlace = new Map<string, LabelSpan[]>();
  const keyOf = (kind: string, seriesId: string | null) => JSON.stringify([kind, seriesId]);
  for (const label of labels) {
    const key = keyOf(label.kind, label.seriesId);
    byPlace.set(key, [...(byPlace.get(key) ?? []), label]);
  }
  return (span) =>
    [keyOf(span.kind, span.seriesId), keyOf(span.kind, null)].some((key) =>
      byPlace.get(key)?.some((label) => label.fromTime < span.untilTime && label.untilTime > span.fromTime),
    );
}
