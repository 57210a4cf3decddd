import type { LabelKind } from "./kinds.ts";

/** Which detector proposes which kind. Promotions are not read off sales: such an input would know what it is to foretell. */
export const DETECTORS = {
  zero_runs: { kind: "stockout", name: "Runs of zeros" },
  outliers: { kind: "outlier", name: "Values far from their neighbours" },
  level_shift: { kind: "level_shift", name: "A new level" },
  closures: { kind: "closure", name: "All series at zero" },
} as const satisfies Record<string, { kind: LabelKind; name: string }>;
export type Detector = keyof typeof DETECTORS;
export const DETECTOR_KEYS = Object.keys(DETECTORS) as Detector[];
