import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { type Bound, CLAIM_STATES, type ClaimState, type Evaluation } from "./state.ts";

/** As it is stored; times are milliseconds since 1970 UTC. */
export interface Claim extends Bound {
  id: string;
  block: BlockKey;
  text: string;
  createdAt: number;
  updatedAt: number;
}

/** With its state as of now, and `bound` in words: "WAPE below 15 %". */
export interface ClaimView extends Claim, Evaluation {
  bound: string;
}

export interface ClaimProposal {
  /** The same for the same proposal, whenever it is made. */
  key: string;
  block: BlockKey;
  text: string;
  measure: NonNullable<Bound["measure"]>;
  comparison: NonNullable<Bound["comparison"]>;
  threshold: number;
  subject: string;
  /** "WAPE below 15 %" */
  bound: string;
  /** Which field it is from. */
  from: string;
}

/** What a claim can be pinned to, and which covariates there are. */
export interface BindingOptions {
  versions: { value: string; label: string }[];
  runs: { value: string; label: string }[];
  covariates: string[];
}

/** Everything about the plan's evidence that a canvas page shows. */
export interface EvidenceView {
  claims: ClaimView[];
  /** Empty for somebody who may not edit. */
  proposals: ClaimProposal[];
  options: BindingOptions;
}

export type ClaimCounts = Record<ClaimState, number>;

export function countClaims(claims: readonly Pick<Evaluation, "state">[]): ClaimCounts {
  const counts: ClaimCounts = { supported: 0, contradicted: 0, stale: 0, unproven: 0 };
  for (const { state } of claims) counts[state] += 1;
  return counts;
}

/** "2 of 5 claims supported, 1 contradicted, 2 unproven"; what there is none of is left out. */
export function countsInWords(claims: readonly Pick<Evaluation, "state">[]): string {
  const counts = countClaims(claims);
  const total = claims.length === 1 ? "1 claim" : `${claims.length} claims`;
  const rest = CLAIM_STATES.filter((state) => state !== "supported" && counts[state] > 0);
  return [
    `${counts.supported} of ${total} supported`,
    ...rest.map((state) => `${counts[state]} ${state}`),
  ].join(", ");
}
