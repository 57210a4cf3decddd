import type { SeriesFigures } from "./figures.ts";
import type { SeriesProfile } from "./series-profile.ts";

/** What may be wrong with a series, in the order of how much it harms a forecast. */
export const FINDING_KINDS = [
  "stock_out",
  "ended",
  "level_shift",
  "outliers",
  "gaps",
  "short",
  "negatives",
  "mostly_zero",
  "constant",
  "twin",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const FINDING_NAMES: Record<FindingKind, string> = {
  stock_out: "stock-out?",
  ended: "ended?",
  level_shift: "level shift",
  outliers: "outliers",
  gaps: "gaps",
  short: "short",
  negatives: "negative values",
  mostly_zero: "mostly zero",
  constant: "constant",
  twin: "same as another",
};

type Counted = Pick<
  SeriesFigures,
  | "known"
  | "zeros"
  | "ownMissing"
  | "negatives"
  | "minimum"
  | "maximum"
  | "stockOuts"
  | "trailingZeros"
  | "outliers"
  | "shifts"
  | "endsEarly"
  | "sameAs"
>;

/** More than one of a hundred points far off is how a series sells, not a mistake in it. */
function isFew(outliers: number, known: number): boolean {
  return outliers > 0 && outliers <= Math.max(3, known / 100);
}

/** Which findings a series has. `short`: fewer known values than three seasons, or than 12 where there is no season. */
export function findingsOf(figures: Counted, seasonLength: number): FindingKind[] {
  const known = figures.known ?? 0;
  const is: Record<FindingKind, boolean> = {
    stock_out: (figures.stockOuts ?? 0) > 0,
    ended: (figures.trailingZeros ?? 0) > 0 || (figures.endsEarly ?? 0) > Math.max(seasonLength, 3),
    level_shift: (figures.shifts ?? 0) > 0,
    outliers: isFew(figures.outliers ?? 0, known),
    gaps: (figures.ownMissing ?? 0) > 0,
    short: known < Math.max(12, seasonLength > 1 ? 3 * seasonLength : 0),
    negatives: (figures.negatives ?? 0) > 0,
    mostly_zero: known > 0 && (figures.zeros ?? 0) > known / 2,
    constant: known > 1 && figures.minimum === figures.maximum,
    twin: figures.sameAs !== null,
  };
  return FINDING_KINDS.filter((kind) => is[kind]);
}

export interface Finding {
  kind: FindingKind;
  /** A whole sentence. */
  words: string;
  /** Periods that it is about, of the series' own known span. */
  stretch: { from: number; to: number } | null;
}

interface Words {
  /** A period of the series' known span, "12 Sep 2018". */
  time: (place: number) => string;
  /** "14 days". */
  periods: (count: number) => string;
  value: (value: number) => string;
}

/** At most so many stock-outs, shifts or outliers are told one by one. */
const MOST_OF_A_KIND = 3;

/** The findings of one series in plain words, with where they are. `figures` are its entries of the version's profile. */
export function explainSeries(
  profile: SeriesProfile,
  figures: Counted,
  options: { seasonLength: number; words: Words; nameOf: (place: number) => string },
): Finding[] {
  const { seasonLength, words } = options;
  return findingsOf(figures, seasonLength).flatMap((kind): Finding[] =>
    wordsOf(kind, { profile, figures, ...options, words }),
  );
}

function wordsOf(
  kind: FindingKind,
  context: {
    profile: SeriesProfile;
    figures: Counted;
    seasonLength: number;
    words: Words;
    nameOf: (place: number) => string;
  },
): Finding[] {
  const { profile, figures, seasonLength, words, nameOf } = context;
  const { time, periods, value } = words;
  const whole = (text: string): Finding[] => [{ kind, words: text, stretch: null }];
  switch (kind) {
    case "stock_out":
      return [...profile.stockOuts]
        .sort((a, b) => b.to - b.from - (a.to - a.from))
        .slice(0, MOST_OF_A_KIND)
        .map((run) => ({
          kind,
          words: `Nothing from ${time(run.from)} to ${time(run.to - 1)}, although ${share(profile.known - profile.zeros, profile.known)} of its periods have sales: out of stock? Its zeros would then be no demand.`,
          stretch: run,
        }));
    case "ended":
      return profile.trailingZeros > 0
        ? [
            {
              kind,
              words: `Its last ${periods(profile.trailingZeros)} are zero: taken off the list, or out of stock?`,
              stretch: { from: profile.length - profile.trailingZeros, to: profile.length },
            },
          ]
        : whole(
            `Its last value is from ${time(profile.length - 1)}, ${periods(figures.endsEarly ?? 0)} before the newest of the data.`,
          );
    case "level_shift":
      return profile.shifts.slice(0, MOST_OF_A_KIND).map((shift, i) => ({
        kind,
        words: `From ${time(shift.at)} on the level is ${value(shift.after)}, before ${value(shift.before)}. What was before may mislead a model.`,
        stretch: { from: shift.at, to: profile.shifts[i + 1]?.at ?? profile.length },
      }));
    case "outliers": {
      const [first] = profile.outliers;
      if (first === undefined) return [];
      const places = profile.outliers.slice(0, MOST_OF_A_KIND).map(time).join(", ");
      const more = profile.outliers.length - MOST_OF_A_KIND;
      return [
        {
          kind,
          words: `Far from what surrounds ${profile.outliers.length === 1 ? "it" : "them"}: ${places}${more > 0 ? ` and ${more} more` : ""}. A promotion, or a mistake?`,
          stretch: { from: first, to: first + 1 },
        },
      ];
    }
    case "gaps": {
      const longest = [...profile.gaps].sort((a, b) => b.to - b.from - (a.to - a.from))[0];
      if (!longest) return [];
      const own = figures.ownMissing ?? 0;
      const closed = profile.missing - own;
      const inAll = closed > 0 ? `, and ${periods(closed)} that all series lack` : "";
      const place =
        longest.to - longest.from === 1
          ? `one of them is ${time(longest.from)}`
          : `the longest gap is from ${time(longest.from)} to ${time(longest.to - 1)}`;
      return [
        {
          kind,
          words: `${periods(own)} of ${periods(profile.length)} are missing${inAll}; ${place}. Missing is not zero.`,
          stretch: longest,
        },
      ];
    }
    case "short":
      return whole(
        `Only ${periods(profile.known)} are known${seasonLength > 1 ? `; a season of ${seasonLength} needs ${3 * seasonLength} to be seen` : ""}.`,
      );
    case "negatives":
      return whole(
        `${periods(profile.negatives)} below zero, the lowest ${value(profile.minimum)}. Returns, or a mistake?`,
      );
    case "mostly_zero":
      return whole(
        `${share(profile.zeros, profile.known)} of its periods are zero; methods for intermittent demand suit it.`,
      );
    case "constant":
      return whole(`Every known value is ${value(profile.minimum)}.`);
    case "twin":
      return whole(
        `Every value is that of ${nameOf(figures.sameAs ?? 0)}: is one of them a copy? It would count twice.`,
      );
  }
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %` : "none";
}
