import { z } from "zod";
import { CLAIM_STATES, type ClaimView } from "#lib/features/evidence/index.ts";
import { ClaimPatchSchema } from "#lib/features/evidence/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso, isoOrNull } from "../iso.ts";

const { block, measure, comparison, threshold, pinnedTo } = ClaimPatchSchema.shape;

export const ClaimSchema = z
  .object({
    id: z.uuid(),
    block: block.unwrap(),
    text: z.string(),
    measure: measure.unwrap(),
    comparison: comparison.unwrap(),
    threshold: threshold.unwrap(),
    subject: z.string().meta({ description: "The covariate, for a measure of one; else empty." }),
    pinnedTo: pinnedTo.unwrap(),
    bound: z.string().meta({ description: "How it is bound, in words; empty where it is not." }),
    state: z
      .enum(CLAIM_STATES)
      .meta({ description: "As of now: it follows from the sources, and turns when they do." }),
    number: z
      .number()
      .nullable()
      .meta({ description: "In the measure's unit; null without one, and for what is never reached." }),
    figure: z.string().meta({ description: "The number with its unit and its baseline." }),
    reason: z.string().meta({ description: "Why it is stale or unproven." }),
    source: z
      .object({
        words: z.string(),
        path: z.string().meta({ description: "Of its page, within the project's." }),
      })
      .nullable(),
    since: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Claim" });

export function toClaim(claim: ClaimView): z.input<typeof ClaimSchema> {
  return {
    ...claim,
    since: isoOrNull(claim.since),
    createdAt: iso(claim.createdAt),
    updatedAt: iso(claim.updatedAt),
  };
}

export const ClaimParams = z.strictObject({ claim: z.uuid() });

export const EXAMPLE_WISH = {
  block: "offline_evaluation" as const,
  text: "WAPE below 15 %",
  measure: "wape" as const,
  comparison: "below" as const,
  threshold: 15,
};

export const EXAMPLE_CLAIM = {
  ...EXAMPLE_WISH,
  id: EXAMPLE.claim,
  subject: "",
  pinnedTo: null,
  bound: "WAPE below 15 %",
  state: "supported" as const,
  number: 12.4,
  figure: "12.4 %, seasonal naive 17.1 %",
  reason: "",
  source: { words: "run 1, Theta", path: "runs/1" },
  since: "2026-11-24T08:30:00.000Z",
  createdAt: "2026-11-24T08:30:00.000Z",
  updatedAt: "2026-11-24T08:30:00.000Z",
};
