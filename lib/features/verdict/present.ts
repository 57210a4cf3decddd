import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { ensureVerdict } from "./compute.ts";
import { loadVerdictInputs } from "./inputs.ts";
import { findRunByNumber, type StoredVerdict } from "./repository.ts";

/**
 * The stored verdict on a run at the present prices and ROI case, without the results around it: what a decision rests
 * on. Null while there is none. Throws `not_found` for a run of elsewhere.
 */
export async function findPresentVerdict(
  actor: ProjectActor,
  runNumber: number,
): Promise<StoredVerdict | null> {
  assertMay(actor, "read");
  const [run, inputs] = await Promise.all([findRunByNumber(actor, runNumber), loadVerdictInputs(actor)]);
  if (run.status !== "succeeded") return null;
  const { workspaceId, projectId } = actor;
  return ensureVerdict({ workspaceId, projectId, runId: run.id }, inputs);
}
