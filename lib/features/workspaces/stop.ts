/** One stop of the thread (plan, data, train, judge, decide) as the rail and the front page show it. */
export interface Stop {
  state: "done" | "needs_you" | "running" | "warning" | "empty";
  /** Beside the name in the rail, at most 8 characters: "6/10", "v3", "62 %". */
  badge: string;
  /** One line with a number in it: "6 of 10 blocks agreed". */
  headline: string;
  /** A second line: what it rests on. */
  detail: string;
  /** What to do at this stop, as a verb and a path below the project: { label: "Watch run 15", path: "runs/15" }. */
  action: { label: string; path: string };
}
