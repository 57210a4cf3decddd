/** Demand classes of Syntetos, Boylan and Croston (2005): ADI 1.32, CV² 0.49. */
export const DEMAND_CLASSES = ["smooth", "erratic", "intermittent", "lumpy", "none"] as const;
export type DemandClass = (typeof DEMAND_CLASSES)[number];

/**
 * `adi` is the mean distance between periods with demand, in periods; `cv2` the squared coefficient of variation of
 * the non-zero values. NaN or null (no demand at all) is `none`.
 */
export function demandClass(adi: number | null, cv2: number | null): DemandClass {
  if (adi === null || cv2 === null || Number.isNaN(adi) || Number.isNaN(cv2)) return "none";
  if (adi < 1.32) return cv2 < 0.49 ? "smooth" : "erratic";
  return cv2 < 0.49 ? "intermittent" : "lumpy";
}
