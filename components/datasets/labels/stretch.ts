/** Where somebody is on a chart, and where the marking began; both are places in the series, from 0. */
export interface Stretch {
  cursor: number;
  /** The other end; the cursor itself where a single period is marked. */
  anchor: number;
}

export interface View {
  from: number;
  to: number;
}

/** First and last period that are marked, both inclusive. */
export function endsOf({ cursor, anchor }: Stretch): { first: number; last: number } {
  return { first: Math.min(cursor, anchor), last: Math.max(cursor, anchor) };
}

const PAGE = 28;

/**
 * What a key does: arrows move by a period, Page Up and Down by 28, Home and End to the ends; with Shift the other end
 * stays. Escape marks the cursor's period alone. Null for any other key.
 */
export function moved(
  stretch: Stretch | null,
  key: string,
  options: { isExtending: boolean; count: number },
): Stretch | null {
  const { isExtending, count } = options;
  const at = stretch ?? { cursor: count - 1, anchor: count - 1 };
  const to = {
    ArrowLeft: at.cursor - 1,
    ArrowRight: at.cursor + 1,
    PageUp: at.cursor - PAGE,
    PageDown: at.cursor + PAGE,
    Home: 0,
    End: count - 1,
    Escape: at.cursor,
  }[key];
  if (to === undefined) return null;
  const cursor = Math.max(0, Math.min(count - 1, to));
  return { cursor, anchor: isExtending && key !== "Escape" ? at.anchor : cursor };
}

/** The stretch of the chart with the cursor in it: moved as little as is needed. */
export function viewWith({ from, to }: View, cursor: number, count: number): View {
  const width = to - from;
  if (cursor < from) return { from: cursor, to: cursor + width };
  if (cursor > to) return { from: Math.min(cursor, count - 1) - width, to: cursor };
  return { from, to };
}

/** The last `wanted` periods, or all there are. */
export function lastPeriods(count: number, wanted: number): View {
  return { from: Math.max(0, count - wanted), to: Math.max(0, count - 1) };
}

/** A stretch with as much around it as it takes to see what is usual there. */
export function around({ first, last }: { first: number; last: number }, count: number): View {
  const margin = Math.max(60, 2 * (last - first));
  return { from: Math.max(0, first - margin), to: Math.min(count - 1, last + margin) };
}

/** Places of a label in a series, by its times; null when it is not in it. Times ascend. */
export function placesOf(
  times: readonly number[],
  { fromTime, untilTime }: { fromTime: number; untilTime: number },
): { first: number; last: number } | null {
  const first = lowest(times.length, (i) => (times[i + 1] ?? Number.POSITIVE_INFINITY) > fromTime);
  const last = lowest(times.length, (i) => (times[i] as number) >= untilTime) - 1;
  // The last period has no next one to end it: a label that begins after it is not in the series.
  const isAfter = first === times.length - 1 && fromTime > (times[first] as number);
  return first <= last && !isAfter ? { first, last } : null;
}

function lowest(end: number, passes: (i: number) => boolean): number {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Which row of texts each label gets, so that none stand on each other: the first row with room, else null. `x` is the
 * middle in pixels, labels in order of x.
 */
export function rowsOfTexts(
  labels: readonly { x: number; width: number }[],
  options: { rows: number; gap: number },
): (number | null)[] {
  const ends = new Array<number>(options.rows).fill(Number.NEGATIVE_INFINITY);
  return labels.map(({ x, width }) => {
    const row = ends.findIndex((end) => x - width / 2 >= end + options.gap);
    if (row < 0) return null;
    ends[row] = x + width / 2;
    return row;
  });
}
