import { db, transaction } from "#lib/platform/db.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";

/** What was put, or put again, so lately may be about to get its reference. */
const GRACE_MS = 3_600_000;

/**
 * Removes blobs that deleted versions referred to and nothing else does. Each goes in one transaction that holds its row:
 * whoever puts the same content meanwhile waits, and finds it gone or kept, never half. Returns how many went.
 */
export async function sweepReleasedBlobs(options: { now: number; graceMs?: number }): Promise<number> {
  const before = new Date(options.now - (options.graceMs ?? GRACE_MS));
  const released = await db().blobRelease.findMany({
    where: { releasedAt: { lte: before } },
    orderBy: { releasedAt: "asc" },
    take: 10_000,
  });
  let gone = 0;
  for (const { workspaceId, digest } of released) {
    gone += await transaction(
      async (tx) => {
        const [blob] = await tx.$queryRaw<{ isFresh: boolean; isNeeded: boolean }[]>(Prisma.sql`
          SELECT "createdAt" > ${before} AS "isFresh", (
            EXISTS (SELECT 1 FROM "Upload" WHERE "workspaceId" = ${workspaceId} AND digest = ${digest})
            OR EXISTS (SELECT 1 FROM "Artifact" WHERE "workspaceId" = ${workspaceId} AND digest = ${digest})
            OR EXISTS (SELECT 1 FROM "RunExplanation" WHERE "workspaceId" = ${workspaceId} AND digest = ${digest})
            OR EXISTS (SELECT 1 FROM "VersionProfile" WHERE "workspaceId" = ${workspaceId} AND "columnsDigest" = ${digest})
            OR EXISTS (SELECT 1 FROM "DatasetVersion" WHERE "workspaceId" = ${workspaceId} AND "deletedAt" IS NULL
              AND position(${digest} IN manifest::text) > 0)
          ) AS "isNeeded"
          FROM "Blob" WHERE "workspaceId" = ${workspaceId} AND digest = ${digest} FOR UPDATE`);
        if (blob?.isFresh) return 0;
        await tx.blobRelease.deleteMany({ where: { workspaceId, digest } });
        if (!blob || blob.isNeeded) return 0;
        await tx.partSketch.deleteMany({ where: { workspaceId, digest } });
        await tx.blob.deleteMany({ where: { workspaceId, digest } });
        await tx.blobChunk.deleteMany({ where: { workspaceId, digest } });
        return 1;
      },
      { timeoutMs: 60_000 },
    );
  }
  return gone;
}
