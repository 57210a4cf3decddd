import type { Turn } from "#lib/features/canvas/index.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { listClaims } from "./read.ts";

/**
 * When each claim last turned, for the feed of the canvas. Nothing is stored of a claim's state, so there is no more to
 * tell than the last time; one that never stood on a number has not turned.
 */
export async function claimTurns(actor: ProjectActor, terms: { now: number }): Promise<Turn[]> {
  const claims = await listClaims(actor, terms);
  return claims.flatMap((claim): Turn[] => {
    const { id, block, text, state, figure, reason, source, since } = claim;
    if (since === null || state === "unproven") return [];
    const why = state === "stale" ? reason : figure;
    return [
      {
        claimId: id,
        block,
        at: since,
        words: `The claim “${text}” turned ${state}${why ? `: ${why}` : ""}`,
        source: source && { path: source.path, label: source.words },
      },
    ];
  });
}
