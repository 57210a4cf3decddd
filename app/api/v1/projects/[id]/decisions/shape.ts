import { z } from "zod";
import type { DecisionView } from "#lib/features/decisions/index.ts";
import { DecisionKind, VerdictKind } from "#lib/platform/prisma/enums.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso } from "../iso.ts";

const money = z.number();

export const DecisionSchema = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    kind: z.enum(DecisionKind),
    model: z.string().nullable(),
    title: z.string(),
    reason: z.string(),
    decidedBy: z.string().meta({ description: "The person, or the key." }),
    run: z.int().meta({ description: "The number of the run that it rests on." }),
    isOverride: z.boolean().meta({ description: "It goes against the verdict, and was signed." }),
    verdict: z
      .object({
        id: z.string(),
        kind: z.enum(VerdictKind),
        sentence: z.string(),
        recommended: z.string(),
        computedAt: z.string(),
      })
      .nullable()
      .meta({ description: "As it was when it was decided." }),
    expected: z
      .object({
        against: z.string(),
        saving: money,
        low: money.nullable(),
        high: money.nullable(),
        npv: money.nullable(),
        currency: z.string(),
        span: z.string(),
      })
      .nullable()
      .meta({ description: "What was expected to be saved, with its 90 % interval." }),
  })
  .meta({ id: "Decision" });

export function toDecision({ person, runNumber, ...view }: DecisionView): z.input<typeof DecisionSchema> {
  return { ...view, at: iso(view.at), decidedBy: person, run: runNumber };
}

export const EXAMPLE_DECISION = {
  id: EXAMPLE.decision,
  at: "2026-11-24T09:00:00.000Z",
  kind: "try_again" as const,
  model: null,
  title: "Try again",
  reason: "Another year of data arrives in March; we look again then.",
  decidedBy: "Nightly upload",
  run: 1,
  isOverride: false,
  verdict: {
    id: EXAMPLE.verdict,
    kind: "statistics_suffice" as const,
    sentence: "Use statistics. Theta saves €1,200 a year against seasonal naive.",
    recommended: "theta",
    computedAt: "2026-11-24T08:32:05.000Z",
  },
  expected: null,
};
