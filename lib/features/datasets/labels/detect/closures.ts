import { type Panel, seriesRange } from "#lib/forecast/index.ts";
import type { Found } from "./zero-runs.ts";

const FEWEST_SERIES = 5;
/** A shop that is often closed has a rhythm, which models learn by themselves. */
const LARGEST_SHARE = 0.1;

/**
 * Stretches in which no series sold anything, though at least five have a value there: closed days that were written as
 * zeros. `strength` is `−log10` of the chance that all are zero at once if each kept its own rate, `Π p_s`. Nothing is
 * found when more than a tenth of the periods are like that. Positions of the grid. O(rows).
 */
export function findClosures(panel: Panel): Found[] {
  const periods = panel.times.length;
  const known = new Int32Array(periods);
  const sold = new Int32Array(periods);
  const chance = new Float64Array(periods);
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    const values = panel.values.subarray(from, to);
    const own = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
    const zeros = values.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);
    const logOfZero = Math.log10((zeros + 1) / (own + 2));
    values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      const at = start + i;
      known[at] = (known[at] as number) + 1;
      if (value !== 0) sold[at] = (sold[at] as number) + 1;
      chance[at] = (chance[at] as number) + logOfZero;
    });
  }
  const isClosed = Array.from(
    known,
    (count, at) => count >= FEWEST_SERIES && sold[at] === 0 && (chance[at] as number) < -6,
  );
  const closed = isClosed.filter(Boolean).length;
  if (closed === 0 || closed > LARGEST_SHARE * known.filter((count) => count > 0).length) return [];
  const found: Found[] = [];
  for (let at = 0; at < periods; at += 1) {
    if (!isClosed[at]) continue;
    let last = at;
    while (isClosed[last + 1]) last += 1;
    found.push({
      ...{ first: at, last, strength: -(chance[at] as number) },
      why: `all ${(known[at] as number).toLocaleString("en")} series are at zero`,
    });
    at = last;
  }
  return found;
}
