import { findRoiTerms } from "#lib/features/roi/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { RoiTerms } from "./assemble.ts";

/** What the ROI case says about a saving, and a fingerprint of all that answer rests on. Null without a case. */
export async function loadRoiTerms(
  reader: ProjectActor,
): Promise<{ terms: RoiTerms; fingerprint: unknown } | null> {
  const found = await findRoiTerms(reader);
  if (!found) return null;
  const { inputs, unitsAYear, upkeepAYear, npvOf, npvOfStep } = found;
  return { terms: { unitsAYear, networkUpkeep: upkeepAYear, npvOf, npvOfStep }, fingerprint: inputs };
}
