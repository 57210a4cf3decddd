/** Ways to see what a run found on its untouched folds. */
export const LOOK_WAYS = ["page", "series", "table", "rest", "models", "opened"] as const;
export type LookWay = (typeof LOOK_WAYS)[number];

export const LOOK_WORDS: Record<LookWay, string> = {
  page: "opened the run",
  series: "looked at single series",
  table: "downloaded the forecasts",
  rest: "read it by the API",
  models: "compared it with other runs",
  opened: "opened the sealed folds",
};

/** One row of the record: somebody, a run, a way, an hour. */
export interface LookRow {
  runNumber: number;
  userId: string;
  name: string | null;
  via: LookWay;
  /** Milliseconds since 1970 UTC. */
  at: number;
  hour: string;
}

export interface Looks {
  /** People, runs and hours: looking again within the hour, or in another way, is the same look. */
  count: number;
  people: number;
  /** Whose untouched folds were looked at, ascending. */
  runs: number[];
}

export interface LookView {
  /** At any run's untouched folds that hold some of these periods, before this run was asked for. */
  before: Looks;
  /** At this run's own since. */
  since: Looks;
  /** Both, newest first, at most fifty. */
  list: { runNumber: number; name: string; via: LookWay; at: number }[];
}

const LISTED = 50;

function count(rows: readonly LookRow[]): Looks {
  return {
    count: new Set(rows.map(({ runNumber, userId, hour }) => `${runNumber}/${userId}/${hour}`)).size,
    people: new Set(rows.map(({ userId }) => userId)).size,
    runs: [...new Set(rows.map(({ runNumber }) => runNumber))].sort((a, b) => a - b),
  };
}

/**
 * What the record says of a run: looks at its periods before it was asked for may have steered the choice of what to
 * try; those since may not. `rows` are of every run whose untouched folds hold some of the same periods.
 */
export function summariseLooks(rows: readonly LookRow[], run: { number: number; askedAt: number }): LookView {
  const before = rows.filter(({ at }) => at < run.askedAt);
  const since = rows.filter(({ at, runNumber }) => at >= run.askedAt && runNumber === run.number);
  return {
    before: count(before),
    since: count(since),
    list: [...before, ...since]
      .toSorted((a, b) => b.at - a.at)
      .slice(0, LISTED)
      .map(({ runNumber, name, via, at }) => ({ runNumber, name: name ?? "somebody", via, at })),
  };
}

/** "once", "twice", "3 times". */
export const timesWords = (n: number): string =>
  n === 1 ? "once" : n === 2 ? "twice" : `${n.toLocaleString("en")} times`;
const people = (n: number) => (n === 1 ? "one person" : `${n.toLocaleString("en")} people`);

/** "Looked at 3 times before the choice, by 2 people, in runs 4 and 7." */
export function beforeWords({ before }: Pick<LookView, "before">): string {
  if (before.count === 0) return "Nobody had looked at these periods before this run was asked for.";
  const [last, ...rest] = before.runs.toReversed();
  const runs =
    rest.length === 0 ? `run ${last}` : `runs ${rest.toReversed().slice(-4).join(", ")} and ${last}`;
  return `Looked at ${timesWords(before.count)} before the choice, by ${people(before.people)}, in ${runs}.`;
}

/** "Opened 5 times since, by 2 people." */
export function sinceWords({ since }: Pick<LookView, "since">): string {
  if (since.count === 0) return "Not opened since.";
  return `Opened ${timesWords(since.count)} since, by ${people(since.people)}.`;
}

/** Before there is a run: "Looked at 3 times so far, by 2 people, in runs 4 and 7." */
export function sofarWords(looks: Pick<LookView, "before">): string {
  return looks.before.count === 0
    ? "Nobody has looked at these periods yet."
    : beforeWords(looks).replace("before the choice", "so far");
}
