import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { RoiTerms } from "./assemble.ts";

/** What the ROI case says about a saving, and a fingerprint of all that answer rests on. Null without a case. */
export async function loadRoiTerms(
  _reader: ProjectActor,
): Promise<{ terms: RoiTerms; fingerprint: unknown } | null> {
  return null;
}
