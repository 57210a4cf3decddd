import type { InputsAnswer, SeriesAnswer } from "./schema.ts";

/** A question and how far its answer is. */
export interface Asked<Answer> {
  id: string;
  state: "waiting" | "running" | "done" | "failed";
  /** 0 to 1. */
  progress: number;
  message: string;
  /** Plain words. */
  failure: string | null;
  answer: Answer | null;
}

/** A what-if that was asked before. */
export interface WhatIfLine {
  id: string;
  series: number;
  seriesName: string;
  changes: { name: string; values: (number | null)[] }[];
  by: string | null;
  /** Milliseconds since 1970 UTC. */
  at: number;
}

export interface Explanations {
  /** Null where nobody has asked yet. */
  inputs: Asked<InputsAnswer> | null;
  series: Asked<SeriesAnswer>;
  whatIfs: WhatIfLine[];
  mayAskInputs: boolean;
  mayAskWhatIf: boolean;
  isFromBrowser: boolean;
}
