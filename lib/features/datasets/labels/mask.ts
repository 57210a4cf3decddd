import { type Panel, seriesRange } from "#lib/forecast/index.ts";
import { timeAtPosition } from "#lib/forecast/panel.ts";
import type { LabelKind } from "./kinds.ts";

/** The part of a label that a run reads. From one instant up to, and without, another. */
export interface LabelSpan {
  kind: LabelKind;
  /** Null: every series. */
  seriesId: string | null;
  fromTime: number;
  untilTime: number;
}

/**
 * Grid positions that a stretch of time touches, both inclusive; null when it touches none. A period lasts from its time
 * up to the next period's, so a label that was made on days marks every week that it reaches into. Positions after the
 * grid's end count, up to `lastPosition`. O(log periods).
 */
export function positionsOf(
  panel: Pick<Panel, "times" | "frequency">,
  span: Pick<LabelSpan, "fromTime" | "untilTime">,
  lastPosition = panel.times.length - 1,
): { first: number; last: number } | null {
  const { fromTime, untilTime } = span;
  // The first period that ends after `fromTime`, and the last that begins before `untilTime`.
  const first = firstWhere(lastPosition + 1, (p) => timeAtPosition(panel, p + 1) > fromTime);
  const last = firstWhere(lastPosition + 1, (p) => timeAtPosition(panel, p) >= untilTime) - 1;
  return first <= last ? { first, last } : null;
}

/** The smallest whole number below `end` that passes, else `end`; whoever passes, all after it pass. */
function firstWhere(end: number, passes: (position: number) => boolean): number {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * 1 for each row of the panel (its own layout) that a label of these kinds touches, else 0. Labels of series that this
 * version does not have touch nothing. O(labels · log periods + rows touched).
 */
export function rowsUnder(
  panel: Panel,
  labels: readonly LabelSpan[],
  kinds: readonly LabelKind[],
): Uint8Array {
  const rows = new Uint8Array(panel.values.length);
  const placeOf = new Map(panel.ids.map((id, series) => [id, series]));
  for (const label of labels) {
    if (!kinds.includes(label.kind)) continue;
    const span = positionsOf(panel, label);
    if (!span) continue;
    const one = label.seriesId === null ? null : placeOf.get(label.seriesId);
    if (one === undefined) continue;
    const [from, to] = one === null ? [0, panel.ids.length] : [one, one + 1];
    for (let series = from; series < to; series += 1) fillRows(rows, panel, series, span);
  }
  return rows;
}

function fillRows(
  rows: Uint8Array,
  panel: Panel,
  series: number,
  { first, last }: { first: number; last: number },
): void {
  const { from, to, start } = seriesRange(panel, series);
  const low = Math.max(from, from + first - start);
  const high = Math.min(to, from + last + 1 - start);
  if (low < high) rows.fill(1, low, high);
}

/** The panel with these rows' targets missing, which is not zero. Everything else stays, today's forecast too. */
export function maskRows(panel: Panel, rows: Uint8Array): Panel {
  if (!rows.includes(1)) return panel;
  return { ...panel, values: panel.values.map((value, row) => (rows[row] ? Number.NaN : value)) };
}
