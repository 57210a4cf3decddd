import type { StepsPreview } from "#lib/features/datasets/index.ts";

export interface ComparedTime {
  time: number;
  before: number | null;
  after: number | null;
  /** Whether the side's grid has this time at all. */
  isInBefore: boolean;
  isInAfter: boolean;
  /** False where one side is not there as a whole: then there is nothing to compare. */
  isChanged: boolean;
}

/** Both sides of a series by time, ascending. */
export function compareSides(series: StepsPreview["series"][number]): ComparedTime[] {
  const { before, after } = series;
  const byTime = new Map<number, ComparedTime>();
  const at = (time: number): ComparedTime => {
    const found = byTime.get(time) ?? {
      ...{ time, before: null, after: null, isInBefore: false, isInAfter: false, isChanged: false },
    };
    byTime.set(time, found);
    return found;
  };
  before?.times.forEach((time, i) => {
    Object.assign(at(time), { before: before.values[i] ?? null, isInBefore: true });
  });
  after?.times.forEach((time, i) => {
    Object.assign(at(time), { after: after.values[i] ?? null, isInAfter: true });
  });
  const all = [...byTime.values()].sort((a, b) => a.time - b.time);
  if (before && after) for (const each of all) each.isChanged = each.before !== each.after;
  return all;
}
