import type { Measured } from "#components/roi/measured.ts";
import { METHOD_IN_SENTENCE } from "#lib/features/verdict/index.ts";
import { findLatestVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";

/** What the newest verdict says about the case's assumptions; null before there is one with a comparison in it. */
export async function findMeasured(actor: ProjectActor): Promise<Measured | null> {
  const verdict = await findLatestVerdict(actor);
  const { detail } = verdict ?? {};
  // From today's method (or what stands for it) to what the verdict recommends; else the step that was refused.
  const whole = detail?.steps.find(
    (step) => step.from === detail.steps[0]?.from && step.to === detail.recommended,
  );
  const step = whole ?? detail?.decisive;
  if (!verdict || !detail || !step) return null;
  const costs = detail.costs.find((row) => row.model === step.from);
  return {
    run: verdict.runNumber,
    from: METHOD_IN_SENTENCE[step.from],
    to: METHOD_IN_SENTENCE[step.to],
    testPeriods: detail.testPeriods,
    costFrom: step.yearlyCostFrom,
    saving: step.yearlySaving,
    share: step.share,
    interval: { low: step.lower, high: step.upper },
    upkeep: step.yearlyUpkeep,
    unitsShort: costs ? costs.unitsShort * detail.yearlyFactor : null,
    unitsOver: costs ? costs.unitsOver * detail.yearlyFactor : null,
    sentence: verdict.sentence,
  };
}
