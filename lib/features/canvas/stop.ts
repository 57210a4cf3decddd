import type { Stop } from "#lib/features/workspaces/index.ts";
import type { BlockStatus } from "#lib/platform/prisma/enums.ts";

const BLOCK_COUNT = 10;

/** The canvas as a stop of the thread, from the status of the blocks that were ever written. */
export function stopOf(statuses: readonly BlockStatus[]): Stop {
  const agreed = statuses.filter((status) => status === "agreed").length;
  const drafts = statuses.filter((status) => status === "draft").length;
  const empty = BLOCK_COUNT - agreed - drafts;
  const badge = `${agreed}/${BLOCK_COUNT}`;
  if (agreed === BLOCK_COUNT) {
    return {
      state: "done",
      badge,
      headline: "All 10 blocks agreed",
      detail: "A change to a block opens it again",
      action: { label: "Read the canvas", path: "canvas" },
    };
  }
  const begun = agreed + drafts > 0;
  return {
    state: begun ? "needs_you" : "empty",
    badge,
    headline: begun ? `${agreed} of 10 blocks agreed` : "The canvas is empty",
    detail: `${drafts} ${drafts === 1 ? "draft" : "drafts"}, ${empty} empty`,
    action: { label: begun ? "Continue the canvas" : "Fill in the canvas", path: "canvas" },
  };
}
