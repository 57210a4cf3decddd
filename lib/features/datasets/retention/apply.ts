import { db, transaction } from "#lib/platform/db.ts";
import { letGo, lockVersion } from "./delete.ts";
import { expiredVersions } from "./expired.ts";
import type { Keep } from "./schema.ts";
import { isUsed, usesOf } from "./uses.ts";

/**
 * Lets go what the datasets' policies no longer keep, one version a transaction: stopped at any moment, the rest goes the
 * next time. Safe from several processes at once. Returns how many versions went.
 */
export async function applyRetention(options: { now: number }): Promise<number> {
  const datasets = await db().dataset.findMany({
    where: { deletedAt: null, OR: [{ keepVersions: { not: null } }, { keepDays: { not: null } }] },
    select: { id: true, workspaceId: true, projectId: true, keepVersions: true, keepDays: true },
  });
  let gone = 0;
  for (const dataset of datasets) {
    const { workspaceId, projectId } = dataset;
    for (const version of await expiredOf(dataset, options.now)) {
      gone += await transaction(async (tx) => {
        const row = await lockVersion(tx, dataset, version.id);
        const uses = (await usesOf(tx, { workspaceId, projectId, versionIds: [row.id] })).get(row.id);
        // Another process did it, or a run has begun with it since.
        if (row.deletedAt || (uses && isUsed(uses))) return 0;
        await letGo(tx, dataset, row, { reason: policyWords(dataset), byId: null, isByPolicy: true });
        return 1;
      });
    }
  }
  return gone;
}

async function expiredOf(
  dataset: { id: string; workspaceId: string; projectId: string } & Keep,
  now: number,
): Promise<{ id: string; number: number; createdAt: number; isUsed: boolean }[]> {
  const { workspaceId, projectId } = dataset;
  const rows = await db().datasetVersion.findMany({
    where: { datasetId: dataset.id, workspaceId, projectId, deletedAt: null },
    select: { id: true, number: true, createdAt: true },
  });
  const uses = await usesOf(db(), { workspaceId, projectId, versionIds: rows.map((row) => row.id) });
  const versions = rows.map(({ id, number, createdAt }) => {
    const own = uses.get(id);
    return { id, number, createdAt: createdAt.getTime(), isUsed: own !== undefined && isUsed(own) };
  });
  return expiredVersions(versions, dataset, now);
}

/** "the newest 5 versions and those of the last 90 days are kept". */
export function policyWords({ keepVersions, keepDays }: Keep): string {
  const parts = [
    ...(keepVersions === null
      ? []
      : [keepVersions === 1 ? "the newest version" : `the newest ${keepVersions} versions`]),
    ...(keepDays === null
      ? []
      : [keepDays === 1 ? "those of the last day" : `those of the last ${keepDays} days`]),
  ];
  if (parts.length === 0) return "all versions are kept";
  return `${parts.join(" and ")} ${keepVersions === 1 && keepDays === null ? "is" : "are"} kept`;
}
