import { type DatasetVersionView, getVersionAt, listVersionsOf } from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { AppError } from "#lib/platform/errors.ts";

/** The version of a dataset that a number or an id names, or its newest. */
export async function versionFrom(
  actor: ProjectActor,
  { dataset, version }: { dataset: string; version: string | null },
): Promise<DatasetVersionView> {
  if (version !== null) return getVersionAt(actor, { datasetId: dataset, version });
  const [newest] = await listVersionsOf(actor, { datasetId: dataset, limit: 1, before: null });
  if (!newest) throw new AppError("not_found", { detail: "This dataset has no version yet." });
  return newest;
}
