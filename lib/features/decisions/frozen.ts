import { z } from "zod";
import type { VerdictDetail } from "#lib/features/verdict/index.ts";
import { MODEL_KEYS, type ModelKey } from "#lib/forecast/types.ts";
import { VerdictKind } from "#lib/platform/prisma/enums.ts";

const model = z.enum(MODEL_KEYS);

const ExpectedSchema = z.object({
  /** The method whose cost it is compared with: today's where it is known, else seasonal naive. */
  against: model,
  saving: z.number(),
  /** 90 % interval; null where these two methods were not weighed against each other. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  npv: z.number().nullable(),
  currency: z.string(),
  /** "a year", or the test periods ("56 days") where nothing says how many make a year. */
  span: z.string(),
});
export type ExpectedSaving = z.infer<typeof ExpectedSchema>;

/** `Decision.frozen`: what was known when it was decided. */
export const FrozenSchema = z.object({
  verdict: z
    .object({
      id: z.string(),
      kind: z.enum(VerdictKind),
      sentence: z.string(),
      recommended: model,
      computedAt: z.string(),
    })
    .nullable(),
  expected: ExpectedSchema.nullable(),
});
export type Frozen = z.infer<typeof FrozenSchema>;

/** What the verdict is compared with: today's method where its forecasts are known, else seasonal naive. */
function referenceOf(detail: Pick<VerdictDetail, "costs">): ModelKey {
  return detail.costs.some((cost) => cost.model === "today") ? "today" : "seasonal_naive";
}

/**
 * What a method saves against the reference: the difference of their costs on the untouched folds, times the verdict's
 * yearly factor. Null when either has no cost there.
 */
export function expectedSaving(
  detail: Pick<VerdictDetail, "costs" | "steps" | "currency" | "testPeriods" | "yearlyFactor" | "yearlyFrom">,
  adopted: ModelKey,
): ExpectedSaving | null {
  const against = referenceOf(detail);
  const costOf = (key: ModelKey) => {
    const cost = detail.costs.find((one) => one.model === key);
    return cost ? cost.short + cost.over : null;
  };
  const reference = costOf(against);
  const own = costOf(adopted);
  if (reference === null || own === null) return null;
  const step = detail.steps.find((one) => one.from === against && one.to === adopted);
  return {
    against,
    saving: (reference - own) * detail.yearlyFactor,
    low: step?.lower ?? null,
    high: step?.upper ?? null,
    npv: step?.npv ?? null,
    currency: detail.currency,
    span: detail.yearlyFrom === "none" ? detail.testPeriods : "a year",
  };
}
