import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assembleVerdict } from "./assemble.ts";
import { loadEvidence } from "./evidence.ts";
import { jobReader, loadVerdictInputs, type VerdictInputs } from "./inputs.ts";
import { assertRunOf, findVerdict, insertVerdict, isSealed, type StoredVerdict } from "./repository.ts";
import { verdictSentence } from "./sentence.ts";

/**
 * The stored verdict of a finished run at these inputs, computed first when there is none. Null when the unit costs are
 * missing or the test folds hold no cost of seasonal naive. Calling it twice, or twenty times at once, makes one row.
 */
export async function ensureVerdict(
  scope: { workspaceId: string; projectId: string; runId: string },
  inputs: VerdictInputs,
): Promise<StoredVerdict | null> {
  const { prices, roi, currency, ruleOfThumb, digest } = inputs;
  if (!prices || (await isSealed(scope))) return null;
  const stored = await findVerdict(scope, digest);
  if (stored) return stored;
  const evidence = await loadEvidence(scope);
  const detail = assembleVerdict({ evidence, prices, roi, currency, ruleOfThumb });
  if (!detail) return null;
  const { workspaceId, projectId, runId } = scope;
  await insertVerdict({
    workspaceId,
    projectId,
    runId,
    inputsDigest: digest,
    sentence: verdictSentence(detail),
    detail,
  });
  return findVerdict(scope, digest);
}

/** Computes and stores the verdict at the present unit costs and ROI case. For jobs: nothing is authorised here. */
export async function computeVerdict(scope: {
  workspaceId: string;
  projectId: string;
  runId: string;
}): Promise<StoredVerdict | null> {
  const reader: ProjectActor = await jobReader(scope);
  await assertRunOf(scope);
  return ensureVerdict(scope, await loadVerdictInputs(reader));
}
