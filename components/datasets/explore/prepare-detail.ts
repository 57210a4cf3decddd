import {
  explainSeries,
  type Finding,
  figuresAt,
  profileSeries,
  type SeriesColumns,
  type SeriesProfile,
} from "#lib/features/datasets/explore/index.ts";
import type { SeriesValues } from "#lib/features/datasets/index.ts";
import type { PlotMarks } from "../history-plot.tsx";
import { formatTime, formatValue, periodsWords } from "../words.ts";

export interface SeriesDetail {
  profile: SeriesProfile;
  findings: Finding[];
  /** Of the whole history. */
  marks: PlotMarks;
}

/** One series looked into where it is shown, by the very rules that made the version's profile. */
export function prepareDetail(
  { times, values }: SeriesValues,
  options: { columns: SeriesColumns; series: number; frequency: string },
): SeriesDetail {
  const { columns, series, frequency } = options;
  const { seasonLength: season } = columns;
  const unit = /[A-Za-z]+$/.exec(frequency)?.[0] ?? "D";
  const numbers = Float64Array.from(values, (value) => value ?? Number.NaN);
  const profile = profileSeries(numbers, { season, unit });
  const first = Math.max(
    0,
    values.findIndex((value) => value !== null),
  );
  const findings = explainSeries(profile, figuresAt(columns.columns, series), {
    seasonLength: season,
    words: {
      time: (place) => formatTime(times[first + place] ?? 0, frequency),
      periods: (count) => periodsWords(count, frequency),
      value: formatValue,
    },
    nameOf: (place) => columns.ids[place] ?? "another series",
  });
  const shift = <T extends { from: number; to: number }>({ from, to }: T) => ({
    from: first + from,
    to: first + to,
  });
  const ended =
    profile.trailingZeros > 0 ? [{ from: profile.length - profile.trailingZeros, to: profile.length }] : [];
  return {
    profile,
    findings,
    marks: {
      stretches: [...profile.stockOuts, ...ended].map(shift),
      points: profile.outliers.map((place) => first + place),
    },
  };
}

/** The last `count` periods of a series with what is marked in them. */
export function lastOf(
  series: SeriesValues,
  marks: PlotMarks,
  count: number,
): { series: SeriesValues; marks: PlotMarks } {
  const cut = Math.max(0, series.values.length - count);
  return {
    series: { id: series.id, times: series.times.slice(cut), values: series.values.slice(cut) },
    marks: {
      stretches: marks.stretches
        .filter(({ to }) => to > cut)
        .map(({ from, to }) => ({ from: Math.max(0, from - cut), to: to - cut })),
      points: marks.points.filter((place) => place >= cut).map((place) => place - cut),
    },
  };
}
