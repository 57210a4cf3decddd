import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { createClaim } from "./change.ts";
import { findClaims } from "./repository.ts";
import type { ClaimInput } from "./schema.ts";

/**
 * What the demo's plan claims. Bars, not results: nobody has looked whether they are kept. The last three speak of a run
 * and turn when the first one has finished.
 */
const DEMO_CLAIMS: readonly ClaimInput[] = [
  {
    block: "value_proposition",
    text: "Pays back within two years",
    measure: "payback_months",
    comparison: "at_most",
    threshold: 24,
  },
  {
    block: "data_sources",
    text: "Four years of sales per item and day",
    measure: "history_months",
    comparison: "at_least",
    threshold: 48,
  },
  {
    block: "offline_evaluation",
    text: "Costs less than seasonal naive",
    measure: "saving_share",
    comparison: "above",
    threshold: 0,
  },
  {
    block: "live_monitoring",
    text: "Bias stays within ±20 %",
    measure: "bias",
    comparison: "at_most",
    threshold: 20,
  },
  {
    block: "when_not_to_use_ml",
    text: "More than a rule of thumb is worth its cost",
    measure: "verdict",
    comparison: "at_least",
    threshold: 1,
  },
];

/** Leaves a project alone that has claims already. */
export async function seedClaims(actor: ProjectActor): Promise<void> {
  if ((await findClaims(db(), actor)).length > 0) return;
  for (const claim of DEMO_CLAIMS) await createClaim(actor, claim);
}
