import { tokenHashOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { type Limit, takeAttempt } from "#lib/platform/rate-limit.ts";
import { type BlockProjection, projectDocument } from "../document/project.ts";
import type { ClaimFacts } from "../export/facts.ts";
import { openDocument } from "../live/open-canvas.ts";
import { listUpdates } from "../repository.ts";
import { type PosterBlock, posterOf } from "../view.ts";

/** Opened links by address: nobody finds one by trying, and nobody keeps the server busy with one. */
const opensPerAddress = (address: string): Limit => ({
  key: `shared-canvas:address:${address}`,
  attempts: 300,
  windowSeconds: 15 * 60,
});
const MINUTE_MS = 60_000;

interface Reader {
  /** Where the reader comes from, as `addressOf` says. */
  address: string;
  now: Date;
}

export interface SharedCanvas {
  workspaceId: string;
  projectId: string;
  projectName: string;
  currency: string;
  /** Without anybody's name. */
  blocks: BlockProjection[];
  /** Milliseconds since 1970 UTC. */
  expiresAt: number;
}

export type Shared =
  | { state: "open"; canvas: SharedCanvas }
  /** Never made, expired or revoked: a stranger is not told which. */
  | { state: "closed" }
  | { state: "busy"; retryAfterSeconds: number };

/** The canvas behind a link, as it is now; names of people are left out. `token` is whatever stood in the address. */
export async function readSharedCanvas(token: unknown, { address, now }: Reader): Promise<Shared> {
  const attempt = await takeAttempt(opensPerAddress(address), now);
  if (!attempt.allowed) return { state: "busy", retryAfterSeconds: attempt.retryAfterSeconds };
  const tokenHash = tokenHashOf(token);
  if (tokenHash === null) return { state: "closed" };
  const link = await db().canvasLink.findFirst({
    where: { tokenHash, revokedAt: null, expiresAt: { gt: now } },
    select: {
      id: true,
      workspaceId: true,
      projectId: true,
      expiresAt: true,
      project: { select: { name: true, currency: true } },
    },
  });
  if (!link) return { state: "closed" };
  const { workspaceId, projectId } = link;
  const updates = await listUpdates({ workspaceId, projectId }, { after: 0n });
  await db().canvasLink.updateMany({
    where: {
      id: link.id,
      workspaceId,
      OR: [{ openedAt: null }, { openedAt: { lt: new Date(now.getTime() - MINUTE_MS) } }],
    },
    data: { openedAt: now },
  });
  const blocks = projectDocument(openDocument(updates.map((update) => update.bytes)));
  return {
    state: "open",
    canvas: {
      workspaceId,
      projectId,
      projectName: link.project.name,
      currency: link.project.currency,
      blocks: blocks.map((block) => ({ ...block, ownerId: null })),
      expiresAt: link.expiresAt.getTime(),
    },
  };
}

export function sharedPoster({ blocks, currency }: SharedCanvas): PosterBlock[] {
  return posterOf(blocks, { currency, names: {} });
}

/** The poster as a file, for the same reader. */
export async function sharedPdf(
  { blocks, currency, projectName }: SharedCanvas,
  { now, claims }: { now: number; claims: readonly ClaimFacts[] },
): Promise<Uint8Array<ArrayBuffer>> {
  const { canvasPdf } = await import("../export/pdf/canvas-pdf.ts");
  return new Uint8Array(
    await canvasPdf(blocks, { project: { name: projectName, currency }, names: {}, now, claims }),
  );
}
