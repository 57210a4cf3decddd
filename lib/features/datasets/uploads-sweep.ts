import { dropPieces, listPartialBlobs } from "#lib/platform/blobs/index.ts";
import { db, transaction } from "#lib/platform/db.ts";

/**
 * Forgets uploads that nobody added to for a day, and pieces whose upload went with its project. Returns how many went.
 * Safe at any time, from any process: what is under way has a later expiry, and its row is older than its pieces.
 */
export async function sweepExpiredUploads(options: { now: Date }): Promise<number> {
  const expired = await db().upload.findMany({
    where: { status: { in: ["receiving", "failed"] }, expiresAt: { lte: options.now } },
    select: { id: true, workspaceId: true },
  });
  let swept = 0;
  for (const upload of expired) {
    swept += await transaction(async (tx) => {
      // Asked again under the row's lock: bytes may have come since.
      const { count } = await tx.upload.deleteMany({
        where: {
          id: upload.id,
          workspaceId: upload.workspaceId,
          status: { in: ["receiving", "failed"] },
          expiresAt: { lte: options.now },
        },
      });
      if (count > 0) await dropPieces(tx, upload);
      return count;
    });
  }
  return swept + (await sweepLost());
}

async function sweepLost(): Promise<number> {
  const partial = await listPartialBlobs();
  if (partial.length === 0) return 0;
  const owners = await db().upload.findMany({
    where: { id: { in: partial.map((blob) => blob.id) } },
    select: { id: true },
  });
  const known = new Set(owners.map((owner) => owner.id));
  const lost = partial.filter((blob) => !known.has(blob.id));
  for (const blob of lost) await transaction((tx) => dropPieces(tx, blob));
  return lost.length;
}
