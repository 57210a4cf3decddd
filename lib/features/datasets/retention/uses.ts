import type { Db } from "#lib/platform/db.ts";

/** What rests on a version: it stays unless an owner says otherwise. */
export interface Uses {
  /** Numbers of runs that learned from it. */
  runs: number[];
  /** Of these, those that are not over. */
  running: number[];
  /** Texts of claims that stay with this version. */
  claims: string[];
  /** How many decisions rest on its runs. */
  decisions: number;
}

export const isUsed = (uses: Uses): boolean => uses.runs.length + uses.claims.length + uses.decisions > 0;

/** The uses of each version, by its id. */
export async function usesOf(
  db: Db,
  scope: { workspaceId: string; projectId: string; versionIds: readonly string[] },
): Promise<ReadonlyMap<string, Uses>> {
  const { workspaceId, projectId } = scope;
  const ids = [...scope.versionIds];
  const runs = await db.run.findMany({
    where: { workspaceId, projectId, datasetVersionId: { in: ids } },
    select: { number: true, status: true, datasetVersionId: true, _count: { select: { decisions: true } } },
    orderBy: { number: "asc" },
  });
  const claims = await db.claim.findMany({
    where: { workspaceId, projectId, pinnedTo: { in: ids } },
    select: { text: true, pinnedTo: true },
    orderBy: { id: "asc" },
  });
  return new Map(
    ids.map((id): [string, Uses] => {
      const own = runs.filter((run) => run.datasetVersionId === id);
      return [
        id,
        {
          runs: own.map((run) => run.number),
          running: own.filter((run) => ["queued", "running"].includes(run.status)).map((run) => run.number),
          claims: claims.filter((claim) => claim.pinnedTo === id).map((claim) => claim.text),
          decisions: own.reduce((sum, run) => sum + run._count.decisions, 0),
        },
      ];
    }),
  );
}

/** "2 runs (4 and 7), 1 claim and 1 decision rest on it". */
export function usesInWords(uses: Uses): string {
  const { runs, claims, decisions } = uses;
  const count = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;
  const listed = runs.length <= 5 ? ` (${runs.join(", ")})` : "";
  const parts = [
    ...(runs.length > 0 ? [`${count(runs.length, "run")}${listed}`] : []),
    ...(claims.length > 0 ? [count(claims.length, "claim")] : []),
    ...(decisions > 0 ? [count(decisions, "decision")] : []),
  ];
  const total = runs.length + claims.length + decisions;
  const joined = parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
  return `${joined} ${total === 1 ? "rests" : "rest"} on it`;
}
