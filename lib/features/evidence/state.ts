import type { ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";

export type ClaimState = "supported" | "contradicted" | "stale" | "unproven";
export const CLAIM_STATES = ["supported", "contradicted", "stale", "unproven"] as const;

/** What of a claim decides its state. `measure`, `comparison` and `threshold` are null together. */
export interface Bound {
  measure: ClaimMeasure | null;
  comparison: ClaimComparison | null;
  threshold: number | null;
  subject: string;
  pinnedTo: string | null;
}

export interface Evaluation {
  state: ClaimState;
  /** In the measure's unit; null where there is none, or where it is never reached. */
  number: number | null;
  /** "62.2 %, seasonal naive 98.1 %"; empty without a number. */
  figure: string;
  /** Why it is stale or unproven, in a sentence; empty for the others. */
  reason: string;
  /** Where the number is from, and the path of its page within the project. */
  source: { words: string; path: string } | null;
  /** Since when it is so, in milliseconds since 1970 UTC; null while there is no source. */
  since: number | null;
}
