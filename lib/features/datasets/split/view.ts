import type { LeakCheck } from "./leaks.ts";

/** A fold on the data's own time. Times are milliseconds since 1970 UTC, or positions. */
export interface FoldView {
  name: string;
  role: "selection" | "test" | "future";
  /** Places in `times`: the last period that it may see, and the first and last that it forecasts. */
  seen: number;
  first: number;
  last: number;
  seenTime: number;
  firstTime: number;
  lastTime: number;
  /** Values that it may learn from, and that it is measured by; none for the future. */
  learntFrom: number;
  measuredBy: number;
}

/** Train, validation and test over the data, as rolling origins. */
export interface SplitView {
  frequency: string;
  times: number[];
  /** All series together, null where none has a value. */
  total: (number | null)[];
  series: number;
  /** Place of the first and the last known value. */
  firstKnown: number;
  lastKnown: number;
  folds: FoldView[];
  checks: LeakCheck[];
}
