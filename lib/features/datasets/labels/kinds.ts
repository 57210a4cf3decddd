import type { LabelKind } from "#lib/platform/prisma/enums.ts";

export type { LabelKind };

/** In the order in which people meet them; the digit that chooses a kind by keyboard is the place in this list. */
export const LABEL_KINDS = [
  "stockout",
  "promotion",
  "outlier",
  "closure",
  "level_shift",
  "note",
] as const satisfies readonly LabelKind[];

/** "Stock-out", and what the label does to a run. */
export const LABEL_WORDS: Record<LabelKind, { name: string; effect: string }> = {
  stockout: {
    name: "Stock-out",
    effect: "Demand is not known here. Not learnt from, and left out of errors and costs.",
  },
  promotion: { name: "Promotion", effect: "May be an input that is known ahead." },
  outlier: { name: "Outlier", effect: "Not learnt from, but still counted in errors and costs." },
  closure: {
    name: "Closure",
    effect: "Nobody could buy. Not learnt from, and left out of errors and costs.",
  },
  level_shift: { name: "Level shift", effect: "Shown on the chart. Runs do not use it." },
  note: { name: "Note", effect: "Shown on the chart. Runs do not use it." },
};

/** Kinds that a run may hide from what learns: missing, never zero. */
export const MASKED_KINDS = ["stockout", "closure", "outlier"] as const satisfies readonly LabelKind[];
export type MaskedKind = (typeof MASKED_KINDS)[number];

/**
 * Kinds whose periods are left out of errors and costs, for every method alike: what was sold there is not what was
 * wanted. An outlier is demand all the same, and a comparison without it would flatter.
 */
export const LEFT_OUT_KINDS = ["stockout", "closure"] as const satisfies readonly LabelKind[];
