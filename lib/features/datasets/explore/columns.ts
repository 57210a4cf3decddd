import { type Panel, seasonLengthOf, seriesRange } from "#lib/forecast/index.ts";
import { FIGURES, type Figure, PROFILE_RULES, type SeriesColumns, type SeriesFigures } from "./figures.ts";
import { type ProfileTerms, profileSeries, type SeriesProfile } from "./series-profile.ts";

function termsOf(panel: Pick<Panel, "frequency">): ProfileTerms {
  return { season: seasonLengthOf(panel.frequency), unit: panel.frequency.unit };
}

/** The target of a series, NaN where missing, in its own memory of the panel. */
function targetOf(panel: Panel, series: number): Float64Array {
  const { from, to } = seriesRange(panel, series);
  return panel.values.subarray(from, to);
}

/**
 * Profiles every series of a panel, in the order of `ids` (each must be in the panel). `endsEarly` is by how many
 * periods its last known value is before the newest of all; `ownMissing` leaves out what is missing in all series; `sameAs` the place of the first series with the very same
 * known values at the same times, null where there is none or nothing is known. O(values · log of a series' length).
 */
export function profileColumns(panel: Panel, ids: readonly string[]): SeriesColumns {
  const terms = termsOf(panel);
  const places = new Map(panel.ids.map((id, s) => [id, s]));
  const columns = Object.fromEntries(FIGURES.map((name) => [name, [] as (number | null)[]])) as Record<
    Figure,
    (number | null)[]
  >;
  const ends: number[] = [];
  const seen = seenPositions(panel);
  const alike = new Map<string, number[]>();
  const order: number[] = [];
  for (const [place, id] of ids.entries()) {
    const s = places.get(id);
    if (s === undefined) throw new RangeError(`The panel has no series "${id}".`);
    order.push(s);
    const values = targetOf(panel, s);
    const profile = profileSeries(values, terms);
    const { end, key } = endAndKey(values, panel.starts[s] as number);
    ends.push(profile.known > 0 ? end : Number.NaN);
    const twin = profile.known > 0 ? twinOf({ alike, key, place, order, panel }) : null;
    for (const [name, value] of Object.entries(figuresOf(profile))) columns[name as Figure].push(value);
    columns.sameAs.push(twin);
    columns.ownMissing.push(ownMissing(values, panel.starts[s] as number, seen));
  }
  const newest = ends.reduce(
    (most, end) => (Number.isNaN(end) ? most : Math.max(most, end)),
    Number.NEGATIVE_INFINITY,
  );
  columns.endsEarly = ends.map((end) => (Number.isNaN(end) ? null : newest - end));
  return { rules: PROFILE_RULES, seasonLength: terms.season, ids: [...ids], columns };
}

/** Grid positions at which some series has a value, one byte each. */
function seenPositions(panel: Panel): Uint8Array {
  const seen = new Uint8Array(panel.times.length);
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    for (let row = from; row < to; row += 1) {
      if (!Number.isNaN(panel.values[row] as number)) seen[start + row - from] = 1;
    }
  }
  // Of one series nobody can tell a closed day from a gap.
  return panel.ids.length > 1 ? seen : seen.fill(1);
}

/** Missing periods within the known span that another series has: a closed day is nobody's gap. */
function ownMissing(values: Float64Array, start: number, seen: Uint8Array): number {
  let own = 0;
  let open = 0;
  let isKnown = false;
  for (let t = 0; t < values.length; t += 1) {
    if (!Number.isNaN(values[t] as number)) {
      own += open;
      open = 0;
      isKnown = true;
    } else if (isKnown) open += seen[start + t] as number;
  }
  return own;
}

/** Six digits are more than a list shows. */
const short = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);

function figuresOf(profile: SeriesProfile): Omit<SeriesFigures, "endsEarly" | "sameAs" | "ownMissing"> {
  const largest = profile.shifts.reduce(
    (most, shift) =>
      Math.abs(shift.after - shift.before) > Math.abs(most) ? shift.after - shift.before : most,
    0,
  );
  return {
    length: profile.length,
    known: profile.known,
    missing: profile.missing,
    gaps: profile.gaps.length,
    longestGap: profile.longestGap,
    zeros: profile.zeros,
    negatives: profile.negatives,
    minimum: short(profile.minimum),
    q25: short(profile.q25),
    median: short(profile.median),
    q75: short(profile.q75),
    q95: short(profile.q95),
    maximum: short(profile.maximum),
    mean: short(profile.mean),
    deviation: short(profile.deviation),
    adi: short(profile.adi),
    cv2: short(profile.cv2),
    longestZeroRun: profile.longestZeroRun,
    stockOuts: profile.stockOuts.length,
    stockOutPeriods: profile.stockOuts.reduce((sum, run) => sum + run.to - run.from, 0),
    trailingZeros: profile.trailingZeros,
    outliers: profile.outliers.length,
    shifts: profile.shifts.length,
    largestShift: short(largest),
    trend: short(profile.trend),
    season: short(profile.season),
    change: short(profile.change),
  };
}

function endAndKey(values: Float64Array, start: number): { end: number; key: string } {
  let end = start - 1;
  // FNV-1a over halves of the doubles' bits; what collides is compared value by value.
  let hash = 0x811c9dc5;
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let t = 0; t < values.length; t += 1) {
    if (Number.isNaN(values[t] as number)) continue;
    end = start + t;
    hash = Math.imul(hash ^ (words[2 * t] as number), 16777619);
    hash = Math.imul(hash ^ (words[2 * t + 1] as number) ^ (start + t), 16777619);
  }
  return { end, key: `${hash}:${end}` };
}

function twinOf(options: {
  alike: Map<string, number[]>;
  key: string;
  place: number;
  order: readonly number[];
  panel: Panel;
}): number | null {
  const { alike, key, place, order, panel } = options;
  const others = alike.get(key);
  if (!others) {
    alike.set(key, [place]);
    return null;
  }
  const twin = others.find((other) => isSame(panel, order[other] as number, order[place] as number));
  if (twin === undefined) others.push(place);
  return twin ?? null;
}

function isSame(panel: Panel, a: number, b: number): boolean {
  const at = (series: number, position: number) => {
    const { from, to, start } = seriesRange(panel, series);
    const row = from + position - start;
    return row >= from && row < to ? (panel.values[row] as number) : Number.NaN;
  };
  const range = [a, b].map((series) => seriesRange(panel, series));
  const from = Math.min(...range.map((one) => one.start));
  const to = Math.max(...range.map((one) => one.start + one.to - one.from));
  for (let position = from; position < to; position += 1) {
    const [one, other] = [at(a, position), at(b, position)];
    if (one !== other && !(Number.isNaN(one) && Number.isNaN(other))) return false;
  }
  return true;
}
