import type { ClaimState } from "#lib/features/evidence/index.ts";

/** Colour stands beside a shape and a word, never alone. */
export const CHIP_LOOK: Record<ClaimState, string> = {
  supported: "bg-ok2 border-ok2 text-ok",
  contradicted: "bg-bad2 border-bad2 text-bad",
  stale: "bg-stale2 border-stale2 text-stale",
  unproven: "bg-surface border-control border-dashed text-ink2",
};

export const BAR_LOOK: Record<ClaimState, string> = {
  supported: "bg-ok",
  contradicted: "bg-bad",
  stale: "bg-stale",
  unproven: "border border-dashed border-control",
};
