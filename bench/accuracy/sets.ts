import { buildPanel, knownSpan, type Panel } from "#lib/forecast/index.ts";
import { dataFile, loadLong, loadPasta } from "../load.ts";

/** Data with the cutoffs at which it is forecast. Values after a cutoff are the truth that forecasts are judged by. */
export interface AccuracySet {
  name: string;
  panel: Panel;
  horizonSteps: number;
  seasonLength: number;
  /** Grid positions of the last value that may be seen. */
  cutoffs: readonly number[];
  about: string;
}

const M3 = {
  "m3-yearly": { horizonSteps: 6, seasonLength: 1 },
  "m3-quarterly": { horizonSteps: 8, seasonLength: 4 },
  "m3-monthly": { horizonSteps: 18, seasonLength: 12 },
  "m3-other": { horizonSteps: 8, seasonLength: 1 },
} as const;

export const M3_NAMES = Object.keys(M3) as (keyof typeof M3)[];

/** Every known set by name; each is read only when asked for. Null when the benchmark data is not here. */
const SETS: Record<string, () => AccuracySet | null> = {
  ...Object.fromEntries(M3_NAMES.map((name) => [name, () => m3(name)])),
  "pasta-daily": () =>
    windows(withoutPromotions(loadPasta()), {
      name: "pasta-daily",
      horizonSteps: 28,
      seasonLength: 7,
      count: 10,
      about: "118 products, closures missing, 10 windows of 28 days, promotions not given",
    }),
  "pasta-promo": () =>
    windows(loadPasta(), {
      name: "pasta-promo",
      horizonSteps: 28,
      seasonLength: 7,
      count: 10,
      about: "the same with promotions known ahead",
    }),
  "pasta-weekly": () =>
    windows(weekly(loadPasta()), {
      name: "pasta-weekly",
      horizonSteps: 13,
      seasonLength: 1,
      count: 10,
      about: "118 products, weeks ending Wednesday, 10 windows of 13 weeks",
    }),
  "bike-hourly": () =>
    read("bike_sharing.csv.gz", "h", {
      name: "bike-hourly",
      horizonSteps: 24,
      seasonLength: 24,
      count: 50,
      about: "1 series, 50 windows of 24 hours",
    }),
  "retail-monthly": () =>
    read("aus_retail.csv.gz", "M", {
      name: "retail-monthly",
      horizonSteps: 12,
      seasonLength: 12,
      count: 5,
      about: "152 Australian retail series, 5 windows of 12 months",
    }),
  "online-weekly": () =>
    read("online_retail_weekly.csv.gz", "W", {
      name: "online-weekly",
      horizonSteps: 8,
      seasonLength: 1,
      count: 2,
      skipLast: 1,
      about: "1,875 products, many zeros, 2 windows of 8 weeks, the partial last week left out",
    }),
};

export const SET_NAMES = Object.keys(SETS);

export function loadSet(name: string): AccuracySet | null {
  const load = SETS[name];
  if (!load) throw new Error(`There is no set "${name}". Known: ${SET_NAMES.join(", ")}.`);
  return load();
}

interface WindowOptions {
  name: string;
  horizonSteps: number;
  seasonLength: number;
  count: number;
  about: string;
  /** Periods at the end that are not used. */
  skipLast?: number;
}

function windows(panel: Panel, options: WindowOptions): AccuracySet {
  const { count, skipLast = 0, ...rest } = options;
  const span = knownSpan(panel);
  if (!span) throw new Error("Nothing is known.");
  const cutoffs = Array.from(
    { length: count },
    (_, k) => span.last - skipLast - (count - k) * options.horizonSteps,
  );
  return { ...rest, panel, cutoffs };
}

function read(file: string, frequency: string, options: WindowOptions): AccuracySet | null {
  const path = dataFile(file);
  return path ? windows(loadLong({ path, frequency }), options) : null;
}

/** Training and test values behind each other, all series ending at one position. */
function m3(name: keyof typeof M3): AccuracySet | null {
  const group = name.slice(3);
  const paths = [dataFile(`m3_${group}_train.csv.gz`), dataFile(`m3_${group}_test.csv.gz`)];
  if (!paths[0] || !paths[1]) return null;
  const [train, test] = paths.map((path) => loadLong({ path: path as string, frequency: "int" })) as [
    Panel,
    Panel,
  ];
  const { horizonSteps, seasonLength } = M3[name];
  const place = new Map(test.ids.map((id, s) => [id, s]));
  const longest = Math.max(...train.ids.map((_, s) => lengthOf(train, s)));
  const seriesOfRow: number[] = [];
  const times: number[] = [];
  const values: number[] = [];
  train.ids.forEach((id, s) => {
    const other = place.get(id);
    if (other === undefined || lengthOf(test, other) !== horizonSteps)
      throw new Error(`M3 series ${id} has no test values of its own.`);
    const all = [...rowsOf(train, s), ...rowsOf(test, other)];
    all.forEach((value, t) => {
      seriesOfRow.push(s);
      times.push(longest - lengthOf(train, s) + t);
      values.push(value);
    });
  });
  const panel = buildPanel({
    ids: train.ids,
    seriesOfRow: Int32Array.from(seriesOfRow),
    times: Float64Array.from(times),
    values: Float64Array.from(values),
    frequency: { unit: "int", multiple: 1 },
  });
  return {
    name,
    panel,
    horizonSteps,
    seasonLength,
    cutoffs: [longest - 1],
    about: `${train.ids.length} series, horizon ${horizonSteps}`,
  };
}

const lengthOf = (panel: Panel, s: number) => (panel.offsets[s + 1] as number) - (panel.offsets[s] as number);
const rowsOf = (panel: Panel, s: number) => panel.values.subarray(panel.offsets[s], panel.offsets[s + 1]);

function withoutPromotions(panel: Panel): Panel {
  return { ...panel, covariates: panel.covariates.filter(({ availability }) => availability === "static") };
}

/** Sums of the known days of weeks that end on Wednesday; weeks that the data cuts are left out. */
function weekly(daily: Panel): Panel {
  const day = 86_400_000;
  const seriesOfRow: number[] = [];
  const times: number[] = [];
  const values: number[] = [];
  // 1 January 1970 was a Thursday, the first day of such a week.
  const weekOf = (time: number) => Math.floor(time / day / 7);
  const firstWhole = Math.ceil((daily.times[0] as number) / day / 7);
  const endWhole = Math.floor(((daily.times[daily.times.length - 1] as number) / day + 1) / 7);
  daily.ids.forEach((_, s) => {
    const sums = new Map<number, number>();
    const from = daily.offsets[s] as number;
    const start = daily.starts[s] as number;
    rowsOf(daily, s).forEach((value, i) => {
      const week = weekOf(daily.times[start + i] as number);
      if (Number.isNaN(daily.values[from + i] as number)) return;
      sums.set(week, (sums.get(week) ?? 0) + value);
    });
    for (const [week, sum] of sums) {
      if (week < firstWhole || week >= endWhole) continue;
      seriesOfRow.push(s);
      times.push((week * 7 + 6) * day);
      values.push(sum);
    }
  });
  return buildPanel({
    ids: daily.ids,
    seriesOfRow: Int32Array.from(seriesOfRow),
    times: Float64Array.from(times),
    values: Float64Array.from(values),
    frequency: { unit: "W", multiple: 1 },
  });
}
