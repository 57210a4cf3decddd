import { type Measured, measuredOf } from "#components/roi/measured.ts";
import { findLatestVerdict } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";

/** What the newest verdict says about the case's assumptions; null before there is one with a comparison in it. */
export async function findMeasured(actor: ProjectActor): Promise<Measured | null> {
  const verdict = await findLatestVerdict(actor);
  return verdict ? measuredOf(verdict) : null;
}
