import type { ModelKey } from "#lib/forecast/types.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";

type Maybe = number | null;

/** What decides whether two rows may be compared: the same data, asked the same, scored on the same days. */
export interface Comparison {
  /** The same for rows that may be compared. */
  id: string;
  /** SHA-256 of raw data, recipe and code version. */
  dataDigest: string;
  /** "Pasta sales, version 2" */
  data: string;
  dataVersionId: string;
  horizonSteps: number;
  seasonLength: number;
  /** Last time that each test fold may see: milliseconds since 1970 UTC, or positions. */
  testCutoffs: number[];
  /** SHA-256 of the labels whose periods count in no error; null where there were none. */
  leftOutDigest: string | null;
  /** False where the data have positions in place of times. */
  hasCalendar: boolean;
  /** "28 days", "7 days", "8 Oct 2018" */
  words: { horizon: string; season: string; cutoffs: string[] };
}

/** One method of one run on the untouched folds. Shares are fractions, sMAPE is in percent, times are milliseconds. */
export interface ModelRow {
  runId: string;
  runNumber: number;
  place: RunPlace;
  /** The browser run that this one repeats. */
  replayOf: number | null;
  question: string;
  askedBy: { name: string; kind: "person" | "key" } | null;
  finishedAt: Maybe;
  model: ModelKey;
  name: string;
  isBaseline: boolean;
  comparison: Comparison;
  selectionFolds: number;
  testFolds: number;
  /** Pairs of forecast and actual. */
  count: number;
  mase: Maybe;
  wape: Maybe;
  smape: Maybe;
  bias: Maybe;
  coverage80: Maybe;
  /** At the present unit costs, in the project's currency; null until the run is judged at them. */
  cost: { perUnit: Maybe; total: number; saving: Maybe } | null;
  /** Seconds of work on this method's tasks, all workers together. */
  seconds: Maybe;
  seed: number;
  runtime: Record<string, string>;
}

/** Rows that may be compared, the smallest MASE first. */
export interface ModelGroup {
  comparison: Comparison;
  rows: ModelRow[];
  /** Why its rows cannot stand in the first table; empty for the first. */
  apart: string;
  /** Whether its best row is on an earlier page. */
  isContinued: boolean;
}
