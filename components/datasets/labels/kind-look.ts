import type { LabelKind } from "#lib/features/datasets/labels/index.ts";

/** Fill of the stretch and ink of its name; the name always stands beside the colour. */
export const KIND_LOOK: Record<LabelKind, { fill: string; ink: string }> = {
  stockout: { fill: "var(--color-stale2)", ink: "var(--color-stale)" },
  promotion: { fill: "var(--color-f95)", ink: "var(--color-p1)" },
  outlier: { fill: "var(--color-over2)", ink: "var(--color-over)" },
  closure: { fill: "var(--color-sunken)", ink: "var(--color-ink2)" },
  level_shift: { fill: "var(--color-short2)", ink: "var(--color-short)" },
  note: { fill: "var(--color-accent2)", ink: "var(--color-accent)" },
};
