import { findMeasurement, type Measurement } from "#lib/features/opportunities/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { findMeasured } from "../roi/measured.ts";

/** What the newest run measured, with the saving as the ROI page takes it. */
export async function measurementOf(actor: ProjectActor): Promise<Measurement | null> {
  const { saving } = await findMeasured(actor);
  return findMeasurement(actor, saving);
}
